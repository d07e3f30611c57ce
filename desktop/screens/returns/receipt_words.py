"""What a receipt says of its refund: whether it is paid, and of what was ordered, whether it is held."""

from __future__ import annotations

from core.model import Refund
from core.rules.exchange_sending import Way
from core.rules.refund import UNDECIDED, RefundState
from core.rules.time import Instant
from desktop.screens.returns import exchange_words
from desktop.screens.returns.exchange_paper import OrderThere
from desktop.shell.amounts import date_words, money_words
from desktop.shell.saying import translate

CONFIRMED = (RefundState.REFUNDED, RefundState.BY_HAND)


def money_status(row: Refund, paid_cents: int, *, is_offline: bool) -> str:
    """Whether it is paid; of an exchange what its customer pays, and what not.

    Args:
        paid_cents: what of it the customer has paid.
    """
    said = status_words(RefundState(row.state), is_offline=is_offline)
    is_open = row.state in UNDECIDED
    if not row.exchange or row.total_cents or is_open:
        return said
    if row.to_pay_cents:
        amount = money_words(row.to_pay_cents, row.currency)
        words = translate("Returns", "Exchanged; {amount} are to be paid at the till.")
        if row.is_exchange_out:
            words = translate("Returns", "Exchanged; {amount} have been paid.")
            if paid_cents < row.to_pay_cents:
                words = translate("Returns", "Exchanged; {paid} of {amount} have been paid.")
        return words.format(amount=amount, paid=money_words(paid_cents, row.currency))
    return translate("Returns", "Exchanged; nothing is to be paid.")


def exchange_status(
    row: Refund, order: OrderThere, timezone: str, paid_cents: int, *, is_offline: bool
) -> str:
    """What was ordered in exchange never reads as reserved before headquarters has said so, nor once it has
    left; nor is anything of it paid."""
    way, at = Way(row.sending["way"]), Instant(row.sending.get("promised_at", 0))
    number = row.sending.get("order_number", "")
    if number and (order.is_over or (row.is_exchange_out and not order.is_held)):
        said = [translate("Returns", "Ordered under {number}.").format(number=number)]
    elif number:
        said = [translate("Returns", "Ordered: headquarters holds it under this number.")]
    elif is_offline:
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
    if at and not order.is_over:
        said.append(exchange_words.by_words(way, date_words(at, timezone), at, timezone))
    if row.to_pay_cents:
        amount, paid = money_words(row.to_pay_cents, row.currency), money_words(paid_cents, row.currency)
        said.append(_to_pay(row, paid_cents).format(amount=amount, paid=paid))
    elif row.total_cents:
        said.append(status_words(RefundState(row.state), is_offline=is_offline))
    return " ".join(said)


def _to_pay(row: Refund, paid_cents: int) -> str:
    """What its customer pays for what is ordered, and when."""
    if row.is_exchange_out and paid_cents < row.to_pay_cents:
        return translate("Returns", "{paid} of {amount} have been paid.")
    if row.is_exchange_out:
        return translate("Returns", "{amount} have been paid.")
    if row.sending.get("order_number"):
        return translate("Returns", "{amount} are to be paid at the till.")
    return translate("Returns", "{amount} are to be paid once it is held.")


def status_words(state: RefundState, *, is_offline: bool) -> str:
    """Whether it is paid, as the receipt says it."""
    if state in CONFIRMED:
        return translate("Returns", "Refunded.")
    if state in (RefundState.PROPOSED, RefundState.ASKED, RefundState.ESCALATED):
        return translate("Returns", "Not refunded yet: the store still has to agree.")
    if state is RefundState.FAILED:
        return translate("Returns", "Not refunded: the payment has failed. The store sees to it.")
    if is_offline:
        return translate("Returns", "Refund queued: it is paid once the line to headquarters is back.")
    return translate("Returns", "Refund queued: it is on its way, and not paid yet.")
