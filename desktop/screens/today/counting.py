"""What is to be counted in this store, as Today shows it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select

from core.commands.counting import PLANNED
from core.model import CountTask, Fulfilment, FulfilmentLine
from core.rules.availability import Stock
from core.rules.count import OPEN_COUNTS, CountState
from core.rules.fulfilment import OPEN_STATES
from core.rules.time import Instant
from desktop.screens.fulfilments import listed
from desktop.screens.today.board import MAX_ZONES
from desktop.screens.today.state import Counting
from sync.reading import Reader

MAX_COUNTS = 40


def countings(reader: Reader, most: int = MAX_COUNTS) -> list[Counting]:
    """What is to be counted here, with what is known to be on each shelf now; so many at most."""
    rows = reader.session.scalars(
        select(CountTask)
        .where(CountTask.location_id == reader.location_id, CountTask.state.in_(sorted(OPEN_COUNTS)))
        .order_by(CountTask.asked_at, CountTask.id)
        .limit(most)
    ).all()
    if not rows:
        return []
    articles = {row.article_id for row in rows}
    stock, in_hand = reader.stock_here(articles), _in_hand(reader, articles)
    return [
        Counting(
            id=row.id,
            aggregate=row.aggregate,
            gtin=row.gtin,
            name=row.name,
            size=row.size,
            colour=row.colour,
            place=tuple(part for part in (row.zone, row.aisle, row.shelf) if part),
            expected=stock.get(row.article_id, Stock()).sellable - in_hand.get(row.article_id, 0),
            asked_at=Instant(row.asked_at),
            # Whoever doubts is not told what the stock says.
            is_blind=row.is_blind or row.reason != PLANNED,
            is_again=row.state == CountState.RECOUNT,
        )
        for row in rows
    ]


def zones_to_count(reader: Reader) -> list[str]:
    """Zones in which something is to be counted."""
    asked = f"""SELECT DISTINCT zone FROM count_task
        WHERE location_id = ? AND zone <> '' AND state IN ({listed(OPEN_COUNTS)}) LIMIT {MAX_ZONES}"""
    return [row[0] for row in reader.raw.execute(asked, (reader.location_id,))]


def number_to_count(reader: Reader) -> int:
    """How many articles are."""
    asked = f"SELECT count(*) FROM count_task WHERE location_id = ? AND state IN ({listed(OPEN_COUNTS)})"
    return int(reader.raw.execute(asked, (reader.location_id,)).fetchone()[0])


def _in_hand(reader: Reader, article_ids: Collection[int]) -> dict[int, int]:
    """Units by article that are not on the shelf, and have not left: picked, in parcels, in bins."""
    rows = reader.session.execute(
        select(
            FulfilmentLine.article_id,
            func.sum(FulfilmentLine.picked - FulfilmentLine.handed_over - FulfilmentLine.put_back),
        )
        .join(Fulfilment, Fulfilment.id == FulfilmentLine.fulfilment_id)
        .where(
            Fulfilment.location_id == reader.location_id,
            Fulfilment.state.in_(sorted(OPEN_STATES)),
            FulfilmentLine.article_id.in_(sorted(article_ids)),
        )
        .group_by(FulfilmentLine.article_id)
    )
    return {article_id: int(units) for article_id, units in rows}
