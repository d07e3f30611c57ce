"""What the customer takes along: what came back, how much, by which means, and whether it is paid.

A refund that is queued, or waits for a manager, never reads as paid.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.commands.return_reading import sale_of
from core.model import Refund, RefundClaim, Return, Sale
from core.model.gathered import rows_of
from core.rules.exchange_sending import Way
from core.rules.pickup import code_for
from core.rules.refund import UNDECIDED, Means, Part, RefundState
from core.rules.refund_money import delivery_id
from core.rules.time import Instant
from desktop.desk import Me
from desktop.screens.returns import exchange_words, money_said
from desktop.screens.returns.counter_reading import given_back, taken_instead
from desktop.screens.returns.counter_state import Good
from desktop.shell.amounts import clock_words, day_words, money_words
from desktop.shell.saying import translate
from sync.reading import Reader
from sync.workstation import Print

RECEIPT = "refund_receipt"
CREDIT = "store_credit"
MAX_REASON_CHARS = 60
_CONFIRMED = (RefundState.REFUNDED, RefundState.BY_HAND)


class Receipts:
    """Makes the papers of refunds, after the command that they follow from.

    All is read from what is written down: so the papers are the same, whichever way a refund came about.

    Args:
        language: tells the one to print in.
    """

    def __init__(self, me: Me, at: Instant, timezone: str, language: Callable[[], str]) -> None:
        self._me, self._at, self._timezone, self._language = me, at, timezone, language

    def papers(self, refund_id: str) -> Callable[[Reader], list[Print]]:
        """The receipt of a refund, and the store credit that it gives."""

        def made(reader: Reader) -> list[Print]:
            row = reader.session.get(Refund, refund_id)
            if row is None:
                return []
            papers = [Print(RECEIPT, self._receipt(reader, row), self._language())]
            cents = sum(cents for means, cents, *_ in row.parts if means == Means.STORE_CREDIT)
            if cents:
                # A number is drawn for a gift card too, should it take nothing back: that is no credit yet.
                reason = translate("Returns", "Return {number}").format(number=row.number)
                customer = reader.session.get_one(Return, row.return_id).customer_name
                papers.append(self.credit(row.credit_number, cents, row.currency, customer, reason))
            return papers

        return made

    def cash(self, refund_id: str, cents: int) -> Callable[[Reader], list[Print]]:
        """The receipt once so much of a refund has left in cash: it says what is paid, and what is not."""

        def made(reader: Reader) -> list[Print]:
            row = reader.session.get(Refund, refund_id)
            if row is None:
                return []
            amount = money_words(cents, row.currency)
            paid = translate("Returns", "{amount} paid out in cash by {name}.")
            said = [paid.format(amount=amount, name=self._me.name)]
            if row.state not in _CONFIRMED:
                said.append(status_words(RefundState(row.state), is_offline=row.is_offline))
            return [Print(RECEIPT, self._receipt(reader, row) | {"status": " ".join(said)}, self._language())]

        return made

    def credit(self, number: str, cents: int, currency: str, customer: str, reason: str) -> Print:
        """A store credit."""
        data = {
            **self._head(),
            "credit_number": number,
            "credit_code": number,
            "amount": money_words(cents, currency),
            "customer_name": customer,
            "reason": reason[:MAX_REASON_CHARS],
            "note": translate("Returns", "It can be spent once headquarters has confirmed it."),
        }
        return Print(CREDIT, data, self._language())

    def _receipt(self, reader: Reader, row: Refund) -> dict[str, Any]:
        head = reader.session.get_one(Return, row.return_id)
        sale = sale_of(reader.session, head.sale_id)
        parts = tuple(Part(Means(means), cents) for means, cents, *_ in row.parts)
        code = head.receipt_code or (sale.receipt_code if sale is not None else "")
        day = day_words(Instant(sale.sold_at), self._timezone) if sale is not None else ""
        last4 = sale.card_last4 if sale is not None else ""
        goods, instead = given_back(reader, head, row), taken_instead(reader, row.exchange)
        return {
            **self._head(),
            "return_number": head.number,
            "return_code": head.number,
            "customer_name": head.customer_name,
            "sale": " · ".join(part for part in (code, day) if part) if sale is not None else "",
            "total": money_words(row.total_cents, row.currency),
            "means": money_said.means_words(parts, last4, row.currency),
            "pickup_code": code_for(row.id) if row.sending and row.sending["way"] == Way.PICKUP else "",
            "status": exchange_status(row, self._timezone) if row.sending else _status(row),
            "rows": [
                *(_row(good, money_words(good.cents, row.currency)) for good in goods),
                *_delivery_rows(reader, row, sale),
                *(_row(good, money_said.less_words(good.cents, row.currency)) for good in instead),
            ],
        }

    def _head(self) -> dict[str, str]:
        printed = f"{day_words(self._at, self._timezone)} {clock_words(self._at, self._timezone)}"
        return {"store_name": self._me.location_name, "printed": f"{printed} · {self._me.name}"}


def _row(good: Good, amount: str) -> dict[str, str]:
    return {"quantity": str(good.quantity), "name": good.name, "variant": good.variant, "amount": amount}


def _delivery_rows(reader: Reader, row: Refund, sale: Sale | None) -> list[dict[str, str]]:
    """The sale's delivery, where it goes back with its goods; of a dearer one than the standard one, less."""
    claims = rows_of(reader.session, RefundClaim, RefundClaim.refund_id, [row.id])
    cents = sum(one.cents for one in claims if sale is not None and one.unit_id == delivery_id(sale.id))
    if sale is None or not cents:
        return []
    paid = money_words(sale.delivery_cents, row.currency)
    is_less = cents < sale.delivery_cents
    words = translate("Returns", "the standard one, of {paid} paid").format(paid=paid) if is_less else ""
    return [_row(Good(1, translate("Returns", "Delivery"), words, cents), money_words(cents, row.currency))]


def _status(row: Refund) -> str:
    """Whether it is paid; of an exchange what its customer pays, and what not."""
    said = status_words(RefundState(row.state), is_offline=row.is_offline)
    is_open = row.state in UNDECIDED
    if not row.exchange or row.total_cents or is_open:
        return said
    if row.to_pay_cents:
        amount = money_words(row.to_pay_cents, row.currency)
        words = translate("Returns", "Exchanged; {amount} are to be paid at the till.")
        if row.is_exchange_out:
            words = translate("Returns", "Exchanged; {amount} have been paid.")
        return words.format(amount=amount)
    return translate("Returns", "Exchanged; nothing is to be paid.")


def exchange_status(row: Refund, timezone: str) -> str:
    """What was ordered in exchange never reads as reserved before headquarters has said so; nor is anything
    of it paid."""
    way, at = Way(row.sending["way"]), Instant(row.sending.get("promised_at", 0))
    if row.sending.get("order_number"):
        said = [translate("Returns", "Ordered: headquarters holds it under this number.")]
    elif row.is_offline:
        said = [
            translate(
                "Returns",
                "Ordered, and not held yet: headquarters hears of it once the line is back. If nothing is"
                " free then, the store tells you, and gives the money or another article.",
            )
        ]
    else:
        said = [
            translate(
                "Returns",
                "Ordered, and not held yet: headquarters is asked now. If nothing is free there, the store"
                " tells you, and gives the money or another article.",
            )
        ]
    if at:
        said.append(exchange_words.by_words(way, at, timezone))
    if row.to_pay_cents:
        said.append(_to_pay(row).format(amount=money_words(row.to_pay_cents, row.currency)))
    elif row.total_cents:
        said.append(status_words(RefundState(row.state), is_offline=row.is_offline))
    return " ".join(said)


def _to_pay(row: Refund) -> str:
    """What its customer pays for what is ordered, and when."""
    if row.is_exchange_out:
        return translate("Returns", "{amount} have been paid.")
    if row.sending.get("order_number"):
        return translate("Returns", "{amount} are to be paid at the till.")
    return translate("Returns", "{amount} are to be paid once it is held.")


def status_words(state: RefundState, *, is_offline: bool) -> str:
    """Whether it is paid, as the receipt says it."""
    if state in _CONFIRMED:
        return translate("Returns", "Refunded.")
    if state in (RefundState.PROPOSED, RefundState.ASKED, RefundState.ESCALATED):
        return translate("Returns", "Not refunded yet: the store still has to agree.")
    if is_offline:
        return translate("Returns", "Refund queued: it is paid once the line to headquarters is back.")
    return translate("Returns", "Refund queued: it is on its way, and not paid yet.")
