// The parts of libarchive that Peil uses: reading only, gzip and zip, from memory that it is given.
#ifndef PEIL_CARCHIVE_SHIM_H
#define PEIL_CARCHIVE_SHIM_H

#include <archive.h>
#include <archive_entry.h>

#endif
