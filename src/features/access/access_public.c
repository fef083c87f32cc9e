/* What customers read about their own account: never the internal reason, never who did it. */
#include "features/access/access.h"

const char *access_public_state(const struct access_answer *answer)
{
	if (answer->may_sign_in && answer->status == CUSTOMER_STATUS_SUSPENDED)
		return N_("Some things are suspended for your account.");
	switch (answer->because) {
	case CUSTOMER_STATUS_MERGED: return N_("Your account was joined with another one.");
	case CUSTOMER_STATUS_TRASHED: return N_("Your account is closed.");
	case CUSTOMER_STATUS_BLOCKED: return N_("Your account is blocked.");
	case CUSTOMER_STATUS_SUSPENDED: return N_("Your account is suspended.");
	case CUSTOMER_STATUS_DISAPPROVED: return N_("Your registration was not accepted.");
	case CUSTOMER_STATUS_PENDING: return N_("Your registration is being checked.");
	case CUSTOMER_STATUS_AWAITING: return N_("Your registration is not confirmed yet.");
	case CUSTOMER_STATUS_INACTIVE: return N_("Your account is switched off.");
	case CUSTOMER_STATUS_GUEST: return N_("You have no account yet.");
	case CUSTOMER_STATUS_ACTIVE: break;
	}
	return N_("Your account is active.");
}

const char *access_public_advice(const struct access_answer *answer)
{
	switch (answer->next) {
	case ACCESS_NEXT_STAFF_LIFT:
	case ACCESS_NEXT_STAFF_UNBLOCK: return N_("Contact us if you have a question or think this is a mistake.");
	case ACCESS_NEXT_STAFF_APPROVE:
		return answer->because == CUSTOMER_STATUS_PENDING
			       ? N_("There is nothing that you have to do. Try again later.")
			       : N_("Contact us if you have a question or think this is a mistake.");
	case ACCESS_NEXT_CUSTOMER_CONFIRMS:
		return N_("Follow the link that confirms your registration, or contact us.");
	case ACCESS_NEXT_STAFF_SWITCH_ON:
	case ACCESS_NEXT_STAFF_RESTORE: return N_("Contact us if you want to use it again.");
	case ACCESS_NEXT_STAFF_GIVE_ACCOUNT: return N_("Contact us if you want to have one.");
	case ACCESS_NEXT_OTHER_RECORD: return N_("Sign in with the other one.");
	case ACCESS_NEXT_LIFTS_ITSELF:
	case ACCESS_NEXT_NOTHING: break;
	}
	return N_("There is nothing that you have to do.");
}
