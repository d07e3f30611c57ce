"""Short worlds for the tests: a few for each kind of trouble, which must have struck in them."""

from __future__ import annotations

from collections import Counter

from plan import SMALL, TROUBLES, plan_of
from world import happen

KINDS = tuple(dict.fromkeys(TROUBLES))
WORLDS_A_KIND = 8


def worlds_with(kind: str) -> Counter[str]:
    """Let some worlds happen in which this goes wrong, every other with something else beside it; returns how
    often each fault has struck.

    Raises:
        Broken: something that must be true was not.
    """
    struck: Counter[str] = Counter()
    place = KINDS.index(kind)
    for seed in range(place, len(KINDS) * WORLDS_A_KIND, len(KINDS)):
        beside = KINDS[(seed // len(KINDS)) * 5 % len(KINDS)]
        struck += happen(plan_of(seed, (kind, kind, beside), SMALL)).struck
    return struck
