"""Where the choices of the generator come from: Hypothesis, which can shrink them, or a seeded `random`."""

from __future__ import annotations

import random

from hypothesis import strategies as st


class Chooser:
    """Choices by number; 0 is the simplest."""

    def below(self, n):
        raise NotImplementedError

    def pick(self, options):
        return options[self.below(len(options))]

    def chance(self, percent):
        return self.below(100) >= 100 - percent

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def some(self, options, low, high):
        """Between `low` and `high` of the options, in any order, none twice."""
        left = list(options)
        return [left.pop(self.below(len(left))) for _ in range(min(self.between(low, high), len(left)))]


class RandomChooser(Chooser):
    def __init__(self, seed):
        self._random = random.Random(seed)

    def below(self, n):
        return int(self._random.random() * n)


class DrawnChooser(Chooser):
    def __init__(self, draw):
        self._draw = draw

    def below(self, n):
        return self._draw(st.integers(0, n - 1)) if n > 1 else 0
