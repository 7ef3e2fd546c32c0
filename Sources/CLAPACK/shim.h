// LAPACKE names complex numbers by macros that Swift cannot import; none of its complex routines is used here.
#ifndef PEIL_CLAPACK_SHIM_H
#define PEIL_CLAPACK_SHIM_H

typedef struct { float re, im; } peil_complex_float;
typedef struct { double re, im; } peil_complex_double;
#define lapack_complex_float peil_complex_float
#define lapack_complex_double peil_complex_double
#include <lapacke.h>

#endif
