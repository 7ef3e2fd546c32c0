// The simplex method of COIN-OR CLP, kept warm: a system is solved again and again with other objectives, each time
// from the basis and the factors that the last one left. The C interface of CLP begins afresh each time.
#ifndef PEIL_CSIMPLEX_H
#define PEIL_CSIMPLEX_H

#ifdef __cplusplus
extern "C" {
#endif

// A system of linear conditions.
typedef struct PeilSimplex PeilSimplex;

// A system: its matrix by columns, `starts` one longer than there are columns, and the bounds of columns and rows,
// DBL_MAX for none. Everything is copied. NULL without memory.
PeilSimplex *peil_simplex_make(int columns, int rows, const int *starts, const int *indices, const double *weights,
                               const double *columnLower, const double *columnUpper, const double *rowLower,
                               const double *rowUpper);

// Gives a system back.
void peil_simplex_free(PeilSimplex *simplex);

// Sets what is made as small as can be: the weight of a column.
void peil_simplex_set_weight(PeilSimplex *simplex, int column, double weight);

// Sets the lower bound of a column, and returns what it was.
double peil_simplex_set_lower(PeilSimplex *simplex, int column, double lower);

// Solves: 0 for an optimum, 1 where no numbers meet the conditions, 2 where there is no end, else a failure.
int peil_simplex_solve(PeilSimplex *simplex);

// The value of a column in the last solution.
double peil_simplex_value(const PeilSimplex *simplex, int column);

// The version of the solver, as text that lasts.
const char *peil_simplex_version(void);

#ifdef __cplusplus
}
#endif

#endif
