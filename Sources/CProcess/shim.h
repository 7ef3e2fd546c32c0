// What Peil needs of prctl, which Swift cannot call: its arguments are of any number.
#ifndef PEIL_CPROCESS_SHIM_H
#define PEIL_CPROCESS_SHIM_H

#include <sys/prctl.h>

// Keeps the memory of this process from being written to a core file, or read by other processes of the same user.
// Returns 0 where it is kept.
static inline int peil_keep_memory(void) { return prctl(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L); }

#endif
