#include "CSimplex.h"

#include <ClpConfig.h>
#include <ClpSimplex.hpp>

#include <new>

struct PeilSimplex {
    ClpSimplex model;
    bool isWarm = false;
};

extern "C" PeilSimplex *peil_simplex_make(int columns, int rows, const int *starts, const int *indices,
                                          const double *weights, const double *columnLower,
                                          const double *columnUpper, const double *rowLower,
                                          const double *rowUpper) {
    try {
        auto simplex = new PeilSimplex;
        simplex->model.setLogLevel(0);
        // CLP takes starts of its own width.
        CoinBigIndex *begins = new CoinBigIndex[columns + 1];
        for (int column = 0; column <= columns; column++) begins[column] = starts[column];
        simplex->model.loadProblem(columns, rows, begins, indices, weights, columnLower, columnUpper, nullptr,
                                   rowLower, rowUpper);
        delete[] begins;
        return simplex;
    } catch (...) {
        return nullptr;
    }
}

extern "C" void peil_simplex_free(PeilSimplex *simplex) { delete simplex; }

extern "C" void peil_simplex_set_weight(PeilSimplex *simplex, int column, double weight) {
    simplex->model.setObjectiveCoefficient(column, weight);
}

extern "C" double peil_simplex_set_lower(PeilSimplex *simplex, int column, double lower) {
    double before = simplex->model.columnLower()[column];
    simplex->model.setColumnLower(column, lower);
    return before;
}

extern "C" int peil_simplex_solve(PeilSimplex *simplex) {
    try {
        // 1 keeps the work space, 2 takes the factors of the last basis, 4 skips what was prepared then.
        simplex->model.primal(0, simplex->isWarm ? 7 : 1);
        simplex->isWarm = simplex->model.status() == 0;
        return simplex->model.status();
    } catch (...) {
        simplex->isWarm = false;
        return 4;
    }
}

extern "C" double peil_simplex_value(const PeilSimplex *simplex, int column) {
    return simplex->model.primalColumnSolution()[column];
}

extern "C" const char *peil_simplex_version(void) { return CLP_VERSION; }
