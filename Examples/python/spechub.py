# SPDX-License-Identifier: GPL-3.0-or-later
"""Is this speculative decoding verifier lossless? Exact answers from Python, standard library only.

    from spechub import assert_lossless, law_of

    def verify(p, q, drafts):                    # your rule, unmodified
        for x in drafts:
            if random.random() < p[x] / q[x]:
                return x
            ...

    assert_lossless(law_of(verify, p, q, k=2))   # raises with the exact deviation and a witness

``law_of`` does not sample. It replaces the random draws of the rule (``random``, ``numpy.random``,
``torch.rand``, ``torch.multinomial``) by a branching oracle and runs the rule once for every way in
which its comparisons and choices can go, so the result is the rule's kernel in exact fractions. The
verdict comes from the ``spechub`` program: through the C library named by ``SPECHUB_LIBRARY``, else
through the program named by ``SPECHUB`` or found on the path.
"""

import ctypes
import itertools
import json
import os
import shutil
import subprocess
import threading
from fractions import Fraction

from spechub_oracle import NotRational, Oracle, patched

__all__ = [
    "NotLossless", "NotRational", "SpecHubError", "assert_lossless", "assert_samples_ok", "audit",
    "blocks_of", "law_of", "smallest_witness",
]


class SpecHubError(Exception):
    """The request could not be answered: bad input, or no program to answer it."""


class NotLossless(AssertionError):
    """The rule does not emit the target; ``result`` is the whole answer of the audit."""

    def __init__(self, message, result):
        super().__init__(message)
        self.result = result


# MARK: Asking


class _Library:
    """libspechub.so, through ctypes. Safe to call from any thread."""

    def __init__(self, path):
        library = ctypes.CDLL(path)
        library.spechub_abi_version.restype = ctypes.c_int32
        version = library.spechub_abi_version()
        if version != 1:
            raise SpecHubError(f"{path} speaks version {version} of the interface, expected 1")
        library.spechub_request.restype = ctypes.c_void_p
        library.spechub_request.argtypes = [ctypes.c_char_p, ctypes.c_size_t]
        library.spechub_free.argtypes = [ctypes.c_void_p]
        self._library = library

    def ask(self, line):
        answer = self._library.spechub_request(line, len(line))
        if not answer:
            raise SpecHubError("the library gave no answer")
        try:
            return ctypes.string_at(answer)
        finally:
            self._library.spechub_free(answer)


class _Server:
    """`spechub serve`, kept running; one question at a time."""

    def __init__(self, program):
        self._lock = threading.Lock()
        try:
            self._process = subprocess.Popen(
                [program, "serve", "--jobs", "1"], stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        except OSError as error:
            raise SpecHubError(f"{program}: {error}") from error

    def ask(self, line):
        with self._lock:
            try:
                self._process.stdin.write(line + b"\n")
                self._process.stdin.flush()
                answer = self._process.stdout.readline()
            except OSError as error:
                raise SpecHubError(f"spechub serve has gone: {error}") from error
        if not answer:
            raise SpecHubError("spechub serve has ended")
        return answer


_backend = None
_backend_lock = threading.Lock()


def _ask(line):
    global _backend
    with _backend_lock:
        if _backend is None:
            library = os.environ.get("SPECHUB_LIBRARY")
            program = os.environ.get("SPECHUB") or shutil.which("spechub")
            if library:
                _backend = _Library(library)
            elif program:
                _backend = _Server(program)
            else:
                raise SpecHubError(
                    "no spechub found: put it on the path, or set SPECHUB to the program or "
                    "SPECHUB_LIBRARY to libspechub.so")
    return _backend.ask(line)


def audit(input, **options):
    """The answer of ``spechub audit`` as a dictionary; fractions are strings such as "5/9"."""
    request = {"command": "audit", "input": _plain(input)}
    if options:
        request["options"] = _plain(options)
    answer = json.loads(_ask(json.dumps(request).encode()))
    if not answer["ok"]:
        error = answer["error"]
        raise SpecHubError(f"{error['path']}: {error['message']}" if error["path"]
                           else error["message"])
    return answer["result"]


def _plain(value):
    """Fractions as texts, floats as the exact numbers they are, arrays as lists."""
    if isinstance(value, (str, bool, int)) or value is None:
        return value
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, float):
        return str(Fraction(value)) if value == value and abs(value) != float("inf") else str(value)
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if hasattr(value, "tolist"):
        return _plain(value.tolist())
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    raise TypeError(f"a {type(value).__name__} is no JSON value")


# MARK: Asserting


def assert_lossless(kernel, tolerance=None):
    """Raises :class:`NotLossless` unless the kernel emits exactly its target p.

    ``kernel`` is what :func:`law_of` returns, or any input of ``spechub audit`` that describes a rule.
    With a ``tolerance`` a total variation up to it is let pass: for rules that compute in floats.
    """
    result = audit(kernel, **({"as_used": True} if tolerance is not None else {}))
    if result["verdict"] == "lossless":
        return result
    if (tolerance is not None and result["verdict"] == "not-lossless"
            and Fraction(result["tv"]) <= Fraction(tolerance)):
        return result
    raise NotLossless(_explain(result), result)


def assert_samples_ok(counts, p, level="1e-6", tv="1/20"):
    """Raises :class:`NotLossless` when the observed counts are rejected, or say nothing.

    The verdict comes from an e-process: it may be asked for as often as one likes while counts grow.
    """
    result = audit({"p": p, "counts": counts}, level=level, tv=tv)
    if result["verdict"] == "consistent":
        return result
    raise NotLossless(_explain(result), result)


def _explain(result):
    lines = [f"verdict: {result['verdict']}"]
    for key in ("error", "tv", "joint2_tv"):
        if result.get(key) is not None:
            lines.append(f"{key}: {result[key]}")
    if result.get("witness"):
        lines.append("first difference: " + json.dumps(result["witness"]))
    if result.get("first_wrong_row"):
        lines.append("first wrong row: " + json.dumps(result["first_wrong_row"]))
    for mistake in result.get("mistakes", []):
        lines.append(f"{mistake['name']}: {mistake['explanation']}")
    return "\n".join(lines)


# MARK: Deriving kernels


def law_of(function, p, q, k=1, sampling="iid", numbers=Fraction, limit=100_000):
    """The exact kernel of a verifier, by running it once for every way its random draws can go.

    ``function(p, q, drafts)`` returns the emitted token, or a pair of the token and whether it was
    accepted from the drafts. Drafts are drawn here, "iid" or "without-replacement"; with ``sampling``
    None the function is called as ``function(p, q, k)``, draws its drafts itself, and returns a pair of
    the drafts and the token. A dictionary from draft tuples to weights is a joint law of its own.

    ``numbers`` says what the rule is given: lists of Fraction (exact), of float, or what a callable
    makes of a list (``numpy.array``, ``torch.tensor``). Thresholds computed in floats are taken for the
    exact dyadic numbers they are.

    Raises :class:`NotRational` when the law is not made of rationals (a product of two uniforms), or
    when the rule uses a uniform in a way that cannot be followed (its logarithm, its digits).
    """
    p, q = [Fraction(x) for x in p], [Fraction(x) for x in q]
    kernel = {"p": p, "q": q, "k": k, "kernel": []}
    if sampling is None:
        kernel["sampling"] = "free"
        rows = {}
        for weight, outcome in _runs(lambda: function(_given(p, numbers), _given(q, numbers), k),
                                     limit):
            if isinstance(outcome, BaseException):
                raise outcome
            drafts, token = outcome
            row = rows.setdefault(tuple(int(x) for x in drafts), [Fraction(0)] * len(p))
            row[int(token)] += weight
        for drafts, row in sorted(rows.items()):
            total = sum(row)
            kernel["kernel"].append(
                {"draft": list(drafts), "w": total, "out": [x / total for x in row]})
        return kernel
    if isinstance(sampling, str):
        kernel["sampling"] = sampling
        law = _draft_law(q, k, sampling)
    else:
        kernel["sampling"] = "free"
        law = {tuple(drafts): Fraction(weight) for drafts, weight in sampling.items()}
    for drafts, weight in sorted(law.items()):
        if weight:
            kernel["kernel"].append(
                _row(function, p, q, drafts, weight, numbers, limit))
    return kernel


def blocks_of(function, p_tables, q_tables, gamma, limit=100_000):
    """The blocks that one step of a multi-token rule emits, with their exact weights.

    ``function()`` draws its drafts, verifies them and answers the list of emitted tokens. The tables map
    contexts such as "", "0", "0,1" to the laws of the next token; the answer is an input of
    :func:`audit` and :func:`assert_lossless`.
    """
    weights = {}
    for weight, outcome in _runs(function, limit):
        if isinstance(outcome, BaseException):
            raise outcome
        block = tuple(int(token) for token in outcome)
        weights[block] = weights.get(block, 0) + weight
    return {"p_tables": p_tables, "q_tables": q_tables, "gamma": gamma,
            "emitted": [{"out": list(block), "w": weight}
                        for block, weight in sorted(weights.items())]}


def _given(values, numbers):
    """The numbers as the rule gets them."""
    if numbers is Fraction:
        return list(values)
    if numbers is float:
        return [float(x) for x in values]
    return numbers([float(x) for x in values])


def _row(function, p, q, drafts, weight, numbers, limit):
    out = [Fraction(0)] * len(p)
    accepted = [Fraction(0)] * len(p)
    says_accepted = True
    runs = _runs(
        lambda: function(_given(p, numbers), _given(q, numbers), list(drafts)), limit)
    for probability, outcome in runs:
        if isinstance(outcome, BaseException):
            # 0/0 in a branch of positive probability: the audit answers "undefined".
            return {"draft": list(drafts), "w": weight, "out": None, "reason": repr(outcome)}
        if isinstance(outcome, tuple):
            token, is_accepted = outcome
        else:
            token, is_accepted, says_accepted = outcome, False, False
        out[int(token)] += probability
        if is_accepted:
            accepted[int(token)] += probability
    row = {"draft": list(drafts), "w": weight, "out": out}
    if says_accepted:
        row["acc"] = accepted
    return row


def _runs(call, limit):
    """Every run of a call with its probability; the outcome is a value, or an exception that stands
    for a division by zero."""
    oracle = Oracle(limit)
    while oracle.start():
        with patched(oracle):
            try:
                outcome = call()
            except (ZeroDivisionError, FloatingPointError) as error:
                outcome = error
        if oracle.probability:
            yield oracle.probability, outcome


def _draft_law(q, k, sampling):
    support = [x for x, weight in enumerate(q) if weight]
    law = {}
    if sampling == "iid":
        for drafts in itertools.product(support, repeat=k):
            weight = Fraction(1)
            for x in drafts:
                weight *= q[x]
            law[drafts] = weight
    elif sampling == "without-replacement":
        for drafts in itertools.permutations(support, min(k, len(support))):
            weight, left = Fraction(1), Fraction(1)
            for x in drafts:
                weight *= q[x] / left
                left -= q[x]
            # An exhausted support is filled up with its last token.
            law[drafts + drafts[-1:] * (k - len(drafts))] = weight
    else:
        raise ValueError(f'sampling "{sampling}": expected "iid" or "without-replacement"')
    return law


def smallest_witness(function, k=1, tokens=3, denominator=4, **options):
    """The smallest p and q on which a rule is not lossless, or None.

    Fewest tokens first, then the smallest common denominator of p and q. Answers the pair (kernel,
    result of the audit).
    """
    for size in range(1, tokens + 1):
        for total in range(1, denominator + 1):
            grid = [[Fraction(part, total) for part in parts]
                    for parts in itertools.product(range(total + 1), repeat=size)
                    if sum(parts) == total]
            for p, q in itertools.product(grid, repeat=2):
                kernel = law_of(function, p, q, k, **options)
                result = audit(kernel)
                if result["verdict"] != "lossless":
                    return kernel, result
    return None
