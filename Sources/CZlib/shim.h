// What Peil needs of zlib: the checksum of gzip files.
#ifndef PEIL_CZLIB_SHIM_H
#define PEIL_CZLIB_SHIM_H

#include <zlib.h>

#endif
