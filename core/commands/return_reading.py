"""How the handlers of returns find their rows, and hand them to the rules."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.commands.context import Context
from core.commands.definitions import RefundCommand, ReturnCommand
from core.commands.money_back import settle_paid_in_vain
from core.commands.region_reading import region_body, region_lines, region_sale
from core.model import (
    ArticlePrice,
    Location,
    NumberBlock,
    Refund,
    RefundClaim,
    Return,
    ReturnLine,
    ReturnPolicyRow,
    Sale,
    SaleLine,
    SignsFor,
    StoreCredit,
)
from core.model.gathered import delete, rows_of
from core.rules.errors import Refused
from core.rules.order import SaleType
from core.rules.permissions import Role
from core.rules.refund import LIVING, REFUND, Means, Part, RefundState, RefundVerb
from core.rules.refund_money import Sold, SoldLine
from core.rules.return_policy import Asked, ReturnPolicy, Verdict, judge, lowest_recent
from core.rules.returns import (
    CREDIT_NUMBERS,
    CREDIT_PREFIX,
    RETURN,
    Condition,
    ReturnReason,
    ReturnState,
    ReturnVerb,
    is_of_returns_block,
)
from core.rules.time import Instant

_AS_CREDIT = (Means.STORE_CREDIT, Means.GIFT_CARD)
FRANCE = "Europe/Paris"
CURRENCY = "EUR"


def return_of(context: Context, command: ReturnCommand | RefundCommand) -> Return:
    """The command's return.

    Raises:
        Refused: `unknown_return`; `other_location`. For a fact the runner turns either into a quarantine.
    """
    row = context.session.get(Return, command.return_id)
    if row is None:
        raise Refused("unknown_return", return_id=command.return_id)
    if row.location_id != context.actor.location_id:
        raise Refused("other_location", location_id=row.location_id)
    return row


def return_to_decide(context: Context, command: RefundCommand) -> Return:
    """The return of a refund that somebody has a word on: of their own store, or of one that they sign for.

    Raises:
        Refused: `unknown_return`; `other_location`.
    """
    row = context.session.get(Return, command.return_id)
    if row is not None and signs_for(context, row.location_id):
        return row
    return return_of(context, command)


def signs_for(context: Context, location_id: int) -> bool:
    """Whether the actor is a regional manager who signs for a store."""
    actor = context.actor
    is_regional = actor.role is Role.REGIONAL_MANAGER
    return is_regional and context.session.get(SignsFor, (actor.staff_id, location_id)) is not None


def lines_of_return(session: Session, head: Return) -> list[ReturnLine]:
    """The return's lines, by number."""
    return sorted(rows_of(session, ReturnLine, ReturnLine.return_id, [head.id]), key=lambda one: one.line_no)


def line_of_return(context: Context, head: Return, line_id: str) -> ReturnLine:
    """One line of the return.

    Raises:
        Refused: `unknown_line`.
    """
    row = context.session.get(ReturnLine, line_id)
    if row is None or row.return_id != head.id:
        raise Refused("unknown_line", line_id=line_id)
    return row


def refund_of(context: Context, command: RefundCommand) -> Refund:
    """The command's refund.

    Raises:
        Refused: `unknown_refund`.
    """
    row = context.session.get(Refund, command.refund_id)
    if row is None or row.return_id != command.return_id:
        raise Refused("unknown_refund", refund_id=command.refund_id)
    return row


def sale_of(session: Session, sale_id: str) -> Sale | None:
    """A sale that is known here, whole or by its region."""
    return (session.get(Sale, sale_id) or region_sale(session, sale_id)) if sale_id else None


def currency_of(session: Session, head: Return) -> str:
    """What a return's money is counted in: its sale's, or the house's."""
    sale = sale_of(session, head.sale_id)
    return sale.currency if sale is not None else CURRENCY


def sale_lines(session: Session, sale_id: str) -> list[SaleLine]:
    """The lines of a sale, by number."""
    rows = rows_of(session, SaleLine, SaleLine.sale_id, [sale_id])
    return sorted(rows, key=lambda one: one.line_no) if rows else region_lines(session, sale_id)


def sold_line(session: Session, sale_id: str, line_id: str) -> SaleLine | None:
    """One line of a sale; None where it is not of that sale, or not known."""
    row = session.get(SaleLine, line_id) if line_id else None
    if row is None:
        row = next((one for one in region_lines(session, sale_id) if one.id == line_id), None)
    return row if row is not None and row.sale_id == sale_id else None


def sold_of(sale: Sale, lines: Sequence[SaleLine]) -> Sold:
    """A sale as the rules know it."""
    return Sold(
        sale.id,
        tuple(SoldLine(one.id, one.quantity, one.paid_cents, one.tax_rate_bp) for one in lines),
        tuple(Part(Means(means), cents) for means, cents in sale.means),
        sale.delivery_cents,
    )


def claims_on(session: Session, sale_id: str, besides: str = "") -> set[str]:
    """The units of a sale that refunds have taken; without those of one refund."""
    rows = rows_of(session, RefundClaim, RefundClaim.sale_id, [sale_id])
    told = region_body(session, sale_id)
    return {row.unit_id for row in rows if row.refund_id != besides} | set(told.claimed if told else ())


def refunded_of(session: Session, sale_id: str) -> list[Part]:
    """What has gone back for a sale, is on its way, or was taken in other articles."""
    rows = rows_of(session, Refund, Refund.sale_id, [sale_id])
    living = [row for row in rows if row.state in LIVING and row.kind == "return"]
    back = [(means, cents) for row in living for means, cents, *_ in (*row.parts, *(row.kept or ()))]
    told = region_body(session, sale_id)
    return [Part(Means(means), cents) for means, cents in (*back, *(told.back if told else ()))]


def policy_of(session: Session, location_id: int) -> ReturnPolicy:
    """What a store takes back. Where only a newer program understands it, the usual policy."""
    row = session.get(ReturnPolicyRow, location_id)
    if row is None:
        return ReturnPolicy()
    try:
        return msgspec.convert(row.policy, ReturnPolicy)
    except msgspec.ValidationError:
        return ReturnPolicy()


def judged(context: Context, policy: ReturnPolicy, head: Return, line: ReturnLine) -> Verdict:
    """The policy's verdict on a line, of the day on which it was declared."""
    sale = sale_of(context.session, head.sale_id)
    sold = sold_line(context.session, head.sale_id, line.sale_line_id)
    place = context.session.get(Location, head.location_id)
    assert sale is not None and sold is not None, "a slip has no verdict"
    return judge(
        policy,
        Asked(
            sale_type=SaleType(sold.sale_type),
            reason=ReturnReason(line.reason),
            sold_at=Instant(sale.sold_at),
            at=Instant(head.declared_at),
            delivered_at=None if sale.delivered_at is None else Instant(sale.delivered_at),
            channel=sale.channel,
            category=line.category,
            article_id=line.article_id,
            tier=sale.tier,
            condition=Condition(line.condition) if line.condition else None,
            exclusion=sold.exclusion,
            timezone=place.timezone if place is not None else FRANCE,
        ),
    )


def lowest_price(session: Session, article_id: int, at: Instant, days: int) -> int:
    """The lowest price of an article in the last days, in cents; 0 where none is known."""
    rows = session.scalars(select(ArticlePrice).where(ArticlePrice.article_id == article_id))
    return lowest_recent([(Instant(row.valid_from), row.price_cents) for row in rows], at, days)


def price_at(session: Session, article_id: int, at: Instant) -> int | None:
    """The price of an article at an instant, in cents; None where none has begun."""
    prices = select(ArticlePrice.price_cents).where(
        ArticlePrice.article_id == article_id, ArticlePrice.valid_from <= at
    )
    return session.scalars(prices.order_by(ArticlePrice.valid_from.desc()).limit(1)).one_or_none()


def is_leased(context: Context, kind: str, prefix: str, number: str) -> bool:
    """Whether a number is of a block of the actor's device."""
    blocks = rows_of(context.session, NumberBlock, NumberBlock.device_id, [context.actor.device_id])
    return any(
        is_of_returns_block(number, prefix, block.first, block.last) for block in blocks if block.kind == kind
    )


def check_credit_number(context: Context, parts: Sequence[Part], number: str) -> None:
    """Say nothing if a number may be that of the credit among these parts.

    Raises:
        Refused: `credit_number_wrong`: it is used, or not of this device's block.
    """
    if not any(part.means in _AS_CREDIT for part in parts):
        return
    used = bool(rows_of(context.session, StoreCredit, StoreCredit.number, [number]))
    if used or not is_leased(context, CREDIT_NUMBERS, CREDIT_PREFIX, number):
        raise Refused("credit_number_wrong", number=number)


def step_line(context: Context, head: Return, line: ReturnLine, verb: ReturnVerb) -> ReturnState:
    """Take a line one verb further and return its state before.

    Raises:
        Refused: `not_in_this_state`, `state_of_a_newer_program`.
    """
    if line.state not in set(ReturnState):
        raise Refused("state_of_a_newer_program", order_number=head.number, state=line.state)
    before = ReturnState(line.state)
    move = RETURN.move(before, verb)
    if move.exception is not None:
        context.contradiction(move.exception, number=head.number, name=line.name, state=before.value)
    if move.to != line.state:
        line.state = ReturnState(move.to).value
        line.state_at = context.at
    return before


def step_refund(context: Context, refund: Refund, verb: RefundVerb) -> RefundState:
    """Take a refund one verb further and return its state before.

    Raises:
        Refused: `not_in_this_state`, `state_of_a_newer_program`.
    """
    if refund.state not in set(RefundState):
        raise Refused("state_of_a_newer_program", order_number=refund.number, state=refund.state)
    before = RefundState(refund.state)
    move = REFUND.move(before, verb)
    if move.exception is not None:
        about = {"number": refund.number, "cents": refund.total_cents, "currency": refund.currency}
        context.contradiction(move.exception, state=before.value, **about)
    if move.to != refund.state:
        refund.state = RefundState(move.to).value
        refund.state_at = context.at
        settle_paid_in_vain(context, refund)
    return before


def free_claims(session: Session, refund: Refund) -> None:
    """Its units can be refunded by another."""
    for claim in rows_of(session, RefundClaim, RefundClaim.refund_id, [refund.id]):
        delete(session, claim)


def units_of_refunds(session: Session, head: Return) -> set[str]:
    """The units that a return's own refunds have: without a sale nobody else knows them."""
    rows = rows_of(session, Refund, Refund.return_id, [head.id])
    return {unit for row in rows if row.state in LIVING for unit in row.units}


def units_elsewhere(
    session: Session, sale_id: str, sale_line_ids: Collection[str], besides: str
) -> dict[str, set[int]]:
    """Places on sold lines that other returns have named, leaving out what was cancelled."""
    told = region_body(session, sale_id)
    taken = {line_id: set(places) for line_id, places in (told.named if told else {}).items()}
    for row in rows_of(session, ReturnLine, ReturnLine.sale_line_id, list(sale_line_ids)):
        if row.return_id != besides and row.state != ReturnState.CANCELLED:
            taken.setdefault(row.sale_line_id, set()).update(row.units)
    return taken
