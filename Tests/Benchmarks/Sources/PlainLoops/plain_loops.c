/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "plain_loops.h"

size_t plain_mode(const double *q, size_t n) {
  size_t best = 0;
  for (size_t x = 1; x < n; x++)
    if (q[x] > q[best]) best = x;
  return best;
}

double plain_rate(const double *p, const double *q, size_t n, size_t hub) {
  double factor = 1 / (1 - q[hub]);
  double sum = p[hub];
  for (size_t x = 0; x < n; x++) {
    if (x == hub) continue;
    double offered = q[x] * factor;
    sum += p[x] < offered ? p[x] : offered;
  }
  return sum;
}
