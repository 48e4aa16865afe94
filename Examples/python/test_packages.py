# SPDX-License-Identifier: GPL-3.0-or-later
"""Verifiers of published packages, unmodified, each skipped when it is not installed.

    pip install torch transformers specdec sequential-speculative-decoding

They compute in floats, so the verdict is about the exact numbers their floats are, with a tolerance.
"""

import inspect
import unittest
from fractions import Fraction

from spechub import NotLossless, assert_lossless, audit, blocks_of, law_of

try:
    import torch
except ImportError:
    torch = None

HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)
P, Q = [HALF, QUARTER, QUARTER], [QUARTER, QUARTER, HALF]
TOLERANCE = Fraction(1, 10**12)

P_TABLES = {"": [Fraction(3, 4), QUARTER], "0": [QUARTER, Fraction(3, 4)], "1": [HALF, HALF]}
Q_TABLES = {"": [QUARTER, Fraction(3, 4)], "0": [Fraction(3, 4), QUARTER],
            "1": [QUARTER, Fraction(3, 4)]}


def logits(weights):
    return torch.log(torch.tensor([float(x) for x in weights], dtype=torch.float64))


class _Output:
    def __init__(self, values):
        self.logits = values


class TableModel:
    """A language model given by tables on the first token after the prompt."""

    device = "cpu"

    def __init__(self, tables, prompt=1):
        self._tables, self._prompt = tables, prompt

    def __call__(self, ids, **_):
        rows = []
        for sequence in ids.tolist():
            row = []
            for position in range(len(sequence)):
                context = sequence[self._prompt:position + 1]
                row.append(logits(self._tables[str(context[0]) if context else ""]))
            rows.append(torch.stack(row))
        return _Output(torch.stack(rows))


def importable(name):
    try:
        return __import__(name, fromlist=["_"])
    except Exception as error:  # a package may fail in its own way when a part is missing
        print(f"skipped: {name}: {error}")
        return None


@unittest.skipIf(torch is None, "skipped: torch is not installed")
class Transformers(unittest.TestCase):
    def setUp(self):
        self.module = importable("transformers.generation.utils")
        if self.module is None:
            self.skipTest("skipped: transformers is not installed")

    def rule(self, **options):
        function = self.module._speculative_sampling
        if "is_done_candidate" in inspect.signature(function).parameters:
            options["is_done_candidate"] = False

        def verify(p, q, drafts):
            ids, matches = function(
                torch.tensor([[0] + drafts]), logits(q).reshape(1, 1, -1), 1,
                torch.stack([logits(p), logits(p)]).unsqueeze(0), **options)
            return int(ids[0, 0]), int(matches) >= 1

        return verify

    def test_speculative_sampling(self):
        result = assert_lossless(law_of(self.rule(), P, Q, numbers=list), TOLERANCE)
        self.assertAlmostEqual(float(Fraction(result["alpha"])), 0.75, 12)
        print("transformers _speculative_sampling: TV", float(Fraction(result["tv"])))

    def test_an_ensemble_weight_is_not_lossless(self):
        parameters = inspect.signature(self.module._speculative_sampling).parameters
        if "assistant_ensemble_weight" not in parameters:
            self.skipTest("skipped: this version has no ensemble weight")
        rule = self.rule(assistant_ensemble_weight=0.5)
        with self.assertRaises(NotLossless) as caught:
            assert_lossless(law_of(rule, P, Q, numbers=list), TOLERANCE)
        # Halfway between p and q: half of their total variation, as its documentation says.
        self.assertAlmostEqual(float(Fraction(caught.exception.result["tv"])), 0.125, 12)


@unittest.skipIf(torch is None, "skipped: torch is not installed")
class SpecDec(unittest.TestCase):
    def setUp(self):
        self.module = importable("specdec.decoder")
        if self.module is None:
            self.skipTest("skipped: specdec is not installed")

    def test_verify_of_a_chain(self):
        decoder = object.__new__(self.module.SpecDecoder)
        decoder.device = "cpu"
        decoder.small_model, decoder.big_model = TableModel(Q_TABLES), TableModel(P_TABLES)

        def step():
            prompt = torch.tensor([[0]])
            tokens, laws = decoder.generate_small(prompt, 2)
            return decoder.verify(prompt, tokens, laws)

        blocks = blocks_of(step, P_TABLES, Q_TABLES, 2)
        result = assert_close(self, blocks)
        print("specdec SpecDecoder.verify: joint TV", float(Fraction(result["joint2_tv"])))


@unittest.skipIf(torch is None, "skipped: torch is not installed")
class SequentialSpeculativeDecoding(unittest.TestCase):
    def setUp(self):
        self.standard = importable("seqspecdecod.standard_sd")
        self.capped = importable("seqspecdecod.capped_hsd")
        if self.standard is None or self.capped is None:
            self.skipTest("skipped: sequential-speculative-decoding is not installed")

    def blocks(self, step, gamma):
        def run():
            ids, _, _ = step(TableModel(Q_TABLES), TableModel(P_TABLES), torch.tensor([[0]]),
                             gamma, draft_temperature=1.0, target_temperature=1.0)
            return ids[0, 1:].tolist()

        return blocks_of(run, P_TABLES, Q_TABLES, gamma)

    def test_the_standard_step_is_lossless(self):
        assert_close(self, self.blocks(self.standard.standard_speculative_step, 2))

    def test_the_capped_step_is_not(self):
        # Lossless for one draft, so a test of one step misses it; the known answer is 1/2.
        result = audit(self.blocks(self.capped.capped_hsd_step, 2), normalize=True)
        self.assertEqual(result["verdict"], "not-lossless")
        self.assertAlmostEqual(float(Fraction(result["joint2_tv"])), 0.5, 6)
        print("capped step, two drafts: joint TV", float(Fraction(result["joint2_tv"])))


def assert_close(test, blocks):
    """The stream is the target's up to float noise."""
    result = audit(blocks, normalize=True)
    test.assertLess(Fraction(result["tv"]), TOLERANCE, result)
    return result


if __name__ == "__main__":
    unittest.main()
