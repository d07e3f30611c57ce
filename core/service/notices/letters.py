"""Makes the letter of a notification: whom it goes to, and what it says."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Article, Customer, Location, Notification, Order, OrderLine, OrderTerms
from core.rules.money import Money
from core.rules.time import Instant
from core.service.notices.port import Letter, NotTaken
from core.service.notices.texts import amount, day, day_and_hour, wording

HOME_ZONE = "Europe/Paris"
"""By whose clock a customer reads who collects nothing."""


def letter_of(session: Session, row: Notification, usual: str) -> Letter:
    """The letter of a notification, in the language that its customer is told in, or else the usual one.

    Raises:
        NotTaken: `no_address`, `no_words` (nothing is written for its kind).
    """
    order = session.get_one(Order, row.order_id)
    customer = session.get_one(Customer, order.customer_id)
    if not customer.email:
        raise NotTaken("no_address", is_final=True)
    terms = session.get(OrderTerms, order.id)
    language = (terms.language if terms is not None else "") or usual
    said = wording(row.kind, language, _values(session, row, order, customer, language))
    if said is None:
        raise NotTaken("no_words", is_final=True)
    return Letter(
        id=row.id,
        to_name=customer.name,
        to_address=customer.email,
        subject=said.subject,
        text=said.text,
        language=language,
        at=Instant(row.created_at),
    )


def _values(
    session: Session, row: Notification, order: Order, customer: Customer, language: str
) -> dict[str, Any]:
    data: dict[str, Any] = row.data
    store = session.get(Location, order.pickup_location_id) if order.pickup_location_id is not None else None
    zone = store.timezone if store else HOME_ZONE
    place = data.get("location") or (store.name if store else "")
    promised, until = data.get("promised_at"), data.get("collect_until")
    refund, price = data.get("refund_cents"), data.get("price_cents")
    answer_until = data.get("answer_until")
    return {
        "name": customer.name,
        "number": order.number,
        "place": place,
        "promised": day_and_hour(Instant(promised), zone, language) if promised else "",
        "until": day(Instant(until), zone, language) if until else "",
        "articles": _articles(session, order, data.get("lines", [])),
        "missing": data.get("instead_of", ""),
        "offered": data.get("offered", ""),
        "price": amount(Money(price, order.currency), language) if price is not None else "",
        "answer_until": day_and_hour(Instant(answer_until), zone, language) if answer_until else "",
        "code": data.get("reply_code", ""),
        "carrier": data.get("carrier", ""),
        "parcels": ", ".join(data.get("parcels", [])),
        "amount": amount(Money(refund, order.currency), language) if refund else "",
    }


def _articles(session: Session, order: Order, told: list[dict[str, int]]) -> str:
    rows = session.execute(
        select(OrderLine.line_no, Article.name)
        .join(Article, Article.id == OrderLine.article_id)
        .where(OrderLine.order_id == order.id)
    )
    names = {row.line_no: row.name for row in rows}
    return ", ".join(f"{one['quantity']} × {names[one['line']]}" for one in told if one["line"] in names)
