// The C interface of COIN-OR CLP, the solver of linear programmes.
#ifndef PEIL_CCLP_SHIM_H
#define PEIL_CCLP_SHIM_H

#include <coin/Clp_C_Interface.h>

#endif
