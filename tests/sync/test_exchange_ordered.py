"""An exchange of what is not here, with the line cut: pending, then held by the core, or told to be gone."""

from __future__ import annotations

from sqlalchemy import select
from sync_world import Pair, core_rows
from test_other_stores import number

from core.commands import (
    DeclareReturn,
    DropExchange,
    ExchangeLine,
    HandOutExchange,
    ReceivedLine,
    ReceiveReturn,
    ReturnLineDraft,
)
from core.commands import ProposeRefund as Propose
from core.commands.exchanging import is_awaited
from core.commands.refund_figures import figures, open_units
from core.model import (
    ArticlePrice,
    ExceptionCase,
    Location,
    Order,
    Position,
    Refund,
    Return,
    ReturnLine,
    Sale,
    SaleLine,
)
from core.orchestration import UnitOfWork
from core.orchestration.order_draft import DraftLine, OrderDraft
from core.orchestration.orders import place
from core.rules.exchange_sending import Sending, Way
from core.rules.order import Channel
from core.rules.refund import Means
from core.rules.returns import ReturnReason
from core.rules.stock import MovementKind
from core.rules.time import DAY_MS
from tests.core.builders import make_article, move

TO_COLLECT = Sending(Way.PICKUP, "Camille Royer", phone="0600000000")


def take_back(pair: Pair) -> int:
    """A scarf of 30.00, bought here in cash, is back; the other store has one coat, of 45.00. Its article."""

    def work(unit: UnitOfWork) -> int:
        coat = make_article(unit, "COAT", name="Manteau", gtin="03012345678917")
        move(unit, MovementKind.RECEIVED, coat, unit.session.get_one(Location, pair.names.elsewhere), 1)
        unit.session.add(ArticlePrice(article_id=coat.id, valid_from=unit.at - DAY_MS, price_cents=4_500))
        unit.session.add(
            Sale(
                id="sale", kind="till", receipt_code="T-9", location_id=pair.names.store, sold_at=unit.at,
                delivered_at=unit.at, means=[["cash", 3_000]],
            )
        )  # fmt: skip
        unit.session.flush()
        unit.session.add(
            SaleLine(
                id="line", sale_id="sale", line_no=1, article_id=pair.names.scarf, name="Écharpe",
                quantity=1, list_cents=3_000, paid_cents=3_000, sale_type="in_store",
            )
        )  # fmt: skip
        return coat.id

    coat: int = pair.at_core(work)
    pair.cycle()
    draft = ReturnLineDraft(
        article_id=pair.names.scarf, quantity=1, reason=ReturnReason.CHANGED_MIND, sale_line_id="line",
        units=[0],
    )  # fmt: skip
    pair.do(DeclareReturn(return_id="ret", number=number(pair), sale_id="sale", lines=[draft]))
    line = pair.workstation.read(lambda reader: reader.session.scalars(select(ReturnLine.id)).one())
    pair.do(ReceiveReturn(return_id="ret", lines=[ReceivedLine(line, 1)]))
    return coat


def exchange(pair: Pair, coat: int, refund_id: str = "ref") -> None:
    command = Propose(
        return_id="ret", refund_id=refund_id, units=["line:0"], exchange=[ExchangeLine(coat, 1, 4_500)],
        sending=TO_COLLECT, is_offline=True,
    )  # fmt: skip
    assert pair.do(command).has_effect


def here(pair: Pair, refund_id: str = "ref") -> Refund:
    return pair.workstation.read(lambda reader: reader.session.get_one(Refund, refund_id))


def sell_the_last(pair: Pair) -> None:
    """The web shop sells the coat while the line is cut."""
    draft = OrderDraft(
        channel=Channel.WEB, reference="W-9", customer_name="X", delivery_kind="home",
        lines=[DraftLine("COAT", 1, 4_500)], postcode="75001", city="Paris",
    )  # fmt: skip
    pair.at_core(lambda unit: place(unit, draft))


def test_it_is_pending_with_the_line_cut_and_held_once_it_is_back(pair: Pair) -> None:
    coat = take_back(pair)
    exchange(pair, coat)
    assert is_awaited(here(pair)), "nothing is reserved, and nothing of it is paid"
    pair.cycle()
    order = pair.core.read(
        lambda session: session.scalars(select(Order).where(Order.channel == "store")).one()
    )
    assert here(pair).sending["order_number"] == order.number
    assert not is_awaited(here(pair))
    pair.do(HandOutExchange(return_id="ret", refund_id="ref", paid_cents=1_500, paid_with=Means.CARD))
    pair.cycle()
    assert here(pair).is_exchange_out and pair.pending() == []
    allocated = pair.core.read(
        lambda session: session.scalars(select(Position.allocated).where(Position.article_id == coat)).all()
    )
    assert sum(allocated) == 1
    assert pair.rows()["refund"] == core_rows(pair)["refund"]


def test_the_last_piece_went_elsewhere_meanwhile_so_another_choice_is_open_and_no_money_has_moved(
    pair: Pair,
) -> None:
    coat = take_back(pair)
    exchange(pair, coat)
    sell_the_last(pair)
    pair.cycle()
    gone = here(pair)
    assert (gone.state, gone.sending["failed"], gone.parts) == ("withdrawn", "exchange_free_nowhere", [])
    [case] = pair.workstation.read(lambda reader: reader.session.scalars(select(ExceptionCase)).all())
    assert (case.kind, case.data["name"]) == ("exchange_free_nowhere", "Manteau")
    assert (gone.sending["name"], gone.sending["phone"]) == ("Camille Royer", "0600000000")

    def due(reader: object) -> tuple[list[str], int]:
        session = reader.session  # type: ignore[attr-defined]
        head = session.get_one(Return, "ret")
        units = open_units(session, head)
        return units, figures(session, head, units).total_cents

    assert pair.workstation.read(due) == (["line:0"], 3_000), "all of it, once"
    assert pair.rows()["refund"] == core_rows(pair)["refund"]


def test_what_is_dropped_while_it_is_pending_is_never_ordered_for_long(pair: Pair) -> None:
    coat = take_back(pair)
    exchange(pair, coat)
    pair.do(DropExchange(return_id="ret", refund_id="ref"))
    pair.cycle()
    stock = pair.core.read(
        lambda session: session.scalars(select(Position).where(Position.article_id == coat)).one()
    )
    assert (stock.allocated, stock.soft_held, here(pair).state) == (0, 0, "withdrawn")
    assert pair.pending() == []
