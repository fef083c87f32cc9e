/* What the machine has. */
#ifndef BASE_MACHINE_H
#define BASE_MACHINE_H

#include <stddef.h>

/* Bytes of memory that this process may use: the machine's, or what its control group is allowed if that is less. */
size_t machine_memory(void);

#endif
