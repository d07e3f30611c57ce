"""An exchange for what is not here: where it is, and what a test does and hears until it is ordered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete

from core.model import Article as ArticleRow
from core.model import ArticlePrice, Location, Position, Refund, RefundClaim
from core.rules.time import DAY_MS
from tests.desktop.desk_double import NOW, SessionDesk
from tests.desktop.screens.returns_counter import Counter, counter_at
from tests.desktop.screens.store_world import ARTICLES

ELSEWHERE, BIGGER = 77, 61
ADDRESS = {
    "name": "Camille Royer",
    "phone": "06 12 34 56 78",
    "street": "2 rue Mercière",
    "postcode": "69002",
    "city": "Lyon",
}


def put_elsewhere(desk: SessionDesk) -> None:
    """The shirt in 40 is in Villeurbanne only, three of it, for 59.00."""
    like = desk.station.read(lambda reader: reader.session.get_one(ArticleRow, ARTICLES["shirt"]["id"]))
    desk.add_to_network(
        Location(
            id=ELSEWHERE, code="L2", name="Villeurbanne", kind="store", latitude=45.77, longitude=4.89,
            timezone="Europe/Paris",
        ),
        ArticleRow(
            id=BIGGER, sku="SHIRT-40", gtin="3614271004437", style=like.style, name=like.name,
            category=like.category, size="40", colour=like.colour,
        ),
        Position(article_id=BIGGER, location_id=ELSEWHERE, sellable=3, allocated=0),
        ArticlePrice(article_id=BIGGER, valid_from=NOW - DAY_MS, price_cents=5_900),
        ArticlePrice(article_id=ARTICLES["belt"]["id"], valid_from=NOW - DAY_MS, price_cents=2_500),
    )  # fmt: skip


@pytest.fixture(name="counter")
def counter_with_elsewhere(sold_for_cash: Path, tmp_path: Path) -> Iterator[Counter]:
    """Somebody at the store with two receipts that were paid in cash, and a shirt in 40 elsewhere."""
    with counter_at(sold_for_cash, tmp_path / "replica") as counter:
        put_elsewhere(counter.desk)
        yield counter


async def chooses(counter: Counter, code: str = "T-1") -> None:
    """The customer wants the shirt, bought for 25.00, in 40."""
    await counter.opens(code)
    counter.grades()
    await counter.presenter.begin_exchange()
    await counter.presenter.take_instead(BIGGER)


async def orders(counter: Counter, code: str = "T-1") -> None:
    """The customer has it ordered, and says where to."""
    await chooses(counter, code)
    counter.presenter.say_where(ADDRESS)
    await counter.presenter.go()


def says(counter: Counter, **changes: object) -> Refund:
    """What headquarters has made of the exchange."""
    key = counter.refund().id
    with counter.desk.writing() as session:
        row = session.get_one(Refund, key)
        row.sending = {**row.sending, **{k: v for k, v in changes.items() if k.startswith(("order", "fail"))}}
        if "failed" in changes:
            row.state, row.exchange = "withdrawn", []
            session.execute(delete(RefundClaim).where(RefundClaim.refund_id == key))
    return counter.refund()


async def nothing_free(counter: Counter) -> Refund:
    """Headquarters has found nothing, and the screen has heard it."""
    gone = says(counter, failed="exchange_free_nowhere")
    await counter.presenter.refresh()
    return gone
