# SPDX-License-Identifier: GPL-3.0-or-later
"""Random draws that branch: the oracle behind ``spechub.law_of``.

A uniform is a symbol that knows in which interval it must lie. Comparing it with a number splits the
interval: the run goes one way, and the other way is remembered for another run. A choice among weighted
outcomes branches likewise. A run is the list of the ways taken, its probability the product of their
exact probabilities; depth-first search over these lists visits every run once.
"""

import contextlib
import random
import sys
from fractions import Fraction


class NotRational(Exception):
    """The rule uses its uniforms in a way whose law is not made of rationals, or cannot be followed."""


class Oracle:
    """Takes every way through the branches of a program, one a run."""

    def __init__(self, limit=100_000):
        self._limit = limit
        self._runs = 0
        self._prefix = None  # the ways to take first; None before the first run
        self._trail = []  # of each branching of this run: the way taken, and the probabilities
        self.probability = Fraction(1)

    def start(self):
        """Prepares the next run; False when all have been made."""
        if self._prefix is None:
            self._prefix = []
        else:
            while self._trail:
                way, probabilities = self._trail.pop()
                later = [i for i in range(way + 1, len(probabilities)) if probabilities[i]]
                if later:
                    self._prefix = [taken for taken, _ in self._trail] + [later[0]]
                    break
            else:
                return False
        self._runs += 1
        if self._runs > self._limit:
            raise NotRational(f"more than {self._limit} runs: the rule branches too often")
        self._trail = []
        self.probability = Fraction(1)
        return True

    def branch(self, probabilities):
        """Goes one of several ways, each with its exact probability."""
        depth = len(self._trail)
        if depth < len(self._prefix):
            way = self._prefix[depth]
        else:
            way = next((i for i, weight in enumerate(probabilities) if weight), None)
            if way is None:
                raise ZeroDivisionError("a choice among weights that are all zero")
        self._trail.append((way, probabilities))
        self.probability *= probabilities[way]
        return way

    def uniform(self):
        return Uniform(_Interval(self), Fraction(1), Fraction(0))

    def choose(self, weights):
        """An index drawn in proportion to weights, floats as the exact numbers they are."""
        weights = [exact(weight) for weight in weights]
        if any(weight < 0 for weight in weights):
            raise ValueError(f"a negative weight in {weights}")
        total = sum(weights)
        if total == 0:
            raise ZeroDivisionError("a choice among weights that are all zero")
        return self.branch([weight / total for weight in weights])


def exact(number):
    """The exact value of a number of any kind."""
    if isinstance(number, Uniform):
        raise NotRational("a uniform is used as a weight or a threshold of another")
    if hasattr(number, "item"):
        number = number.item()
    if isinstance(number, float) and (number != number or number in (float("inf"), -float("inf"))):
        raise ZeroDivisionError(f"{number} where a number is needed")
    return Fraction(number)


class _Interval:
    """What is known of one uniform: it lies in [lower, upper)."""

    def __init__(self, oracle):
        self.oracle = oracle
        self.lower, self.upper = Fraction(0), Fraction(1)

    def is_below(self, threshold):
        """Whether the uniform lies below; branches unless that is known."""
        if threshold <= self.lower:
            return False
        if threshold >= self.upper:
            return True
        share = (threshold - self.lower) / (self.upper - self.lower)
        if self.oracle.branch([share, 1 - share]) == 0:
            self.upper = threshold
            return True
        self.lower = threshold
        return False


class Uniform:
    """scale·u + shift for a uniform u in [0, 1).

    Whether a bound is included makes no difference to a law, since u equals it with probability 0.
    """

    __array_priority__ = 1000

    def __init__(self, interval, scale, shift):
        self._interval, self._scale, self._shift = interval, scale, shift

    def _is_below(self, bound):
        if isinstance(bound, Uniform):
            raise NotRational("two uniforms are compared with each other")
        if _is_infinite(bound):
            return float(bound) > 0
        threshold = (exact(bound) - self._shift) / self._scale
        below = self._interval.is_below(threshold)
        return below if self._scale > 0 else not below

    def __lt__(self, other):
        return _each(other, self._is_below)

    def __le__(self, other):
        return _each(other, self._is_below)

    def __gt__(self, other):
        return _each(other, lambda bound: not self._is_below(bound))

    def __ge__(self, other):
        return _each(other, lambda bound: not self._is_below(bound))

    def __eq__(self, other):
        if isinstance(other, Uniform):
            raise NotRational("two uniforms are compared with each other")
        return False

    __hash__ = None

    def __mul__(self, factor):
        if isinstance(factor, Uniform):
            raise NotRational("a product of uniforms: P(u1·u2 ≤ b) = b − b·ln b is not rational")
        factor = exact(factor)
        if factor == 0:
            return Fraction(0)
        return Uniform(self._interval, self._scale * factor, self._shift * factor)

    __rmul__ = __mul__

    def __truediv__(self, divisor):
        if isinstance(divisor, Uniform):
            raise NotRational("a quotient of uniforms")
        return self * (1 / exact(divisor))

    def __add__(self, other):
        if isinstance(other, Uniform):
            raise NotRational("a sum of uniforms")
        return Uniform(self._interval, self._scale, self._shift + exact(other))

    __radd__ = __add__

    def __neg__(self):
        return Uniform(self._interval, -self._scale, -self._shift)

    def __sub__(self, other):
        return self + (-other if isinstance(other, Uniform) else -exact(other))

    def __rsub__(self, other):
        return (-self) + other

    def item(self):
        return self

    def __float__(self):
        raise NotRational(
            "a uniform is turned into a float: only comparisons, shifts and scalings can be followed")

    def __repr__(self):
        return f"{self._scale}·u + {self._shift}"


def _is_infinite(number):
    if hasattr(number, "item"):
        number = number.item()
    return isinstance(number, float) and number in (float("inf"), -float("inf"))


def _each(other, compare):
    """Compares with one number, or with the only one of an array, keeping its kind."""
    if getattr(other, "shape", ()) in ((), None) or not hasattr(other, "reshape"):
        return compare(other)
    values = [compare(bound) for bound in other.reshape(-1).tolist()]
    return _like(other, values)


def _like(array, values):
    """An array of booleans of the same shape and library."""
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(array, torch.Tensor):
        return torch.tensor(values, dtype=torch.bool).reshape(array.shape)
    import numpy
    return numpy.array(values, dtype=bool).reshape(array.shape)


class UniformArray:
    """A tensor of independent uniforms, compared element by element with a tensor of numbers."""

    def __init__(self, oracle, shape):
        self.shape = tuple(int(n) for n in shape)
        size = 1
        for n in self.shape:
            size *= n
        self._uniforms = [oracle.uniform() for _ in range(size)]

    def _compare(self, other, is_below):
        import torch
        bounds = torch.as_tensor(other).expand(self.shape).reshape(-1).tolist()
        values = [uniform._is_below(bound) == is_below
                  for uniform, bound in zip(self._uniforms, bounds)]
        return torch.tensor(values, dtype=torch.bool).reshape(self.shape)

    def __lt__(self, other):
        return self._compare(other, True)

    def __le__(self, other):
        return self._compare(other, True)

    def __gt__(self, other):
        return self._compare(other, False)

    def __ge__(self, other):
        return self._compare(other, False)

    def __getitem__(self, index):
        if len(self.shape) == 1 and isinstance(index, int):
            return self._uniforms[index]
        raise NotRational(f"indexing uniforms by {index!r} cannot be followed")

    def item(self):
        if len(self._uniforms) != 1:
            raise ValueError("item() of several uniforms")
        return self._uniforms[0]

    def to(self, *args, **kwargs):
        return self

    def __mul__(self, other):
        raise NotRational("arithmetic on a tensor of uniforms cannot be followed")

    cumprod = log = __add__ = __sub__ = __mul__

    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        # tensor >= uniforms and its like arrive here, with the uniforms on the right.
        name = getattr(function, "__name__", "")
        mirrored = {"lt": "__gt__", "le": "__ge__", "gt": "__lt__", "ge": "__le__"}
        name = name.strip("_")
        if name in mirrored and len(args) == 2 and isinstance(args[1], cls):
            return getattr(args[1], mirrored[name])(args[0])
        if name in mirrored and len(args) == 2:
            return getattr(args[0], f"__{name}__")(args[1])
        raise NotRational(f"torch.{name} of a tensor of uniforms cannot be followed")


# MARK: Replacing the draws


@contextlib.contextmanager
def patched(oracle):
    """Replaces the random draws of `random`, and of `numpy` and `torch` where they are loaded."""
    undo = []

    def replace(owner, name, value):
        undo.append((owner, name, getattr(owner, name)))
        setattr(owner, name, value)

    try:
        _patch_random(oracle, replace)
        if "numpy" in sys.modules:
            _patch_numpy(oracle, replace, sys.modules["numpy"])
        if "torch" in sys.modules:
            _patch_torch(oracle, replace, sys.modules["torch"])
        yield
    finally:
        for owner, name, value in reversed(undo):
            setattr(owner, name, value)


def _patch_random(oracle, replace):
    def uniform(low, high):
        return oracle.uniform() * (exact(high) - exact(low)) + exact(low)

    def choices(population, weights=None, *, cum_weights=None, k=1):
        population = list(population)
        if cum_weights is not None:
            cum_weights = [exact(weight) for weight in cum_weights]
            weights = [b - a for a, b in zip([Fraction(0)] + cum_weights, cum_weights)]
        weights = weights if weights is not None else [1] * len(population)
        return [population[oracle.choose(weights)] for _ in range(k)]

    def choice(sequence):
        return sequence[oracle.choose([1] * len(sequence))]

    def randrange(start, stop=None, step=1):
        values = range(start) if stop is None else range(start, stop, step)
        return choice(values)

    for owner in (random, random.Random):
        method = owner is random.Random
        for name, function in [
                ("random", oracle.uniform), ("uniform", uniform), ("choices", choices),
                ("choice", choice), ("randrange", randrange),
                ("randint", lambda low, high: randrange(low, high + 1))]:
            replace(owner, name, _ignoring_self(function) if method else function)


def _ignoring_self(function):
    return lambda self, *args, **kwargs: function(*args, **kwargs)


class _Generator:
    """What stands in for numpy's generators."""

    def __init__(self, oracle, numpy):
        self._oracle, self._numpy = oracle, numpy

    def _array(self, size, make):
        if size is None:
            return make()
        shape = (size,) if isinstance(size, int) else tuple(size)
        array = self._numpy.empty(shape, dtype=object)
        for index in self._numpy.ndindex(*shape):
            array[index] = make()
        return array

    def random(self, size=None, **_):
        return self._array(size, self._oracle.uniform)

    random_sample = random

    def rand(self, *shape):
        return self.random(shape or None)

    def uniform(self, low=0.0, high=1.0, size=None):
        low, high = exact(low), exact(high)
        return self._array(size, lambda: self._oracle.uniform() * (high - low) + low)

    def choice(self, a, size=None, replace=True, p=None, **_):
        values = list(range(a)) if isinstance(a, (int, self._numpy.integer)) else list(a)
        weights = [exact(x) for x in p] if p is not None else [Fraction(1)] * len(values)

        def one():
            index = self._oracle.choose(weights)
            if not replace:
                weights[index] = Fraction(0)
            return values[index]

        if size is None:
            return one()
        drawn = self._array(size, one)
        return drawn.astype(int) if all(isinstance(v, int) for v in values) else drawn

    def multinomial(self, n, pvals, size=None):
        def one():
            counts = self._numpy.zeros(len(pvals), dtype=int)
            for _ in range(n):
                counts[self._oracle.choose(pvals)] += 1
            return counts

        if size is not None:
            raise NotRational("numpy multinomial with a size cannot be followed")
        return one()

    def integers(self, low, high=None, size=None, endpoint=False, **_):
        low, high = (0, low) if high is None else (low, high)
        values = range(low, high + 1 if endpoint else high)
        return self._array(size, lambda: values[self._oracle.choose([1] * len(values))])


def _patch_numpy(oracle, replace, numpy):
    generator = _Generator(oracle, numpy)
    for name in ["random", "random_sample", "rand", "uniform", "choice", "multinomial"]:
        replace(numpy.random, name, getattr(generator, name))
    replace(numpy.random, "default_rng", lambda *_, **__: generator)
    replace(numpy.random, "RandomState", lambda *_, **__: generator)


def _patch_torch(oracle, replace, torch):
    def rand(*size, **_):
        if len(size) == 1 and not isinstance(size[0], int):
            size = tuple(size[0])
        return UniformArray(oracle, size)

    def rand_like(tensor, **_):
        return UniformArray(oracle, tensor.shape)

    def multinomial(weights, num_samples, replacement=False, **_):
        rows = weights.reshape(-1, weights.shape[-1])
        drawn = []
        for row in rows:
            left = [exact(x) for x in row.tolist()]
            for _ in range(num_samples):
                index = oracle.choose(left)
                drawn.append(index)
                if not replacement:
                    left[index] = Fraction(0)
        shape = tuple(weights.shape[:-1]) + (num_samples,)
        return torch.tensor(drawn, dtype=torch.long).reshape(shape)

    replace(torch, "rand", rand)
    replace(torch, "rand_like", rand_like)
    replace(torch, "multinomial", multinomial)
    replace(torch.Tensor, "multinomial",
            lambda self, num_samples, replacement=False, **_:
            multinomial(self, num_samples, replacement))
