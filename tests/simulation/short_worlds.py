"""Short worlds for the tests: a few for each kind of trouble, which must have struck in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from plan import SMALL, TROUBLES, Deed, Plan, Trouble, plan_of, size_of_flow
from world import happen

KINDS = tuple(dict.fromkeys(TROUBLES))
WORLDS_A_KIND, MOST_WORLDS_A_KIND = 4, 20
"""With what people do, some two hundred worlds; `make simulate` has any number, of all kinds together."""
COMES_FIRST = {
    "disk_put_back": 8,
    "store_damaged": 6,
    "copy_damaged": 6,
    "answer_lost": 5,
    "duplicate": 7,
    "late": 4,
}
"""By kind of trouble, which of its worlds comes first: of many the only one in which all comes of it that
must. If that moves to another, it only takes more worlds."""

RESTORED_WAITS_MS = 5_000
"""How long a restored core waits in the next worlds: whoever is at its counter comes again soon after."""
_PROPOSED_AND_APPROVED = (
    Deed(at_s=0.713, what="bring_back", station=0, draw=2991276434),
    Deed(at_s=1.235, what="bring_back", station=1, draw=1833564487),
)
APPROVED_BEFORE_ITS_RETURN = Plan(
    seed=88510006,
    stations=(0, 0, -1),
    deeds=_PROPOSED_AND_APPROVED,
    troubles=(
        Trouble(at_s=0.174, what="core_restored", station=2, lasts_s=4.5, draw=3502294337),
        Trouble(at_s=4.6, what="pause", station=0, lasts_s=2.5, draw=1),
    ),
)
"""One workstation has what was brought back and proposed, another what the manager has signed; a core has
paid the card, and is lost. The restored one hears the manager first."""
BACK_THE_OTHER_WAY_ROUND = Plan(
    seed=88400007,
    stations=(0, -1, 0),
    deeds=(
        Deed(at_s=1.677, what="bring_back", station=0, draw=1719424401),
        Deed(at_s=1.998, what="bring_back", station=2, draw=2909994801),
        Deed(at_s=2.136, what="bring_back", station=2, draw=2625309568),
        Deed(at_s=3.848, what="bring_back", station=2, draw=2389086950),
    ),
    troubles=(
        Trouble(at_s=1.455, what="core_restored", station=0, lasts_s=28.0, draw=1804516959),
        Trouble(at_s=29.4, what="pause", station=0, lasts_s=3.0, draw=1),
    ),
)
"""Two refunds of a sale that was paid by two cards are paid by a core that is lost, and it has heard all that
the payment service has to tell. They come back the other way round, and would be spread over the cards
otherwise."""
ORDERED_WHAT_WAS_PAID = Plan(
    seed=88510006,
    stations=(0, 0, -1),
    deeds=(
        Deed(at_s=0.713, what="bring_back", station=0, draw=2991276434),
        Deed(at_s=1.235, what="bring_back", station=1, draw=1833564487),
        Deed(at_s=1.541, what="bring_back", station=1, draw=57042733),
        Deed(at_s=2.222, what="bring_back", station=1, draw=3247828694),
        Deed(at_s=3.24, what="exchange", station=1, draw=3048081653),
    ),
    troubles=(Trouble(at_s=0.174, what="core_restored", station=2, lasts_s=2.527, draw=3502294337),),
)
"""A core pays a card, and is lost; for the same unit something is ordered in exchange before the restored one
hears of that. People say then that the money went."""
ORDERED_WHILE_ASKED = Plan(
    seed=88510006,
    stations=(0, 0, -1),
    deeds=(
        *_PROPOSED_AND_APPROVED,
        Deed(at_s=1.541, what="bring_back", station=1, draw=57042733),
        Deed(at_s=9.5, what="exchange", station=1, draw=1220455187),
    ),
    troubles=(Trouble(at_s=0.174, what="core_restored", station=2, lasts_s=2.527, draw=3502294337),),
)
"""The same, and it is ordered once people are asked about the units. They say that the money went."""
ORDERED_WHILE_ASKED_IN_VAIN = replace(
    ORDERED_WHILE_ASKED,
    troubles=(
        Trouble(at_s=0.174, what="core_restored", station=2, lasts_s=1.6, draw=3502294337),
        Trouble(at_s=1.65, what="pause", station=0, lasts_s=3.0, draw=1),
    ),
)
"""The core is lost before it has paid; who proposed is back late. People say that nothing went."""
ORDERED_BEFORE_THE_BACKUP = Plan(
    seed=96001001,
    stations=(0, 0),
    deeds=(
        Deed(at_s=0.5, what="exchange", station=0, draw=109289145),
        Deed(at_s=1.9, what="bring_back", station=0, draw=2389953095),
        Deed(at_s=2.4, what="bring_back", station=1, draw=3960769716),
        Deed(at_s=9.8, what="bring_back", station=1, draw=429497919),
    ),
    troubles=(
        Trouble(at_s=1.3, what="core_restored", station=1, lasts_s=2.2, draw=798461319),
        Trouble(at_s=3.4, what="pause", station=0, lasts_s=9.0, draw=1),
    ),
)
"""The backup holds what is ordered in exchange for two units, and not agreed yet. The lost core hears that it
is refused, and pays the units to cards. The restored one hears who signed for that, and then that what was
ordered is agreed; who refused is back after both."""

ORDERED_AND_NOT_PAID_YET = Plan(
    seed=97000047,
    stations=(0,),
    deeds=(Deed(at_s=4.104, what="swap", station=0, draw=2973377352),),
    troubles=(),
)
"""Two are ordered in exchange for one. Headquarters has not said yet that it holds them when their customer
goes: nobody pays the difference on that day."""

SENT_BY_TWO = Plan(
    seed=124000128,
    stations=(0, 0, 1),
    deeds=(
        Deed(at_s=0.975, what="transfer", station=2, draw=2291480122),
        Deed(at_s=1.275, what="transfer", station=1, draw=1856795803),
        Deed(at_s=2.328, what="transfer", station=0, draw=1053054607),
    ),
    troubles=(Trouble(at_s=0.761, what="core_killed", station=2, lasts_s=4.162, draw=2504809910),),
)
"""Two colleagues pick, pack and send one transfer at two workstations of a store while no core is up."""
ORDER_SENT_BY_TWO = Plan(
    seed=130300002,
    stations=(0, 0, 1),
    deeds=(
        Deed(at_s=0.6, what="sell_out", station=2, draw=0),
        Deed(at_s=0.9, what="order", station=2, draw=7),
        Deed(at_s=2.2, what="carry", station=0, draw=7),
        Deed(at_s=2.9, what="carry", station=1, draw=8),
    ),
    troubles=(
        Trouble(at_s=1.9, what="cut_up", station=0, lasts_s=2.0, draw=0),
        Trouble(at_s=1.9, what="cut_up", station=1, lasts_s=2.0, draw=1),
    ),
)
"""The same of an order that is collected in another store, which is sold out, while the line is cut."""

ORDERED = Plan(seed=1, stations=(0,), deeds=(Deed(at_s=0.3, what="order", station=0, draw=1),), troubles=())
"""An order comes to a store whose core is as new as its workstation: its lines have the colours of their
articles."""


def worlds_with(kind: str, also: Iterable[str] = ()) -> Counter[str]:
    """Let some worlds happen in which this goes wrong, every other with something else beside it, and a few
    more until it has struck; returns how often each fault has.

    Args:
        also: what must have come of it at least once, too.

    Raises:
        Broken: something that must be true was not.
    """
    struck: Counter[str] = Counter()
    place = KINDS.index(kind) if kind in KINDS else 0
    first = COMES_FIRST.get(kind, 0)
    for tried, number in enumerate(dict.fromkeys((first, *range(MOST_WORLDS_A_KIND)))):
        if tried >= WORLDS_A_KIND and all(struck[one] for one in (kind, *also)):
            break
        seed = place + number * len(KINDS)
        beside = KINDS[number * 5 % len(KINDS)]
        struck += happen(plan_of(seed, (kind, kind, beside), SMALL)).struck
    return struck


def worlds_of(flow: str, wanted: Iterable[str]) -> Counter[str]:
    """Let some worlds happen in which people do this more than anything else, whatever goes wrong, and a few
    more until they have done all that is wanted; returns how often they did what.

    Raises:
        Broken: something that must be true was not.
    """
    did: Counter[str] = Counter()
    for seed in range(MOST_WORLDS_A_KIND):
        if seed >= WORLDS_A_KIND and all(did[one] for one in wanted):
            break
        did += happen(plan_of(seed, TROUBLES, size_of_flow(flow))).did
    return did
