"""Worlds in which machines are killed at one commit point after another, until each point has had its turn:
what leads a machine to a point is done at the moment when it is to end there."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deeds import errand_of
from plan import KILL_AT, ROW_CHANGED, Deed, Plan, Trouble
from troubles import ARRIVAL_POINTS, KILL_POINTS, SWAP_POINTS

ALL_POINTS = (*KILL_POINTS, *SWAP_POINTS, *ARRIVAL_POINTS)
LEG_S, BACK_WITHIN_S = 4.5, 2.1
"""Time for one point, and of it the time to come back from the one before."""
LEADS_AFTER_S = 0.05
"""After this has gone wrong a machine is to end: before it is back, if that has ended it."""
TRIES_AT_S = (0.3, 1.2)
"""Deeds are done again, as long as it has not ended."""
STATIONS = (0, 1, 2)
"""The store of each machine."""
MOST_LEGS = 6 * len(STATIONS)
"""Of one world."""


@dataclass(frozen=True)
class Lead:
    """What leads a machine to a commit: deeds, or something that goes wrong first, and for how long."""

    deeds: tuple[str, ...] = ()
    trouble: str = ""
    lasts_s: float = 0.0


AT_WORK = Lead(("work",))
WHERE_STOCK_MOVES = Lead(("stock", "work"))
COPY_LOST = Lead(trouble="copy_damaged")
A_RESTART = Lead(trouble="kill")
ANOTHER_DEVICE = Lead(("work",), "backup_restored")
LEADS = {
    **dict.fromkeys(("command", "push", "pull"), AT_WORK),
    **dict.fromkeys(("network.known", "network.delta"), WHERE_STOCK_MOVES),
    **dict.fromkeys(("rerun", "region", "presence", "network.place"), A_RESTART),
    **dict.fromkeys(("network.snapshot", "network.pointer", "arrival"), COPY_LOST),
    **dict.fromkeys(("enrolment", "enrolment.key"), ANOTHER_DEVICE),
    "number": Lead(("bring_back",)),
    "audit": Lead(("errand audit",)),
    "setting": Lead(("errand setting",)),
    "print_by_hand": Lead(("errand again",)),
    "spool": Lead(("errand print",)),
    "outbox.seen": Lead(("work", "errand seen", "errand seen")),
    "heard": Lead(("work",), "clock_jump", 3.0),
    "start_over": Lead(trouble="core_restored"),
    "network.mended": Lead(trouble=ROW_CHANGED),
}
"""By the commit."""
LONGEST_FIRST = sorted(LEADS, key=len, reverse=True)
MOMENTS_S = 0.004
"""Between the deeds of one try."""
ERRANDS = {errand_of(random.Random(draw)): draw for draw in range(100)}


def tours(seed: int, of: Sequence[str] = ALL_POINTS) -> Iterator[Plan]:
    """Worlds that come by these points, in an order of the seed's."""
    chance = random.Random(f"tours {seed}")
    points = chance.sample(of, len(of))
    # The whole chain waits while its core is put back: at the end of a world nobody else is on the way.
    last = [point for point in points if point.startswith("start_over")]
    others = [point for point in points if point not in last]
    for number, start in enumerate(range(0, len(others), MOST_LEGS)):
        yield _tour(seed * 100 + number, others[start : start + MOST_LEGS], last[number : number + 1], chance)


def _tour(seed: int, legs: Sequence[str], last: Sequence[str], chance: random.Random) -> Plan:
    width = len(STATIONS)
    events = [
        event
        for place, point in enumerate(legs)
        for event in _leg(point, place % width, place // width * LEG_S, chance)
    ]
    for point in last:
        events += _leg(point, chance.randrange(width), -(-len(legs) // width) * LEG_S, chance)
    deeds = sorted((event for event in events if isinstance(event, Deed)), key=_when)
    troubles = sorted((event for event in events if isinstance(event, Trouble)), key=_when)
    return Plan(seed, STATIONS, tuple(deeds), tuple(troubles))


def _when(event: Deed | Trouble) -> float:
    return event.at_s


def _leg(point: str, station: int, from_s: float, chance: random.Random) -> Iterator[Deed | Trouble]:
    lead = LEADS[next(commit for commit in LONGEST_FIRST if point.startswith(commit))]
    begins_s = round(from_s + BACK_WITHIN_S + chance.uniform(0.0, 0.1), 3)
    if lead.trouble:
        yield Trouble(begins_s, lead.trouble, station, lead.lasts_s, chance.getrandbits(32))
    ends_s = from_s + LEG_S
    dooms_s = round(begins_s + LEADS_AFTER_S, 3)
    yield Trouble(dooms_s, f"{KILL_AT}{point}", station, round(ends_s - dooms_s, 3), 0)
    for at_s in TRIES_AT_S:
        for place, what in enumerate(lead.deeds):
            kind, _, errand = what.partition(" ")
            draw = ERRANDS[errand] if errand else chance.getrandbits(32)
            yield Deed(round(begins_s + at_s + place * MOMENTS_S, 3), kind, station, draw)
