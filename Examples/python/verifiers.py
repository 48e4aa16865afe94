# SPDX-License-Identifier: GPL-3.0-or-later
"""Verifiers in plain Python: right ones, and the same with one usual mistake each.

Each is called as function(p, q, drafts) and answers the token and whether it was a draft. They use
`random` as any program would, and know nothing of the oracle that derives their law.
"""

import random


def _draw(weights):
    return random.choices(range(len(weights)), weights=weights)[0]


def _normalized(weights):
    total = sum(weights)
    return [x / total for x in weights]


def recursive_rejection(p, q, drafts):
    """Right, for independent drafts: (p − q)⁺ is carried over after each rejection."""
    left = p
    for x in drafts:
        if random.random() < left[x] / q[x]:
            return x, True
        left = _normalized([max(0, a - b) for a, b in zip(left, q)])
    return _draw(left), False


def without_replacement(p, q, drafts):
    """Right, for drafts without replacement: q loses each rejected token."""
    left = p
    for x in dict.fromkeys(drafts):
        if random.random() * q[x] <= left[x]:
            return x, True
        left = _normalized([max(0, a - b) for a, b in zip(left, q)])
        q = [0 if y == x else b for y, b in enumerate(q)]
        if not any(q):
            break
        q = _normalized(q)
    return _draw(left), False


def independent_match(p, q, drafts):
    """Right for any drafts, though it accepts little: draw from p, and see whether it was drafted."""
    y = _draw(p)
    return y, y in drafts


def spechub_pair(p, q, drafts):
    """Right, for SpecHub's pairs around the most probable token of q."""
    hub = max(range(len(q)), key=lambda x: q[x])
    if q[hub] == 1:
        if random.random() < p[hub]:
            return hub, True
        return _draw([0 if y == hub else a for y, a in enumerate(p)]), False
    odds = q[hub] / (1 - q[hub])
    others = [x for x in range(len(q)) if x != hub and q[x]]
    left_hub_first = sum(odds * q[x] - min(max(p[x] - q[x], 0), odds * q[x]) for x in others)
    left_token_first = sum(q[x] - min(p[x], q[x]) for x in others)
    x = next(y for y in drafts if y != hub)
    hub_first = drafts[0] == hub
    mass = odds * q[x] if hub_first else q[x]
    paid = min(max(p[x] - q[x], 0), mass) if hub_first else min(p[x], mass)
    if random.random() < paid / mass:
        return x, True
    first = min(p[hub], left_hub_first)
    share = first / left_hub_first if hub_first else (p[hub] - first) / left_token_first
    if random.random() < share:
        return hub, True
    return _draw([0 if y == hub else max(0, a - q[y] / (1 - q[hub])) for y, a in enumerate(p)]), False


def spechub_law(q):
    """The law of SpecHub's pairs."""
    hub = max(range(len(q)), key=lambda x: q[x])
    if q[hub] == 1:
        return {(hub, hub): 1}
    law = {}
    for x in range(len(q)):
        if x != hub and q[x]:
            law[x, hub] = q[x]
            law[hub, x] = q[hub] * q[x] / (1 - q[hub])
    return law


# MARK: One mistake each


def duplicates_skipped(p, q, drafts):
    left, seen = p, set()
    for x in drafts:
        if x in seen:  # the mistake
            continue
        seen.add(x)
        if random.random() < left[x] / q[x]:
            return x, True
        left = _normalized([max(0, a - b) for a, b in zip(left, q)])
    return _draw(left), False


def residual_at_one_token(p, q, drafts):
    left = p
    for x in drafts:
        if random.random() < left[x] / q[x]:
            return x, True
        left = _normalized([max(0, a - q[x]) if y == x else a for y, a in enumerate(left)])
    return _draw(left), False


def missing_residual(p, q, drafts):
    for x in drafts:
        if random.random() < p[x] / q[x]:
            return x, True
    return _draw(p), False


def absolute_residual(p, q, drafts):
    left = p
    for x in drafts:
        if random.random() < left[x] / q[x]:
            return x, True
        left = _normalized([abs(a - b) for a, b in zip(left, q)])
    return _draw(left), False


def inverse_ratio(p, q, drafts):
    left = p
    for x in drafts:
        if left[x] == 0 or random.random() < q[x] / left[x]:
            return x, True
        left = _normalized([max(0, a - b) for a, b in zip(left, q)])
    return _draw(left), False


def argmax_law(q, k=1):
    """Not a rule but a draft: always the most probable token, though q is declared."""
    return {(max(range(len(q)), key=lambda x: q[x]),) * k: 1}
