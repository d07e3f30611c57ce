"""Another article that is taken, or money by several means, for units that a lost core may have paid."""

from __future__ import annotations

from restored_till import CENTS, WATCH, Till

from core.commands import (
    ExchangeLine,
    ProposeRefund,
)
from core.model import (
    ArticlePrice,
    ExceptionCase,
    Order,
    Refund,
    Sale,
    SalePayment,
)
from core.orchestration import UnitOfWork
from core.rules.exchange_sending import Sending, Way
from core.rules.refund import Means, Part
from core.rules.return_signals import Asked, told_of
from core.rules.time import DAY_MS
from tests.core.builders import make_article, make_position

TO_COLLECT = Sending(Way.PICKUP, "Camille Royer", phone="0600000000")
CARD_CENTS = 7_000


class MixedTill(Till):
    """The watch was paid by card and in cash."""

    def due_for(self, units: list[str]) -> list[Part]:  # type: ignore[override]
        return [Part(Means.CARD, CARD_CENTS), Part(Means.CASH, CENTS - CARD_CENTS)]


def another_watch(unit: UnitOfWork, till: Till, cents: int = CENTS) -> None:
    article = make_article(unit, "CLOCK", gtin="03012345678917")
    make_position(unit, article, till.location)
    price = {"article_id": article.id, "valid_from": unit.at - DAY_MS, "price_cents": cents}
    unit.session.add(ArticlePrice(**price))
    till.articles["clock"] = article.id  # type: ignore[index]


def exchange(till: Till, sending: Sending | None = None) -> None:
    """One for the other: nothing is to be paid, and nobody has to sign."""
    deed = ProposeRefund(
        return_id="ret",
        refund_id="another",
        units=WATCH,
        exchange=[ExchangeLine(till.articles["clock"], 1, CENTS)],
        sending=sending,
    )
    assert till.do(till.other, deed) == ("applied", "")


def refund(till: Till, refund_id: str = "another") -> Refund:
    return till.core.read(lambda s: s.get_one(Refund, refund_id))


def asked(till: Till) -> Asked | None:
    return told_of(refund(till).told).asked


def order_of(till: Till) -> Order:
    return till.core.read(lambda s: s.get_one(Order, refund(till).sending["order_id"]))


def lost(till: Till) -> list[tuple[int, str]]:
    """What people are told of as refunded twice."""
    query = ExceptionCase.kind == "refunded_after_settlement"
    cases = till.core.read(lambda s: s.query(ExceptionCase).where(query).all())
    return [(case.data["cents"], case.data["number"]) for case in cases]


def pay_by_both(unit: UnitOfWork) -> None:
    unit.session.get_one(Sale, "sale-1").means = [["card", CARD_CENTS], ["cash", CENTS - CARD_CENTS]]
    unit.session.get_one(SalePayment, ("sale-1", 0)).cents = CARD_CENTS
