/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Audits speculative sampling with one draft on p = (1/2, 1/4, 1/4), q = (1/4, 1/4, 1/2), and the same
 * rule without its residual, from integer arrays and from JSON.
 */

#include <stdio.h>
#include <string.h>

#include "spechub.h"

static int show(char *answer)
{
  int found = answer != NULL;
  puts(found ? answer : "no answer");
  spechub_free(answer);
  return found;
}

int main(void)
{
  if (spechub_abi_version() != SPECHUB_ABI_VERSION) {
    fprintf(stderr, "the library speaks version %d, the header %d\n",
            (int)spechub_abi_version(), SPECHUB_ABI_VERSION);
    return 1;
  }
  const int64_t one[] = {1, 1, 1, 1, 1, 1, 1, 1, 1};
  const int64_t p[] = {2, 1, 1}, q[] = {1, 1, 2}, quarters[] = {4, 4, 4};
  const int64_t draft[] = {0, 1, 2};
  const int64_t right[] = {1, 0, 0, 0, 1, 0, 1, 0, 1};
  const int64_t halves[] = {1, 1, 1, 1, 1, 1, 2, 1, 2};
  const int64_t wrong[] = {1, 0, 0, 0, 1, 0, 2, 1, 5};
  const int64_t eighths[] = {1, 1, 1, 1, 1, 1, 8, 8, 8};
  const spechub_fractions none = {NULL, NULL};
  const spechub_fractions target = {p, quarters}, law = {q, quarters};
  int answers = 0;
  answers += show(spechub_audit_kernel(
      3, 1, 3, target, law, draft, law, (spechub_fractions){right, halves}, none));
  answers += show(spechub_audit_kernel(
      3, 1, 3, target, law, draft, law, (spechub_fractions){wrong, eighths}, none));
  answers += show(spechub_audit_law(3, target, (spechub_fractions){one, quarters}));
  const char *request = "{\"id\": 7, \"command\": \"audit\", \"input\": {\"p\": [1], \"law\": [1]}}";
  answers += show(spechub_request(request, strlen(request)));
  answers += show(spechub_request("{", 1));
  return answers == 5 ? 0 : 1;
}
