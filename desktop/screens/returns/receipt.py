"""What the customer takes along: what came back, how much, by which means, and whether it is paid.

A refund that is queued, or waits for a manager, never reads as paid.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.commands import return_aggregate
from core.commands.return_reading import lines_of_return, policy_of, sale_of
from core.model import CreditUse, Refund, RefundClaim, Return, Sale
from core.model.gathered import rows_of
from core.rules.refund import Means, Part, RefundState
from core.rules.refund_money import delivery_id
from core.rules.time import DAY_MS
from desktop.desk import Desk
from desktop.screens.returns import money_said
from desktop.screens.returns.counter_reading import given_back, taken_instead
from desktop.screens.returns.counter_state import Good
from desktop.screens.returns.exchange_paper import order_there, pickup_code
from desktop.screens.returns.receipt_words import CONFIRMED, exchange_status, money_status, status_words
from desktop.shell.amounts import clock_words, date_words, money_words, variant_words
from desktop.shell.saying import translate
from sync.reading import Reader
from sync.workstation import Print

RECEIPT = "refund_receipt"
CREDIT = "store_credit"
MAX_REASON_CHARS = 60


class Receipts:
    """Makes the papers of refunds, after the command that they follow from.

    All is read from what is written down: so the papers are the same, whichever way a refund came about.

    Args:
        desk: whose they are: of whoever sits there now, of this moment, connected as it is now.
        language: tells the one to print in.
    """

    def __init__(self, desk: Desk, timezone: str, language: Callable[[], str]) -> None:
        self._me, self._at, self._timezone, self._language = desk.me, desk.clock.now(), timezone, language
        self._is_connected = desk.is_connected

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
                days = policy_of(reader.session, row.location_id).credit_lasts_days
                papers.append(self.credit(row.credit_number, cents, row.currency, customer, reason, days))
            return papers

        return made

    def slip(self, return_id: str) -> Callable[[Reader], list[Print]]:
        """What a customer takes along whose sale is looked for later: the goods are here, no money went."""

        def made(reader: Reader) -> list[Print]:
            head = reader.session.get_one(Return, return_id)
            rows = [
                _row(Good(line.quantity, line.name, variant_words(line.size, line.colour)), "–")
                for line in lines_of_return(reader.session, head)
            ]
            said = translate("Returns", "The sale is looked for later: until then no money goes back.")
            return [
                Print(
                    RECEIPT,
                    {**self._of(head), "sale": head.receipt_code, "total": "–", "status": said, "rows": rows},
                    self._language(),
                )
            ]

        return made

    def again(self, *refund_ids: str) -> Callable[[Reader], list[Print]]:
        """The receipts alone, as things stand now: a store credit is money, and there is one slip of it."""
        return lambda reader: [
            paper for key in refund_ids for paper in self.papers(key)(reader) if paper.template == RECEIPT
        ]

    def cash(self, refund_id: str, cents: int) -> Callable[[Reader], list[Print]]:
        """The receipt once so much of a refund has left in cash: it says what is paid, and what is not."""

        def made(reader: Reader) -> list[Print]:
            row = reader.session.get(Refund, refund_id)
            if row is None:
                return []
            amount = money_words(cents, row.currency)
            paid = translate("Returns", "{amount} paid out in cash by {name}.")
            said = [paid.format(amount=amount, name=self._me.name)]
            if row.state not in CONFIRMED:
                said.append(status_words(RefundState(row.state), is_offline=self._waits_for_line(row)))
            return [Print(RECEIPT, self._receipt(reader, row) | {"status": " ".join(said)}, self._language())]

        return made

    def credit(self, number: str, cents: int, currency: str, customer: str, reason: str, days: int) -> Print:
        """A store credit, which is good for so many days at least: they count once headquarters has it."""
        data = {
            **self._head(),
            "credit_number": number,
            "credit_code": number,
            "amount": money_words(cents, currency),
            "customer_name": customer,
            "valid_until": date_words(self._at + days * DAY_MS, self._timezone),
            "reason": reason[:MAX_REASON_CHARS],
            "note": translate("Returns", "It can be spent once headquarters has confirmed it."),
        }
        return Print(CREDIT, data, self._language())

    def _receipt(self, reader: Reader, row: Refund) -> dict[str, Any]:
        head = reader.session.get_one(Return, row.return_id)
        sale = sale_of(reader.session, head.sale_id)
        parts = tuple(Part(Means(means), cents) for means, cents, *_ in row.parts)
        code = head.receipt_code or (sale.receipt_code if sale is not None else "")
        day = date_words(sale.sold_at, self._timezone) if sale is not None else ""
        last4 = sale.card_last4 if sale is not None else ""
        is_offline, order = self._waits_for_line(row), order_there(reader, row)
        paid_cents = _paid_cents(reader, row)
        goods, instead = given_back(reader, head, row), taken_instead(reader, row.exchange)
        return {
            **self._of(head),
            "sale": " · ".join(part for part in (code, day) if part) if sale is not None else "",
            "total": money_words(row.total_cents, row.currency),
            "means": money_said.means_words(parts, last4, row.currency),
            "pickup_code": pickup_code(row, order),
            "status": exchange_status(row, order, self._timezone, paid_cents, is_offline=is_offline)
            if row.sending
            else money_status(row, paid_cents, is_offline=is_offline),
            "rows": [
                *(_row(good, money_words(good.cents, row.currency)) for good in goods),
                *_delivery_rows(reader, row, sale),
                *_fee_rows(row),
                *(_row(good, money_said.less_words(good.cents, row.currency)) for good in instead),
            ],
        }

    def _waits_for_line(self, row: Refund) -> bool:
        """What was proposed offline is on its way as soon as the line is back."""
        return row.is_offline and not self._is_connected

    def _of(self, head: Return) -> dict[str, str]:
        return {
            **self._head(),
            "return_number": head.number,
            "return_code": head.number,
            "customer_name": head.customer_name,
        }

    def _head(self) -> dict[str, str]:
        printed = f"{date_words(self._at, self._timezone)} {clock_words(self._at, self._timezone)}"
        return {"store_name": self._me.location_name, "printed": f"{printed} · {self._me.name}"}


def _row(good: Good, amount: str) -> dict[str, str]:
    return {"quantity": str(good.quantity), "name": good.name, "variant": good.variant, "amount": amount}


def _fee_rows(row: Refund) -> list[dict[str, str]]:
    """What the chain keeps of it: without, what is listed does not add up to what goes back."""
    if not row.fee_cents:
        return []
    fee = Good(1, translate("Returns", "Fee kept"), "", row.fee_cents)
    return [_row(fee, money_said.less_words(row.fee_cents, row.currency))]


def _paid_cents(reader: Reader, row: Refund) -> int:
    """What the customer has paid of the rest of an exchange: a credit may not have had what it was told to
    have. Where nobody has told by what, all of it was paid."""
    told_cents = sum(cents for _, cents, *_ in row.paid_here or ())
    uses = rows_of(reader.session, CreditUse, CreditUse.aggregate, [return_aggregate(row.return_id)])
    return min(row.to_pay_cents, told_cents) if told_cents or uses else row.to_pay_cents


def _delivery_rows(reader: Reader, row: Refund, sale: Sale | None) -> list[dict[str, str]]:
    """The sale's delivery, where it goes back with its goods; of a dearer one than the standard one, less."""
    if sale is None:
        return []
    claims = rows_of(reader.session, RefundClaim, RefundClaim.refund_id, [row.id])
    cents = sum(one.cents for one in claims if one.unit_id == delivery_id(sale.id))
    if not cents:
        return []
    paid = money_words(sale.delivery_cents, row.currency)
    is_less = cents < sale.delivery_cents
    words = translate("Returns", "the standard one, of {paid} paid").format(paid=paid) if is_less else ""
    return [_row(Good(1, translate("Returns", "Delivery"), words, cents), money_words(cents, row.currency))]
