// What Peil needs of libarchive: reading only, gzip and zip, from memory that it is handed.
#ifndef PEIL_CARCHIVE_SHIM_H
#define PEIL_CARCHIVE_SHIM_H

#include <archive.h>
#include <archive_entry.h>

#endif
