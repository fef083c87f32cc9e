#include "base/outcome.h"

const char *outcome_name(enum outcome outcome)
{
	switch (outcome) {
	case DONE: return "done";
	case NOT_FOUND: return "not_found";
	case INVALID: return "invalid";
	case CONFLICT: return "conflict";
	case FORBIDDEN: return "forbidden";
	case TOO_MANY: return "too_many";
	case FAULT: return "fault";
	}
	return "unknown";
}
