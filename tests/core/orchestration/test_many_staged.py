"""Many orders staged in one sending: what each customer is told is looked up once for all of them."""

from __future__ import annotations

import pytest
from intake_shop import Shop
from sqlalchemy import event, select

from core.commands import PackFulfilment, ParcelDraft, PickLine, StageFulfilment
from core.model import Article, FulfilmentLine, Location, Notification
from core.orchestration import Core, UnitOfWork
from core.orchestration.reactions import after
from core.wire import SignedEnvelope
from tests.core.builders import make_fulfilment

ASKED_FOR_EACH = ("FROM location", "FROM core_setting")


@pytest.fixture
def shop(core: Core) -> Shop:
    return Shop(core)


def orders(shop: Shop, first: int, count: int) -> list[tuple[str, str]]:
    """So many more orders: the fulfilment and the line of each."""

    def work(unit: UnitOfWork) -> list[tuple[str, str]]:
        location = unit.session.scalars(select(Location)).one()
        article = unit.session.scalars(select(Article)).one()
        heads = [
            make_fulfilment(unit, location, [(article, 1)], f"W-{2_000 + first + n}").id for n in range(count)
        ]
        unit.session.flush()
        lines = select(FulfilmentLine.fulfilment_id, FulfilmentLine.id).where(
            FulfilmentLine.fulfilment_id.in_(heads)
        )
        return [(head, line) for head, line in unit.session.execute(lines)]

    return shop.core.transact(work)


def prepared(shop: Shop, head: str, line: str) -> list[SignedEnvelope]:
    number = f"P-{head}"[:18]
    return [
        shop.sender.seal(command)
        for command in (
            PickLine(fulfilment_id=head, line_id=line, quantity=1),
            PackFulfilment(fulfilment_id=head, parcels=[ParcelDraft(number, {line: 1})]),
            StageFulfilment(fulfilment_id=head, bins={number: "A1"}),
        )
    ]


def test_more_orders_in_one_sending_ask_the_database_no_more_often(shop: Shop) -> None:
    said: list[str] = []
    event.listen(shop.core.engine, "before_cursor_execute", lambda *what: said.append(what[2]))

    def asked_for(first: int, count: int) -> list[int]:
        batch = [one for head, line in orders(shop, first, count) for one in prepared(shop, head, line)]
        said.clear()
        shop.send(*batch, react=after)
        return [sum(what in statement for statement in said) for what in ASKED_FOR_EACH]

    one, five = asked_for(0, 1), asked_for(1, 5)

    told = shop.core.read(lambda s: s.scalars(select(Notification.kind)).all())
    assert told == ["ready"] * 6
    assert five == one
