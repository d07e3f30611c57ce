"""A shop whose customer is erased, and what names them in it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.commands import CancelReturn, DeclareReturn, ReturnLineDraft
from core.model import (
    Base,
    Customer,
    ExceptionCase,
    Fulfilment,
    FulfilmentLine,
    Notification,
    Order,
    OrderMoney,
    Sale,
    SaleLine,
)
from core.orchestration import Core, UnitOfWork
from core.orchestration.command_intake import receive
from core.orchestration.leasing import lease_all
from core.orchestration.reactions import after
from core.orchestration.sale_names import note_name
from core.rules.returns import ReturnReason
from core.wire import SigningKey
from tests.core.builders import make_article, make_device, make_fulfilment, make_location, make_staff
from tests.support.sender import Sender

SECRETS = (
    "Jeanne",
    "jeanne@",
    "Martin",
    "rue des Lilas",
    "0612345678",
    "4417",
    "fait un scandale",
    "Hugo",
    "jeanne martin",
)
KEY = SigningKey(bytes(range(32)))


class Shop:
    """A store that has served Jeanne Martin: an order that is over, and a return that was called off."""

    def __init__(self, core: Core) -> None:
        self.core = core
        core.transact(self._furnish)
        core.transact(self._close)
        sender = Sender("device-a", KEY, "nadia", core.clock.now())
        draft = ReturnLineDraft(
            article_id=1, quantity=1, reason=ReturnReason.CHANGED_MIND, sale_line_id="line", units=[0]
        )
        named = {"customer_name": "Jeanne Martin", "note": "Elle a fait un scandale"}
        self.sealed = [
            sender.seal(
                DeclareReturn(return_id="ret", number="R0000001", sale_id="sale", lines=[draft], **named)
            ),
            sender.seal(CancelReturn(return_id="ret", reason="Jeanne garde tout")),
            sender.seal(DeclareReturn(return_id="ret-2", number="R0000002", lines=[draft], has_proof=False)),
        ]
        self.send()

    def _furnish(self, unit: UnitOfWork) -> None:
        place = make_location(unit, "LYON")
        article = make_article(unit)
        make_device(unit, place, KEY, id="device-a")
        lease_all(unit, "device-a")
        make_staff(unit, place, "Nadia", id="nadia")
        head = make_fulfilment(unit, place, [(article, 1)])
        unit.session.flush()
        order = unit.session.get_one(Order, head.order_id)
        order.street, order.note, order.latitude = "3 rue des Lilas", "Sonner chez Hugo", 45.7
        unit.session.get_one(Customer, order.customer_id).phone = "0612345678"
        unit.session.add(OrderMoney(order_id=order.id, card_last4="4417"))
        head.destination = "Jeanne Martin, 3 rue des Lilas"
        unit.session.add(
            Notification(
                id="n", order_id=order.id, kind="ready", created_at=unit.at,
                data={"order_number": order.number, "name": "Jeanne"},
            )
        )  # fmt: skip
        which: dict[str, Any] = {
            "location_id": place.id,
            "sold_at": unit.at,
            "customer_name": "Jeanne Martin",
        }
        unit.session.add(
            Sale(
                id="sale", kind="order", receipt_code="W-1001", order_id=order.id, card_last4="4417", **which
            )
        )
        unit.session.flush()
        note_name(unit, unit.session.get_one(Sale, "sale"))
        unit.session.add(
            SaleLine(
                id="line", sale_id="sale", line_no=1, article_id=article.id, quantity=1, list_cents=100,
                paid_cents=100,
            )
        )  # fmt: skip
        unit.session.add(
            ExceptionCase(
                id="case", location_id=place.id, kind="handed_over_twice", aggregate=f"fulfilment:{head.id}",
                raised_at=unit.at, settlement="Appelé Jeanne",
            )
        )  # fmt: skip

    @staticmethod
    def _close(unit: UnitOfWork) -> None:
        unit.session.scalars(select(Fulfilment)).one().state = "closed"
        unit.session.scalars(select(FulfilmentLine)).one().handed_over = 1

    def send(self) -> None:
        receive(self.core, "device-a", self.sealed, after)


TABLES = {table.name: select(table) for table in Base.metadata.sorted_tables}
"""All of each; a statement that is made once."""


def everything(session: Session) -> str:
    """All that stands in the database, as text; bytes as they are."""
    said = []
    for name, query in TABLES.items():
        for row in session.execute(query):
            cells = (c.decode("utf-8", "replace") if isinstance(c, bytes) else str(c) for c in row)
            said.append(f"{name}: {' '.join(cells)}")
    return "\n".join(said)


def named(core: Core) -> set[str]:
    text = core.read(everything)
    return {secret for secret in SECRETS if secret in text}
