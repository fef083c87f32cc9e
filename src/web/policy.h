/* What browsers may load and run on pages of ours: own files alone. */
#ifndef WEB_POLICY_H
#define WEB_POLICY_H

#define STATIC_POLICY_BUT_FORMS                                                                                        \
	"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "             \
	"connect-src 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'"
#define STATIC_POLICY STATIC_POLICY_BUT_FORMS "; form-action 'self'"

#endif
