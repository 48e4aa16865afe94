# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs with `python3 -m unittest`, and with pytest: the assertions are plain."""

import random
import threading
import unittest
from fractions import Fraction

import verifiers
from spechub import (
    NotLossless, NotRational, SpecHubError, assert_lossless, assert_samples_ok, audit, law_of,
    smallest_witness)

HALF, THIRD, QUARTER = Fraction(1, 2), Fraction(1, 3), Fraction(1, 4)


def grid(size, total):
    """All distributions on `size` tokens with denominator `total`."""
    if size == 1:
        return [[Fraction(total, total)]]
    rows = []

    def extend(parts):
        if len(parts) == size - 1:
            rows.append([Fraction(x, total) for x in parts + [total - sum(parts)]])
            return
        for part in range(total - sum(parts) + 1):
            extend(parts + [part])

    extend([])
    return rows


class RightRules(unittest.TestCase):
    def test_every_small_instance(self):
        for size, total in [(1, 1), (2, 3), (3, 2)]:
            for p in grid(size, total):
                for q in grid(size, total):
                    for k in (1, 2):
                        assert_lossless(law_of(verifiers.recursive_rejection, p, q, k))
                        assert_lossless(law_of(
                            verifiers.without_replacement, p, q, k, sampling="without-replacement"))
                        assert_lossless(law_of(verifiers.independent_match, p, q, k))
                    assert_lossless(law_of(
                        verifiers.spechub_pair, p, q, 2, sampling=verifiers.spechub_law(q)))

    def test_kernel_is_exact(self):
        kernel = law_of(
            verifiers.recursive_rejection, [HALF, QUARTER, QUARTER], [QUARTER, QUARTER, HALF])
        self.assertEqual(kernel["kernel"][2], {
            "draft": [2], "w": HALF, "out": [HALF, 0, HALF], "acc": [0, 0, HALF]})
        result = assert_lossless(kernel)
        self.assertEqual(result["alpha"], "3/4")
        self.assertEqual(result["alpha_optimal_for_this_draft_pmf"], "3/4")


class Mistakes(unittest.TestCase):
    """Each kind of bug is found, named, and shown on the smallest p and q there are."""

    CASES = [
        ("duplicates-skipped", verifiers.duplicates_skipped, 2),
        ("residual-at-one-token", verifiers.residual_at_one_token, 1),
        ("missing-residual", verifiers.missing_residual, 1),
        ("absolute-residual", verifiers.absolute_residual, 1),
        ("inverse-ratio", verifiers.inverse_ratio, 1),
    ]

    def test_each_is_found_and_named(self):
        for name, rule, k in self.CASES:
            with self.subTest(name):
                found = smallest_witness(rule, k)
                self.assertIsNotNone(found)
                kernel, result = found
                self.assertEqual(result["verdict"], "not-lossless")
                self.assertIn(name, [m["name"] for m in result["mistakes"]])
                self.assertNotEqual(result["witness"]["law"], result["witness"]["target"])
                print(f"{name}: p = {[str(x) for x in kernel['p']]}, "
                      f"q = {[str(x) for x in kernel['q']]}, TV {result['tv']}, "
                      f"witness {result['witness']}")
                with self.assertRaises(NotLossless) as caught:
                    assert_lossless(kernel)
                self.assertIn(name, str(caught.exception))

    def test_an_argmax_draft_declared_as_softmax(self):
        p, q = [HALF, QUARTER, QUARTER], [QUARTER, QUARTER, HALF]
        kernel = law_of(
            verifiers.recursive_rejection, p, q, sampling=verifiers.argmax_law(q))
        with self.assertRaises(NotLossless) as caught:
            assert_lossless(kernel)
        self.assertEqual(caught.exception.result["tv"], "1/4")
        self.assertEqual(caught.exception.result["draft_law"], "argmax")
        self.assertIn("most probable", str(caught.exception))

    def test_no_witness_for_a_right_rule(self):
        self.assertIsNone(
            smallest_witness(verifiers.recursive_rejection, k=2, tokens=2, denominator=3))

    def test_the_smallest_witness_of_duplicate_skipping(self):
        kernel, result = smallest_witness(verifiers.duplicates_skipped, 2)
        # Two tokens are never enough, and no smaller denominator than 3 is.
        self.assertEqual(len(kernel["p"]), 3)
        self.assertEqual(max(x.denominator for x in kernel["p"] + kernel["q"]), 3)


class Branching(unittest.TestCase):
    def test_division_by_zero_is_undefined(self):
        def rule(p, q, drafts):
            x = drafts[0]
            if random.random() < p[x] / q[x]:
                return x, True
            return random.choices(range(len(p)), weights=[0 * a for a in p])[0], False

        kernel = law_of(rule, [0, 1], [HALF, HALF])
        result = audit(kernel)
        self.assertEqual(result["verdict"], "undefined")
        self.assertEqual(result["row"], 0)
        with self.assertRaises(NotLossless):
            assert_lossless(kernel)

    def test_products_of_uniforms_are_not_rational(self):
        def rule(p, q, drafts):
            return 0 if random.random() * random.random() < HALF else 1

        with self.assertRaises(NotRational):
            law_of(rule, [HALF, HALF], [HALF, HALF])

    def test_scaled_and_reversed_comparisons(self):
        def rule(p, q, drafts):
            u = random.random()
            if 1 - u > Fraction(3, 4):  # u < 1/4
                return 0
            if QUARTER + u / 2 <= HALF:  # u ≤ 1/2
                return 1
            return 2 if 3 * u - 1 < Fraction(5, 4) else 0  # u < 3/4

        kernel = law_of(rule, [HALF, QUARTER, QUARTER], [1, 0, 0])
        self.assertEqual(kernel["kernel"][0]["out"], [HALF, QUARTER, QUARTER])
        self.assertEqual(assert_lossless(kernel)["verdict"], "lossless")

    def test_rules_that_draw_their_own_drafts(self):
        def rule(p, q, k):
            drafts = random.choices(range(len(q)), weights=q, k=k)
            token, _ = verifiers.recursive_rejection(p, q, drafts)
            return drafts, token

        result = assert_lossless(law_of(rule, [HALF, HALF], [THIRD, 1 - THIRD], 2, sampling=None))
        self.assertEqual(result["draft_law"], "iid")

    def test_generators_are_replaced_and_put_back(self):
        before = random.random
        rule = random.Random(7)
        kernel = law_of(
            lambda p, q, drafts: 0 if rule.random() < HALF else rule.choice([0, 1]), [1, 0], [1, 0])
        self.assertEqual(kernel["kernel"][0]["out"], [Fraction(3, 4), QUARTER])
        self.assertIs(random.random, before)
        self.assertIsInstance(rule.random(), float)

    def test_floats_are_the_numbers_they_are(self):
        kernel = law_of(
            verifiers.recursive_rejection, [0.5, 0.25, 0.25], [0.3, 0.3, 0.4], numbers=float)
        with self.assertRaises(NotLossless):
            assert_lossless(kernel)
        result = assert_lossless(kernel, tolerance=Fraction(1, 10**12))
        self.assertEqual(result["verdict"], "not-lossless")
        with self.assertRaises(NotLossless):
            assert_lossless(kernel, tolerance=0)


class Samples(unittest.TestCase):
    P = [0, THIRD, 1 - THIRD]

    def test_enough_good_samples(self):
        result = assert_samples_ok([0, 33_300, 66_700], self.P)
        self.assertEqual(result["verdict"], "consistent")

    def test_duplicate_skipping_from_samples(self):
        with self.assertRaises(NotLossless) as caught:
            assert_samples_ok([0, 22_100, 77_900], self.P)
        self.assertEqual(caught.exception.result["verdict"], "rejected")

    def test_an_impossible_token_is_proof(self):
        with self.assertRaises(NotLossless):
            assert_samples_ok([1, 0, 0], self.P)

    def test_too_few_say_nothing(self):
        with self.assertRaises(NotLossless) as caught:
            assert_samples_ok([0, 3, 7], self.P)
        self.assertEqual(caught.exception.result["verdict"], "inconclusive")


class Asking(unittest.TestCase):
    def test_bad_input_is_refused_or_an_error(self):
        self.assertEqual(audit({"p": [1], "law": [2]})["verdict"], "refused")
        with self.assertRaises(SpecHubError):
            audit({"p": [1], "law": [1]}, level=3)
        with self.assertRaises(TypeError):
            audit({"p": object()})


    def test_many_threads_at_once(self):
        answers = []

        def work(index):
            for total in range(1, 50):
                law = [Fraction(index, 4 * total), 1 - Fraction(index, 4 * total)]
                result = audit({"p": [QUARTER, 3 * QUARTER], "law": law})
                answers.append(result["preserves_target"] == (law[0] == QUARTER))

        threads = [threading.Thread(target=work, args=(index,)) for index in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(answers, [True] * 196)


try:
    import numpy
except ImportError:
    numpy = None


@unittest.skipIf(numpy is None, "skipped: numpy is not installed")
class NumPy(unittest.TestCase):
    @staticmethod
    def rule(p, q, drafts):
        rng = numpy.random.default_rng()
        x = drafts[0]
        if rng.random() < min(1.0, p[x] / q[x]):
            return x, True
        residual = numpy.maximum(p - q, 0)
        return int(rng.choice(len(p), p=residual / residual.sum())), False

    def test_arrays(self):
        kernel = law_of(self.rule, [HALF, QUARTER, QUARTER], [QUARTER, QUARTER, HALF],
                        numbers=numpy.array)
        # Every number of this rule is a short binary fraction, so floats are exact here.
        self.assertEqual(assert_lossless(kernel)["alpha"], "3/4")

    def test_array_draws(self):
        def rule(p, q, drafts):
            u = numpy.random.rand(2)
            accepted = u < numpy.array([0.25, 0.5])
            return int(numpy.argmax(numpy.random.multinomial(1, p))) if accepted.all() else 0

        kernel = law_of(rule, [HALF, HALF], [1, 0], numbers=numpy.array)
        self.assertEqual(kernel["kernel"][0]["out"], [Fraction(15, 16), Fraction(1, 16)])


if __name__ == "__main__":
    unittest.main()
