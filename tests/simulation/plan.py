"""What a seed makes: who is there, what they do and when, and what goes wrong. Plain data, so that a failing
world can be tried again with less in it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

LONGEST_CALM_S = 1.0
"""How long a day still goes on after the last that was to happen in it, in virtual seconds."""

ON_ORDERS = ("work",) * 12 + ("slip", "slip", "errand", "order", "order", "stock", "note", "cancel")
WITH_RETURNS = ON_ORDERS + ("bring_back",) * 20
WITH_EXCHANGES = ON_ORDERS + ("exchange",) * 14 + ("bring_back",) * 8
BACK_ROOM = ("round", "counter", "substitute", "count", "truck", "transfer", "next_door")
FLOWS = (*BACK_ROOM, "swap")
WORK = ("swap", "swap", *ON_ORDERS[2:], *BACK_ROOM, "announce", "reply", "till", "region")
BESIDE = {
    "truck": ("announce",) * 5,
    "substitute": ("reply",) * 5,
    "next_door": ("till", "till", "till", "region"),
}
"""What the centre has to do with a flow."""
PLACES_OF_FLOW = {"round": ((1,), (2,)), "transfer": ((2,), (1,)), "next_door": ((2,), (1,))}
"""How many stores it takes, and workstations in each."""
DEEDS_OF_FLOW = {"swap": (5, 7)}
"""Where a deed has more steps than elsewhere."""

CHORES_EVERY = 4
"""Worlds, of which one has a core that does its chores."""

OLDER_PROGRAM = "older_program"
"""One or two versions older than the core, from the beginning until it is updated."""

OLDER_CORE = "older_core"
"""Two versions older than its workstations, from the beginning until it is updated."""

KILL_IN_BOOTSTRAP = "kill_in_bootstrap"
"""The network's copy is lost, and the program ends while a snapshot is on its way."""

ROW_CHANGED = "row_changed"
"""A row of the network's copy was changed behind the program's back."""

KILL_AT = "kill at "
"""So begins what is called like the one commit point at which the machine is killed."""

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
    "store_damaged",
    "store_damaged",
    "disk_copied",
    "disk_put_back",
    "backup_restored",
    OLDER_PROGRAM,
)
CORE_TROUBLES = ("core_killed", "core_restored", "long_transaction")
CARDS_FAIL = "cards_fail"
"""The payment service fails in every way that it knows: no answer before or after, no, less, later, twice."""
AROUND_CARDS = (*(CARDS_FAIL,) * 4, "answer_lost", "disk_copied", "core_killed")
TROUBLES = LINE_TROUBLES + STATION_TROUBLES + CORE_TROUBLES


@dataclass(frozen=True)
class Size:
    """How large the worlds of a plan are.

    Attributes:
        stores: one of these numbers of stores.
        stations: in each of them one of these numbers of workstations, up to `most_stations` in all.
        deeds: from so many to so many.
        troubles: from so many to so many, of up to `longest_trouble_s`.
        day_s: how long people work and things go wrong, in virtual seconds.
        work: what they do, each as often as it stands here.
    """

    stores: tuple[int, ...]
    stations: tuple[int, ...]
    most_stations: int
    deeds: tuple[int, int]
    troubles: tuple[int, int]
    longest_trouble_s: float
    day_s: float
    work: tuple[str, ...] = WORK


USUAL = Size((2, 2, 2, 2, 3), (1, 1, 1, 2, 2, 3), 4, (9, 18), (1, 5), 5.0, 9.0)
SMALL = Size((1, 1, 2), (1, 1, 2), 2, (3, 5), (1, 2), 2.5, 4.0)
OF_ORDERS = replace(SMALL, work=ON_ORDERS)
AT_THE_COUNTER = Size((1, 1, 2), (2, 2, 3), 3, (6, 10), (1, 3), 4.0, 6.0, WITH_RETURNS)
"""Two workstations of one store take back what one customer has bought."""


EXCHANGING = replace(AT_THE_COUNTER, work=WITH_EXCHANGES)
"""The same, and something else is taken in place of the money."""


def size_of_flow(flow: str) -> Size:
    """Worlds in which people do this more than anything else: rounds with a colleague, transfers between two
    stores."""
    stores, stations = PLACES_OF_FLOW.get(flow, ((1, 1, 2), (1, 2)))
    work = (flow,) * 12 + BESIDE.get(flow, ()) + ("work", "work", "order", "stock", "cancel")
    deeds = DEEDS_OF_FLOW.get(flow, (8, 11))
    return Size(stores, stations, 2, deeds, (1, 2), 2.5, 6.0, work)


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
        is_compared: whether each workstation holds its store's rows against the core's every few seconds,
            and not every few hours.
    """

    seed: int
    stations: tuple[int, ...]
    deeds: tuple[Deed, ...]
    troubles: tuple[Trouble, ...]
    is_compared: bool = False

    @property
    def day_s(self) -> float:
        """How long its day is, in virtual seconds."""
        last_s = [deed.at_s for deed in self.deeds] + [one.at_s + one.lasts_s for one in self.troubles]
        return max(last_s, default=0.0) + LONGEST_CALM_S

    @property
    def has_chores(self) -> bool:
        """Whether what a core does by itself every half minute comes round: a tenth of a world's work."""
        return self.seed % CHORES_EVERY == 0

    def places(self) -> dict[int, tuple[int, int]]:
        """Store and place in it of each workstation, by its number."""
        return {
            number: (store, sum(other == store for other in self.stations[:number]))
            for number, store in enumerate(self.stations)
            if store >= 0
        }


def plan_of(seed: int, troubles: Sequence[str] = TROUBLES, size: Size = USUAL) -> Plan:
    """The plan of a seed, with troubles of these kinds."""
    chance = random.Random(f"plan {seed}")
    stores = range(chance.choice(size.stores))
    stations = [store for store in stores for _place in range(chance.choice(size.stations))]
    stations = stations[: size.most_stations]
    deeds = [
        Deed(
            round(chance.uniform(0.2, size.day_s), 3),
            chance.choice(size.work),
            chance.randrange(len(stations)),
            chance.getrandbits(32),
        )
        for _ in range(chance.randint(*size.deeds))
    ]
    wrong = [
        Trouble(
            round(chance.uniform(0.0, size.day_s), 3),
            chance.choice(troubles),
            chance.randrange(len(stations)),
            round(chance.uniform(1.0, size.longest_trouble_s), 3),
            chance.getrandbits(32),
        )
        for _ in range(chance.randint(*size.troubles) if troubles else 0)
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
