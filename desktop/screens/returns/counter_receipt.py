"""What the customer takes along from an open return: that cash was paid out, a gesture's credit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.commands import ProposeRefund
from core.model import Refund
from core.rules.refund import Means, Part, RefundState
from desktop.desk import Me
from desktop.screens.returns.counter_state import Good, Opened
from desktop.screens.returns.money_said import means_words
from desktop.screens.returns.receipt import CREDIT, RECEIPT, exchange_status, instead_row, status_words
from desktop.screens.returns.state import ReturnsState
from desktop.shell.amounts import money_words
from desktop.shell.saying import translate
from sync.reading import Reader
from sync.workstation import Print

Papers = Callable[[Reader], list[Print]]


def cash_paper(me: Me, opened: Opened, head: dict[str, str], language: str) -> Papers:
    """The receipt of cash that has left for a refund: it says what is paid, and what is not."""

    def made(reader: Reader) -> list[Print]:
        row = reader.session.get(Refund, opened.cash_refund)
        amount = money_words(opened.cash_cents, opened.currency)
        paid = translate("Returns", "{amount} paid out in cash by {name}.")
        said = [paid.format(amount=amount, name=me.name)]
        if row is not None and row.state not in (RefundState.REFUNDED, RefundState.BY_HAND):
            said.append(status_words(RefundState(row.state), is_offline=row.is_offline))
        total = opened.cash_cents if row is None else row.total_cents
        data: dict[str, Any] = {
            **head,
            "return_number": opened.number,
            "return_code": opened.number,
            "customer_name": opened.customer,
            "sale": opened.sale_code,
            "total": money_words(total, opened.currency),
            "means": translate("Returns", "in cash"),
            "status": " ".join(said),
            "rows": [_row(one, opened.currency) for one in opened.goods],
        }
        return [Print(RECEIPT, data, language)]

    return made


def gesture_paper(
    opened: Opened, head: dict[str, str], number: str, cents: int, reason: str, language: str
) -> Papers:
    """The credit of a gesture."""

    def made(_reader: Reader) -> list[Print]:
        data = {
            **head,
            "credit_number": number,
            "credit_code": number,
            "amount": money_words(cents, opened.currency),
            "customer_name": opened.customer,
            "reason": reason[:60],
            "note": translate("Returns", "It can be spent once headquarters has confirmed it."),
        }
        return [Print(CREDIT, data, language)]

    return made


def _row(good: Good, currency: str) -> dict[str, str]:
    return {
        "quantity": str(good.quantity),
        "name": good.name,
        "variant": good.variant,
        "amount": money_words(good.cents, currency),
    }


def exchange_paper(
    state: ReturnsState, opened: Opened, command: ProposeRefund, head: dict[str, str], language: str
) -> Papers:
    """The receipt of something else that is taken for what came back."""

    def made(reader: Reader) -> list[Print]:
        row = reader.session.get_one(Refund, command.refund_id)
        parts = tuple(Part(Means(means), cents) for means, cents, *_ in row.parts)
        words = (
            exchange_status(row, state.timezone)
            if row.sending
            else status_words(RefundState(row.state), is_offline=row.is_offline)
        )
        data: dict[str, Any] = {
            **head,
            "return_number": opened.number,
            "return_code": opened.number,
            "customer_name": opened.customer,
            "sale": opened.sale_code,
            "total": money_words(row.total_cents, row.currency),
            "means": means_words(parts, "", row.currency),
            "status": words,
            "rows": [
                *(_row(one, opened.currency) for one in opened.goods),
                *(instead_row(one, row.currency) for one in state.instead),
            ],
        }
        return [Print(RECEIPT, data, language)]

    return made
