/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The loops that a C programmer writes, as the yardstick for the Swift ones. */

#ifndef PLAIN_LOOPS_H
#define PLAIN_LOOPS_H

#include <stddef.h>

/* The first of the largest numbers. */
size_t plain_mode(const double *q, size_t n);

/* p(a) + sum over x != a of min(p(x), q(x) / (1 - q(a))). */
double plain_rate(const double *p, const double *q, size_t n, size_t hub);

#endif
