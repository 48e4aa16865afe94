/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GMP, and functions for those of its macros that the importer drops. */

#ifndef CGMP_SHIM_H
#define CGMP_SHIM_H

#include <gmp.h>

static inline const char *cgmp_version(void) { return gmp_version; }
static inline int cgmp_mpz_sgn(mpz_srcptr value) { return mpz_sgn(value); }
static inline int cgmp_mpz_odd_p(mpz_srcptr value) { return mpz_odd_p(value); }
static inline int cgmp_mpq_integer_p(mpq_srcptr value) {
  return mpz_cmp_ui(mpq_denref(value), 1) == 0;
}
static inline int cgmp_mpq_sgn(mpq_srcptr value) { return mpq_sgn(value); }
static inline int cgmp_mpq_cmp_si(mpq_srcptr value, long numerator, unsigned long denominator) {
  return mpq_cmp_si(value, numerator, denominator);
}
static inline mpz_ptr cgmp_mpq_numref(mpq_ptr value) { return mpq_numref(value); }
static inline mpz_ptr cgmp_mpq_denref(mpq_ptr value) { return mpq_denref(value); }

#endif
