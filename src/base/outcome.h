/* How every call that can fail in an expected way says what became of it.
 *
 * The one idea: an outcome is a value that cannot be dropped. INVALID and CONFLICT bring one or more
 * `struct problem` in the context's list (context/problems.h); FAULT is logged once, by whoever found it.
 */
#ifndef BASE_OUTCOME_H
#define BASE_OUTCOME_H

enum outcome {
	DONE,      /* it happened */
	NOT_FOUND, /* no such thing, or none that the asker may see */
	INVALID,   /* the asker's input is at fault; problems say where */
	CONFLICT,  /* the input was right, the state is against it; problems say why */
	FORBIDDEN, /* the asker lacks a permission; a problem names it */
	TOO_MANY,  /* a limit of rate, size or number; without a problem: the machine cannot do it now */
	FAULT,     /* ours: engine, disk, bug */
};

#define MUST_USE __attribute__((warn_unused_result))

/* Leaves the calling function with the outcome of `call` unless that is DONE. The only macro that returns. */
#define TRY(call)                                                                                                      \
	do {                                                                                                           \
		enum outcome try_outcome_ = (call);                                                                    \
		if (try_outcome_ != DONE)                                                                              \
			return try_outcome_;                                                                           \
	} while (0)

#endif
