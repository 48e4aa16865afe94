/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The C interface of the SpecHub verifier: exact answers about speculative decoding, JSON in, JSON out.
 *
 * Every function may be called from any thread at any time; nothing is shared between calls. Errors are
 * values: an answer says {"ok": false, "error": {"code", "message", "path"}}, and no input makes the
 * library stop the process. Every answer is UTF-8, ends with a NUL, and belongs to the caller, who gives
 * it back to spechub_free.
 */

#ifndef SPECHUB_H
#define SPECHUB_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Raised whenever a program written against an older header would misbehave. */
#define SPECHUB_ABI_VERSION 1

/* The version of the library that is loaded; compare it with SPECHUB_ABI_VERSION. */
int32_t spechub_abi_version(void);

/*
 * Answers one request, the JSON text of {"id", "command", "input", "options"} as `spechub serve` reads
 * it, of the given length in bytes. NULL only when `json` is NULL or there is no memory.
 */
char *spechub_request(const char *json, size_t length);

/* Gives an answer back. NULL is allowed. */
void spechub_free(char *answer);

/*
 * A list of fractions: numerators[i] / denominators[i]. A negative denominator moves its sign up; a
 * denominator of 0 stands for a number that the implementation found undefined.
 */
typedef struct {
  const int64_t *numerators;
  const int64_t *denominators;
} spechub_fractions;

/* Audits the law of one emitted token against the target p, both of `vocabulary` fractions. */
char *spechub_audit_law(size_t vocabulary, spechub_fractions p, spechub_fractions law);

/*
 * Audits a kernel of `rows` rows.
 *
 *   p, q   the target and the draft distribution, `vocabulary` fractions each; q may have null arrays
 *   draft  rows * drafts token ids, row by row
 *   w      the probability of each row
 *   out    rows * vocabulary fractions: what the rule emits given the drafts of the row
 *   acc    likewise, the part that was accepted from the drafts; may have null arrays
 *
 * Nothing is declared about how the drafts were drawn.
 */
char *spechub_audit_kernel(
    size_t vocabulary, size_t drafts, size_t rows, spechub_fractions p, spechub_fractions q,
    const int64_t *draft, spechub_fractions w, spechub_fractions out, spechub_fractions acc);

#ifdef __cplusplus
}
#endif

#endif
