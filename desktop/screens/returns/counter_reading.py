"""What is read of a return that is open at the counter."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from core.commands.cash import may_pay_cash
from core.commands.exchanging import is_awaited
from core.commands.money_asked import asked_about
from core.commands.refund_figures import (
    Figures,
    figures,
    open_units,
    refused_lines,
    sold_for,
    unit_names,
)
from core.commands.return_reading import currency_of, lines_of_return, lowest_price, policy_of, sale_of
from core.model import Article, Location, Refund, RefundClaim, Return, ReturnLine, Sale
from core.model.gathered import rows_of
from core.rules.approval import Need
from core.rules.errors import Refused
from core.rules.exchange_sending import Way
from core.rules.refund import GIVEN_UP, UNDECIDED, UNDER_WAY, Means, Part, RefundKind, RefundState
from core.rules.refund_money import delivery_id, worth_of
from core.rules.returns import COSTS_LESS, NEVER_HAD
from core.rules.time import Instant
from desktop.screens.picture_reading import photos_of
from desktop.screens.returns.counter_state import Good, MoneyBack, Opened, Sent, Uncovered
from desktop.shell.amounts import variant_words
from sync.reading import Reader

PAYS = (RefundState.APPROVED, *UNDER_WAY, RefundState.FAILED)
"""Refunds of which the cash may leave the till."""
ASKED_HERE, ASKED_ELSEWHERE = "perhaps_paid_here", "perhaps_paid_elsewhere"
PAID_BEFORE_HERE = "units_paid_before_restore"


def load_opened(
    reader: Reader, return_id: str, staff_id: str, now: Instant, *, is_offline: bool
) -> Opened | None:
    """A return of this store; None where it is not known."""
    head = reader.session.get(Return, return_id)
    if head is None or head.location_id != reader.location_id:
        return None
    refunds = rows_of(reader.session, Refund, Refund.return_id, [head.id])
    rows = [row for row in refunds if row.state in set(RefundState)]
    rows.sort(key=lambda row: (row.proposed_at, row.id))
    lines = lines_of_return(reader.session, head)
    cash = next((row for row in rows if row.state in PAYS and cash_left(row)), None)
    held = next((row for row in rows if row.exchange and (row.sending or not row.is_exchange_out)), None)
    lost = next((row for row in reversed(rows) if row.sending and row.sending.get("failed")), None)
    is_turned_down = was_turned_down(rows)
    left = None if is_turned_down else left_open(reader, head)
    units = goods_in(left.units, head) if left is not None else []
    cents = cash_left(cash) if cash is not None else 0
    why = {line.why for line in lines}
    return Opened(
        id=head.id,
        number=head.number,
        customer=head.customer_name,
        sale_code=head.receipt_code,
        currency=currency_of(reader.session, head),
        declared_at=Instant(head.declared_at),
        goods=_goods(reader, head),
        photos=photos_of(reader, head.id),
        money=tuple(_money(row) for row in rows),
        papers=tuple(row.id for row in rows if row.kind == RefundKind.RETURN and row.state not in GIVEN_UP),
        cash_refund=cash.id if cash is not None else "",
        cash_cents=cents,
        barred=_barred(reader, head, cash, staff_id, now, is_offline=is_offline)
        if cash is not None
        else None,
        waits=cash is not None and is_awaited(cash),
        held_back=held_back(reader, held or cash),
        exchange_refund=held.id if held is not None else "",
        instead=taken_instead(reader, held.exchange) if held is not None else (),
        to_pay_cents=held.to_pay_cents if held is not None else 0,
        may_take=held is not None and may_take(held),
        sent=_sent(held or lost) if units or held is not None else None,
        article_id=next((line.article_id for line in lines if {*unit_names(line)} & {*units}), 0),
        open_units=len(units),
        open_cents=left.total_cents if left is not None else 0,
        open_need=left.need if left is not None else Need.NOBODY,
        never_came=NEVER_HAD in why,
        costs_less=COSTS_LESS in why,
        uncovered=uncovered_in(reader, head, lines),
    )


def was_turned_down(rows: Sequence[Refund]) -> bool:
    """Whether the last word on a return's money was no; its refunds in the order of their proposals."""
    return bool(rows) and rows[-1].state == RefundState.REFUSED


def uncovered_in(reader: Reader, head: Return, lines: Sequence[ReturnLine]) -> tuple[Uncovered, ...]:
    """What of a return's goods is here, and nothing is due for."""
    here = refused_lines(reader.session, head, lines)
    worth = _worth(reader, head, sale_of(reader.session, head.sale_id), here)
    return tuple(
        Uncovered(
            line_id=line.id,
            name=line.name,
            units=len(unit_names(line)),
            why=line.why,
            until=None if line.until is None else Instant(line.until),
            cents=worth.get(line.id, 0),
            may_override=line.may_override,
        )
        for line in here
    )


def _worth(reader: Reader, head: Return, sale: Sale | None, lines: Sequence[ReturnLine]) -> dict[str, int]:
    """What was paid for the units of these lines; without proof, what they cost lately."""
    if not lines:
        return {}
    if sale is None:
        at, days = Instant(head.declared_at), policy_of(reader.session, head.location_id).no_proof_days
        return {
            line.id: lowest_price(reader.session, line.article_id, at, days) * len(unit_names(line))
            for line in lines
        }
    paid = worth_of(sold_for(reader.session, head, sale, lines))
    return {line.id: sum(paid.get(unit, 0) for unit in unit_names(line)) for line in lines}


def held_back(reader: Reader, row: Refund | None) -> Refused | None:
    """Why nothing may be given for a refund now, with who can say more."""
    asked = asked_about(reader.session, row) if row is not None else None
    if asked is None:
        return None
    place = reader.session.get(Location, asked.location_id)
    is_own = asked.location_id == reader.location_id
    code = ASKED_HERE if is_own else ASKED_ELSEWHERE
    return Refused(
        PAID_BEFORE_HERE if asked.is_paid else code,
        number=asked.number,
        cents=asked.cents,
        place=place.name if place is not None else "",
    )


def left_open(reader: Reader, head: Return) -> Figures | None:
    """What is due for the units of a return that are neither refunded nor exchanged; None where there are
    none, and of a slip, whose sale is not found yet."""
    is_slip = not head.sale_id and head.has_proof
    units = [] if is_slip else open_units(reader.session, head)
    return figures(reader.session, head, units) if units else None


def goods_in(units: Collection[str], head: Return) -> list[str]:
    """The units that are goods, and not their delivery."""
    return [unit for unit in units if not head.sale_id or unit != delivery_id(head.sale_id)]


def may_take(row: Refund) -> bool:
    """Whether what is taken instead is to be handed out now, or, of what is ordered, paid."""
    if row.state in UNDECIDED or not row.exchange or row.is_exchange_out:
        return False
    return not row.sending or (bool(row.to_pay_cents) and not is_awaited(row))


def _sent(row: Refund | None) -> Sent | None:
    if row is None or not row.sending:
        return None
    sending = row.sending
    return Sent(
        way=Way(sending["way"]),
        name=sending.get("name", ""),
        reach=sending.get("phone", "") or sending.get("email", ""),
        promised_at=Instant(sending.get("promised_at", 0)),
        order_number=sending.get("order_number", ""),
        failed=sending.get("failed", ""),
        is_agreed=row.state not in UNDECIDED,
        is_out=row.is_exchange_out,
    )


def cash_left(row: Refund) -> int:
    """What of a refund is to be paid in cash still, in cents."""
    return sum(cents - done for means, cents, done in row.parts if means == Means.CASH)


def is_due(row: Refund) -> bool:
    """Whether somebody at the counter has to do with a refund now: cash to pay, articles to hand out."""
    pays = row.state in PAYS and cash_left(row) > 0
    return pays or may_take(row)


def _goods(reader: Reader, head: Return) -> tuple[Good, ...]:
    """What came back, with what its units are refunded at."""
    claims = rows_of(reader.session, RefundClaim, RefundClaim.return_id, [head.id])
    worth = {claim.unit_id: claim.cents for claim in claims}
    return tuple(
        Good(
            line.received or line.quantity,
            line.name,
            variant_words(line.size, line.colour),
            sum(worth.get(unit, 0) for unit in unit_names(line)),
        )
        for line in lines_of_return(reader.session, head)
    )


def given_back(reader: Reader, head: Return, refund: Refund) -> tuple[Good, ...]:
    """What one refund of a return is for, with what its units are worth."""
    claims = rows_of(reader.session, RefundClaim, RefundClaim.refund_id, [refund.id])
    worth, units = {claim.unit_id: claim.cents for claim in claims}, set(refund.units)
    found = []
    for line in lines_of_return(reader.session, head):
        names = [name for name in unit_names(line) if name in units]
        if names:
            cents = sum(worth.get(name, 0) for name in names)
            found.append(Good(len(names), line.name, variant_words(line.size, line.colour), cents))
    return tuple(found)


def _money(row: Refund) -> MoneyBack:
    return MoneyBack(
        id=row.id,
        kind=RefundKind(row.kind),
        state=RefundState(row.state),
        total_cents=row.total_cents,
        left_cents=sum(cents - done for _, cents, done in row.parts),
        parts=tuple(Part(Means(means), cents) for means, cents, *_ in row.parts),
    )


def taken_instead(reader: Reader, exchange: Sequence[Sequence[Any]]) -> tuple[Good, ...]:
    """What a refund's customer takes in place of money, with its price."""
    found = []
    for article_id, quantity, price_cents, *serials in exchange:
        article = reader.session.get(Article, article_id)
        name = article.name if article is not None else ""
        variant = variant_words(article.size, article.colour) if article is not None else ""
        words = " · ".join(part for part in (variant, *serials) if part)
        found.append(Good(quantity, name, words, quantity * price_cents))
    return tuple(found)


def _barred(
    reader: Reader, head: Return, cash: Refund, staff_id: str, now: Instant, *, is_offline: bool
) -> Refused | None:
    """Why cash cannot leave now. Of an exchange none does before what is taken instead is held."""
    asked = held_back(reader, cash)
    try:
        if asked is not None:
            return asked
        if is_awaited(cash):
            return Refused("exchange_is_awaited", number=head.number)
        may_pay_cash(reader.session, head, staff_id, cash_left(cash), now, is_offline=is_offline)
    except Refused as refusal:
        return refusal
    return None
