/* SPDX-License-Identifier: GPL-3.0-or-later */

/* zlib, and functions for those of its macros that the importer drops. */

#ifndef CZLIB_SHIM_H
#define CZLIB_SHIM_H

#include <zlib.h>

/* 16 more than the largest window: gzip headers rather than zlib's. */
static inline int czlib_inflate_init_gzip(z_streamp stream) {
  return inflateInit2(stream, 16 + MAX_WBITS);
}
static inline int czlib_deflate_init_gzip(z_streamp stream) {
  return deflateInit2(stream, Z_BEST_COMPRESSION, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
}

#endif
