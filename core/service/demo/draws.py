"""Randomness of the demo network: one independent stream for each thing, so any part can be made alone."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import TypeVar

import numpy as np

T = TypeVar("T")


class Part(IntEnum):
    """What a stream of draws is for. The numbers are part of the demo: never change one."""

    LOCATIONS = 1
    CATALOGUE = 2
    STOCK = 3
    SHELVES = 4
    STAFF = 5
    RECEIPTS = 6


def stream(seed: int, part: Part, index: int = 0) -> np.random.Generator:
    """The draws of one part: the same for the same seed, whatever else was drawn before."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, part, index])))


def one_of(rng: np.random.Generator, choices: Sequence[T]) -> T:
    """One of the choices, each as likely."""
    return choices[int(rng.integers(len(choices)))]


def chance(rng: np.random.Generator, probability: float) -> bool:
    """True with this probability."""
    return bool(rng.random() < probability)
