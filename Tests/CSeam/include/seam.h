// A library that is loaded before the C library, to cut a process off or fail its calls at one durable step.
// Nothing is called by name: see seam.c.
#ifndef SEAM_H
#define SEAM_H
#endif
