"""What a seed makes: who is there, what they do and when, and what goes wrong. Plain data, so that a failing
world can be tried again with less in it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

DAY_S = 9.0
"""How long people work and things go wrong, in virtual seconds."""
LONGEST_TROUBLE_S = 5.0

WORK = ("work",) * 12 + ("slip", "slip", "errand", "order", "order", "stock", "note", "cancel")

LINE_TROUBLES = (
    "loss",
    "answer_lost",
    "duplicate",
    "late",
    "cut_up",
    "cut_down",
    "truncated",
    "wrong_piece",
    "stale_manifest",
)
STATION_TROUBLES = (
    "kill",
    "kill",
    "kill_at_delta",
    "pause",
    "clock_jump",
    "summer_time",
    "disk_full",
    "other_program",
    "copy_damaged",
    "kill_in_swap",
)
CORE_TROUBLES = ("core_killed", "core_restored", "long_transaction")
TROUBLES = LINE_TROUBLES + STATION_TROUBLES + CORE_TROUBLES


@dataclass(frozen=True)
class Deed:
    """Something that somebody does. `draw` decides all that is left open, whatever else happens."""

    at_s: float
    what: str
    station: int
    draw: int


@dataclass(frozen=True)
class Trouble:
    """Something that goes wrong, for a while."""

    at_s: float
    what: str
    station: int
    lasts_s: float
    draw: int


@dataclass(frozen=True)
class Plan:
    """A world before it begins.

    Attributes:
        stations: by number, the store that each workstation stands in.
    """

    seed: int
    stations: tuple[int, ...]
    deeds: tuple[Deed, ...]
    troubles: tuple[Trouble, ...]

    def places(self) -> dict[int, tuple[int, int]]:
        """Store and place in it of each workstation, by its number."""
        return {
            number: (store, sum(other == store for other in self.stations[:number]))
            for number, store in enumerate(self.stations)
            if store >= 0
        }


def plan_of(seed: int, troubles: Sequence[str] = TROUBLES, most_deeds: int = 18) -> Plan:
    """The plan of a seed, with troubles of these kinds."""
    chance = random.Random(f"plan {seed}")
    stores = chance.choice((2, 2, 2, 2, 3))
    stations = [store for store in range(stores) for _place in range(chance.choice((1, 1, 1, 2, 2, 3)))][:4]
    deeds = [
        Deed(
            round(chance.uniform(0.2, DAY_S), 3),
            chance.choice(WORK),
            chance.randrange(len(stations)),
            chance.getrandbits(32),
        )
        for _ in range(chance.randint(most_deeds // 2, most_deeds))
    ]
    wrong = [
        Trouble(
            round(chance.uniform(0.0, DAY_S), 3),
            chance.choice(troubles),
            chance.randrange(len(stations)),
            round(chance.uniform(1.0, LONGEST_TROUBLE_S), 3),
            chance.getrandbits(32),
        )
        for _ in range(chance.randint(1, 5) if troubles else 0)
    ]
    return Plan(seed, tuple(stations), tuple(sorted(deeds, key=_when)), tuple(sorted(wrong, key=_when)))


def _when(event: Deed | Trouble) -> float:
    return event.at_s


def without_station(plan: Plan, station: int) -> Plan:
    """The plan without one workstation, and without all that concerned it. The others keep their numbers."""
    return replace(
        plan,
        stations=tuple(-1 if number == station else store for number, store in enumerate(plan.stations)),
        deeds=tuple(deed for deed in plan.deeds if deed.station != station),
        troubles=tuple(trouble for trouble in plan.troubles if trouble.station != station),
    )
