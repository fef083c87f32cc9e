/* Putting the program together: who looks up which ids, what stands in the navigation (server/navigation.c). */
#ifndef SERVER_ASSEMBLY_H
#define SERVER_ASSEMBLY_H

/* Registers what slices offer to layers below them. Once, before threads start. */
void assembly_start(void);
/* How to sign in as each role of the demo, on standard output. */
void assembly_print_demo_staff(void);

#endif
