"""What was sold in one store of a region comes back in another: tills that tell receipts, customers with a
receipt of next door, stores that are given another region."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from back_room import Steps
from bringing_back import next_step
from machine import SATURDAY_NIGHT
from sqlalchemy.orm import Session

from core.commands import Command, DeclareReturn, ReturnLineDraft
from core.commands.region_reading import with_code
from core.commands.return_reading import sale_lines
from core.model import RegionSale, Return
from core.orchestration import UnitOfWork
from core.orchestration.region_sales import due_regions, fill_region, set_region
from core.rules.errors import Refused
from core.rules.returns import RETURN_NUMBERS, RETURN_PREFIX, ReturnReason, number_text
from core.rules.time import HOUR_MS
from sync.reading import Reader
from sync.workstation import Workstation

if TYPE_CHECKING:
    from plan import Deed
    from world import World

REGIONS = ("NORTH", "NORTH", "SOUTH", "SOUTH")
"""By store."""
RECEIPTS_A_TILL = 3
STEPS_AT_THE_COUNTER = 3
MOST_STORES_AT_ONCE = 10


def begin_regions(unit: UnitOfWork) -> None:
    """The chain's stores are of two regions, which have been told what was sold before."""
    for region in dict.fromkeys(REGIONS):
        set_region(unit, [f"S{store}" for store, its in enumerate(REGIONS) if its == region], region)
    unit.session.flush()
    for store in due_regions(unit.session, "", MOST_STORES_AT_ONCE):
        fill_region(unit, store)


# At a store


def take_from_next_door(workstation: Workstation, store: int, draw: int) -> Steps:
    """Somebody comes with a receipt of another store, some of it brought back elsewhere perhaps; and what has
    come back goes on."""
    chance = random.Random(draw)
    other = chance.choice([one for one in range(len(REGIONS)) if one != store])
    code = chance.choice([_receipt(other, chance.randrange(RECEIPTS_A_TILL)), f"T-{other}", f"T-{other}"])
    declared = _declare(workstation, code, chance)
    if declared is not None:
        yield declared, f"associate-{store}"
    for step in range(STEPS_AT_THE_COUNTER):
        following = next_step(workstation, store, draw + step)
        if following is not None:
            yield following


def _receipt(store: int, number: int) -> str:
    return f"TILL-{store}-{number}"


def _declare(workstation: Workstation, code: str, chance: random.Random) -> Command | None:
    def find(reader: Reader) -> tuple[str, str, int, int] | None:
        found = with_code(reader.session, code)
        lines = sale_lines(reader.session, found[0]) if found else []
        return (found[0], lines[0].id, lines[0].article_id, lines[0].quantity) if lines else None

    seen = workstation.read(find)
    if seen is None:
        return None
    sale_id, line_id, article_id, quantity = seen
    units = sorted(chance.sample(range(quantity), min(quantity, chance.choice((1, 1, 2)))))
    line = ReturnLineDraft(
        article_id=article_id,
        quantity=len(units),
        reason=ReturnReason.CHANGED_MIND,
        sale_line_id=line_id,
        units=units,
    )
    try:
        number = number_text(RETURN_PREFIX, workstation.draw_number(RETURN_NUMBERS))
    except Refused:
        return None
    return_id = f"return-{chance.getrandbits(48):012x}"
    return DeclareReturn(return_id=return_id, number=number, lines=[line], sale_id=sale_id, receipt_code=code)


def is_of_next_door(session: Session, return_id: str) -> bool:
    """Whether what a return brings back was sold by another store of the region: one's own are not among
    what the region tells."""
    head = session.get(Return, return_id)
    return head is not None and session.get(RegionSale, head.sale_id) is not None


# At the tills and at headquarters


async def tell_receipt(world: World, deed: Deed) -> None:
    """A till tells what somebody has bought, who is known by name; it may tell it twice."""
    chance = random.Random(deed.draw)
    store, number = chance.choice(world.stores), chance.randrange(RECEIPTS_A_TILL)
    units, price = chance.randint(1, 3), 1_990
    sale = {
        "location": f"S{store}",
        "receipt": _receipt(store, number),
        "sold_at": SATURDAY_NIGHT - HOUR_MS,
        "lines": [{"sku": chance.choice(("SCARF", "COAT")), "quantity": units, "cents": units * price}],
        "means": [
            {"means": "card", "cents": units * price, "reference": f"PAY-{store}-{number}"},
        ],
        "card_last4": "9753",
        "customer_name": f"Camille Royer {deed.draw}",
    }
    if await world.shop("POST", "/v1/sales", {"sales": [sale]}, f"sale-{deed.draw}"):
        world.history.did["a receipt told"] += 1


async def move_to_region(world: World, deed: Deed) -> None:
    """Headquarters gives a store another region, or none; then what it has sold is told there, bit by bit."""
    chance = random.Random(deed.draw)
    store, wanted = chance.choice(world.stores), chance.choice((*dict.fromkeys(REGIONS), ""))

    def move(unit: UnitOfWork) -> None:
        set_region(unit, [f"S{store}"], wanted)

    def tell(unit: UnitOfWork) -> None:
        for location in due_regions(unit.session, "", MOST_STORES_AT_ONCE):
            fill_region(unit, location)

    world.history.did["another region"] += 1
    world.history.note("office", f"S{store} is of the region {wanted!r}")
    await world.at_core(move)
    await world.at_core(tell)
