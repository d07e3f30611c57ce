"""What the customer takes along: what came back, how much, by which means, and whether it is paid.

A refund that is queued, or waits for a manager, never reads as paid.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.model import Refund
from core.rules.exchange_sending import Way
from core.rules.refund import UNDECIDED, Means, Part, RefundState
from core.rules.time import Instant
from desktop.desk import Me
from desktop.screens.returns import exchange_words, money_said
from desktop.screens.returns.exchange_state import Instead
from desktop.screens.returns.goods_state import Taken
from desktop.screens.returns.state import ReturnsState
from desktop.shell.amounts import clock_words, day_words, money_words, variant_words
from desktop.shell.saying import translate
from sync.reading import Reader
from sync.workstation import Print

RECEIPT = "refund_receipt"
CREDIT = "store_credit"
_CONFIRMED = (RefundState.REFUNDED, RefundState.BY_HAND)


class Receipts:
    """Makes the papers of one return, after the command that they follow from.

    Args:
        language: tells the one to print in.
    """

    def __init__(self, me: Me, state: ReturnsState, number: str, language: Callable[[], str]) -> None:
        self._me, self._state, self._number, self._language = me, state, number, language

    def papers(self, refund_id: str) -> Callable[[Reader], list[Print]]:
        """What is to be printed once the refund is written down."""

        def made(reader: Reader) -> list[Print]:
            row = reader.session.get(Refund, refund_id)
            if row is None:
                return []
            papers = [Print(RECEIPT, self._receipt(row), self._language())]
            credit_cents = sum(cents for means, cents, *_ in row.parts if means == Means.STORE_CREDIT)
            if credit_cents:
                # A number is drawn for a gift card too, should it take nothing back: that is no credit yet.
                papers.append(Print(CREDIT, self._credit(row, credit_cents), self._language()))
            return papers

        return made

    def _receipt(self, row: Refund) -> dict[str, Any]:
        sale = self._state.sale
        parts = tuple(Part(Means(means), cents) for means, cents, *_ in row.parts)
        day = day_words(sale.sold_at, self._state.timezone) if sale is not None else ""
        return {
            **self._head(),
            "return_number": self._number,
            "return_code": self._number,
            "customer_name": sale.customer if sale is not None else "",
            "sale": " · ".join(part for part in (sale.code, day) if part) if sale is not None else "",
            "total": money_words(row.total_cents, row.currency),
            "means": money_said.means_words(parts, sale.card_last4 if sale is not None else "", row.currency),
            "status": exchange_status(row, self._state.timezone) if row.sending else _status(row),
            "rows": [
                *(self._row(one, row.currency) for one in self._state.takens),
                *(instead_row(one, row.currency) for one in self._state.instead),
            ],
        }

    def _row(self, taken: Taken, currency: str) -> dict[str, str]:
        line = taken.line
        return {
            "quantity": str(len(taken.places)),
            "name": line.name,
            "variant": variant_words(line.size, line.colour),
            "amount": money_words(taken.worth_cents, currency),
        }

    def _credit(self, row: Refund, cents: int) -> dict[str, Any]:
        return {
            **self._head(),
            "credit_number": row.credit_number,
            "credit_code": row.credit_number,
            "amount": money_words(cents, row.currency),
            "customer_name": self._state.sale.customer if self._state.sale is not None else "",
            "reason": translate("Returns", "Return {number}").format(number=self._number),
            "note": translate("Returns", "It can be spent once headquarters has confirmed it."),
        }

    def _head(self) -> dict[str, str]:
        return printed_by(self._me, self._state.now, self._state.timezone)


def instead_row(one: Instead, currency: str) -> dict[str, str]:
    """What is taken, against what came back."""
    return {
        "quantity": str(one.quantity),
        "name": one.name,
        "variant": one.variant,
        "amount": money_said.less_words(one.cents, currency),
    }


def _status(row: Refund) -> str:
    """Whether it is paid; of an exchange what its customer pays, and what not."""
    said = status_words(RefundState(row.state), is_offline=row.is_offline)
    is_open = row.state in UNDECIDED
    if not row.exchange or row.total_cents or is_open:
        return said
    if row.to_pay_cents:
        amount = money_words(row.to_pay_cents, row.currency)
        return translate("Returns", "Exchanged; {amount} are to be paid at the till.").format(amount=amount)
    return translate("Returns", "Exchanged; nothing is to be paid.")


def exchange_status(row: Refund, timezone: str) -> str:
    """What was ordered in exchange never reads as reserved before headquarters has said so; nor is anything
    of it paid."""
    way, at = Way(row.sending["way"]), Instant(row.sending.get("promised_at", 0))
    if row.is_offline:
        said = [
            translate(
                "Returns",
                "Ordered, and not held yet: headquarters hears of it once the line is back. If nothing is"
                " free then, the store tells you, and gives the money or another article.",
            )
        ]
    else:
        said = [translate("Returns", "Ordered: headquarters holds it under this number.")]
    if at:
        said.append(exchange_words.by_words(way, at, timezone))
    if row.to_pay_cents:
        amount = money_words(row.to_pay_cents, row.currency)
        said.append(translate("Returns", "{amount} are to be paid once it is held.").format(amount=amount))
    elif row.total_cents:
        said.append(status_words(RefundState(row.state), is_offline=row.is_offline))
    return " ".join(said)


def printed_by(me: Me, at: Instant, timezone: str) -> dict[str, str]:
    """Where, when and by whom a paper is printed."""
    printed = f"{day_words(at, timezone)} {clock_words(at, timezone)} · {me.name}"
    return {"store_name": me.location_name, "printed": printed}


def status_words(state: RefundState, *, is_offline: bool) -> str:
    """Whether it is paid, as the receipt says it."""
    if state in _CONFIRMED:
        return translate("Returns", "Refunded.")
    if state in (RefundState.PROPOSED, RefundState.ASKED, RefundState.ESCALATED):
        return translate("Returns", "Not refunded yet: the store still has to agree.")
    if is_offline:
        return translate("Returns", "Refund queued: it is paid once the line to headquarters is back.")
    return translate("Returns", "Refund queued: it is on its way, and not paid yet.")
