"""What a refund of some units of a return comes to: for the screen that shows it and for its handler.

It reads the sale, what the policy said, and what has gone back already.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec
from sqlalchemy.orm import Session

from core.commands.region_reading import region_body
from core.commands.return_reading import (
    claims_on,
    lines_of_return,
    lowest_price,
    policy_of,
    refunded_of,
    sale_lines,
    sale_of,
    sold_of,
    units_of_refunds,
)
from core.model import Refund, Return, ReturnLine, Sale
from core.model.gathered import rows_of
from core.rules.approval import Need, is_covered, need_of
from core.rules.errors import Refused
from core.rules.refund import LIVING, Means, Part, RefundKind
from core.rules.refund_money import (
    Sold,
    allocate,
    delivery_id,
    due,
    exchange,
    fee_due,
    taxes_of,
    unit_id,
    worth_of,
)
from core.rules.return_delivery import delivery_due, delivery_units
from core.rules.return_policy import Ground, ReturnPolicy
from core.rules.returns import ReturnState
from core.rules.time import Instant

HERE = (ReturnState.RECEIVED, ReturnState.GRADED, ReturnState.DISPOSED)


class Figures(msgspec.Struct, frozen=True):
    """What a refund comes to, in cents.

    Attributes:
        units: what goes back for each unit by its name.
        fee_cents: what the chain keeps.
        total_cents: what leaves, after the fee and what is taken in exchange.
        to_pay_cents: what the customer pays, where the new articles cost more.
        parts: how it goes back to the means paid with, in the chain's order.
        taxes: the tax within the units, by rate in basis points.
        need: whose word it takes.
        paid, refunded: what the sale was paid with, and what has gone back of it.
    """

    units: dict[str, int]
    fee_cents: int
    total_cents: int
    to_pay_cents: int
    parts: tuple[Part, ...]
    taxes: dict[int, int]
    need: Need
    paid: tuple[Part, ...]
    refunded: tuple[Part, ...]


def open_units(session: Session, head: Return) -> list[str]:
    """The units of a return that can be refunded now: here, taken back, not claimed; and the delivery, where
    the law wants it back and nothing of the sale stays with the customer."""
    lines = lines_of_return(session, head)
    units = [name for line in lines if is_refundable(line) for name in unit_names(line)]
    sale = sale_of(session, head.sale_id)
    if sale is None:
        taken = units_of_refunds(session, head)
        return [name for name in units if name not in taken]
    claimed = claims_on(session, sale.id)
    units = [name for name in units if name not in claimed]
    delivery = delivery_id(sale.id)
    worth = worth_of(sold_for(session, head, sale, lines))
    return [*units, *delivery_units(worth, units, claimed, delivery)]


def sold_for(session: Session, head: Return, sale: Sale, lines: Sequence[ReturnLine]) -> Sold:
    """A sale as the rules know it, with what of its delivery goes back for these lines of a return."""
    sold = sold_of(sale, sale_lines(session, sale.id))
    policy = policy_of(session, head.location_id)
    delivery_cents = delivery_due(policy, sold.delivery_cents, [line.ground for line in lines])
    return msgspec.structs.replace(sold, delivery_cents=delivery_cents)


def lines_with(lines: Sequence[ReturnLine], units: Collection[str]) -> list[ReturnLine]:
    """The lines that have some of these units; all where none has."""
    return [line for line in lines if not set(unit_names(line)).isdisjoint(units)] or list(lines)


def unit_names(line: ReturnLine) -> list[str]:
    """The units of a line that are here, by name: of the sale, or of the return where no sale is known."""
    if line.sale_line_id:
        return [unit_id(line.sale_line_id, place) for place in line.units[: line.received]]
    return [unit_id(line.id, place) for place in range(min(line.received, line.quantity))]


def is_refundable(line: ReturnLine) -> bool:
    """Whether money may go back for it: its goods are here, and it is taken back."""
    return line.state in HERE and bool(line.ground != Ground.NONE or line.override_by)


def refused_lines(session: Session, head: Return, lines: Sequence[ReturnLine]) -> list[ReturnLine]:
    """Of a return's lines those whose goods are here, and nothing is due for: somebody takes them back all
    the same, where the chain lets them, or their customer has them again. Of a slip nobody knows yet."""
    here = [line for line in lines if line.state in HERE and not is_refundable(line)]
    is_unknown = bool(here) and head.has_proof and sale_of(session, head.sale_id) is None
    return [] if is_unknown else here


def figures(
    session: Session,
    head: Return,
    units: Collection[str],
    new_cents: int = 0,
    besides: str = "",
) -> Figures:
    """What a refund of these units comes to.

    Args:
        new_cents: what is taken in exchange costs.
        besides: the refund itself, where it has its claims already.

    Raises:
        Refused: `no_units`, `unknown_unit`, `unit_claimed`, `goods_not_here`, `return_not_eligible` (with
            why), `delivery_not_due`, `more_than_was_paid`, `sale_not_found_yet`.
    """
    lines = lines_of_return(session, head)
    chosen = _lines_of(lines, units, delivery_id(head.sale_id) if head.sale_id else "")
    policy = policy_of(session, head.location_id)
    sale = sale_of(session, head.sale_id)
    if sale is None:
        return _without_sale(session, policy, head, chosen, units, new_cents)
    sold = sold_for(session, head, sale, chosen or lines)
    if delivery_id(sale.id) in units and not sold.delivery_cents:
        raise Refused("delivery_not_due")
    worth = due(sold, units, claims_on(session, sale.id, besides))
    fees = [line.fee_cents for line in chosen]
    fee_cents = fee_due(fees, fees_kept(session, sale.id, besides), sum(worth.values()))
    net = exchange(sum(worth.values()) - fee_cents, new_cents)
    refunded = tuple(refunded_of(session, sale.id))
    is_by_policy = is_covered(sale.kind, (line.ground != Ground.NONE for line in chosen))
    return Figures(
        units=worth,
        fee_cents=fee_cents,
        total_cents=net.back_cents,
        to_pay_cents=net.to_pay_cents,
        parts=allocate(net.back_cents, sold.paid, refunded, policy.means_order),
        taxes=taxes_of(sold, units),
        need=need_of(
            policy.limits,
            net.back_cents + without_a_word(session, sale.id, besides),
            is_by_policy=is_by_policy,
        ),
        paid=sold.paid,
        refunded=refunded,
    )


def _lines_of(lines: Sequence[ReturnLine], units: Collection[str], delivery: str) -> list[ReturnLine]:
    """The lines that these units are of; each of them may be refunded."""
    owner = {name: line for line in lines for name in unit_names(line)}
    asked = {
        unit_id(line.sale_line_id or line.id, place): line
        for line in lines
        for place in (line.units or range(line.quantity))
    }
    chosen: dict[str, ReturnLine] = {}
    for unit in units:
        if unit == delivery:
            continue
        if unit not in owner:
            raise Refused("goods_not_here") if unit in asked else Refused("unknown_unit", unit=unit)
        line = owner[unit]
        if not is_refundable(line):
            raise Refused("return_not_eligible", name=line.name, why=line.why)
        chosen[line.id] = line
    return list(chosen.values())


def without_a_word(session: Session, sale_id: str, besides: str = "") -> int:
    """What goes back for a sale already, or has gone, without anybody's word, in cents: a large refund is not
    made of small ones."""
    rows = _returned(session, sale_id, besides)
    told = region_body(session, sale_id)
    here = sum(row.total_cents for row in rows if row.need == Need.NOBODY)
    return here + (told.unsigned_cents if told else 0)


def fees_kept(session: Session, sale_id: str, besides: str = "") -> int:
    """What has been kept of a sale as a fee, in cents."""
    told = region_body(session, sale_id)
    here = sum(row.fee_cents for row in _returned(session, sale_id, besides))
    return here + (told.fee_cents if told else 0)


def _returned(session: Session, sale_id: str, besides: str) -> list[Refund]:
    """A sale's refunds that count, without one of them."""
    rows = rows_of(session, Refund, Refund.sale_id, [sale_id])
    living = (row for row in rows if row.id != besides and row.state in LIVING)
    return [row for row in living if row.kind == RefundKind.RETURN]


def _without_sale(
    session: Session,
    policy: ReturnPolicy,
    head: Return,
    lines: Sequence[ReturnLine],
    units: Collection[str],
    new_cents: int,
) -> Figures:
    """Without proof of purchase: store credit, at the lowest price of late, on somebody else's word."""
    if head.has_proof:
        raise Refused("sale_not_found_yet", number=head.number)
    at, taken = Instant(head.declared_at), units_of_refunds(session, head)
    for unit in units:
        if unit in taken:
            raise Refused("unit_claimed", unit=unit)
    worth = {
        unit: lowest_price(session, line.article_id, at, policy.no_proof_days)
        for line in lines
        for unit in unit_names(line)
        if unit in units
    }
    if not worth:
        raise Refused("no_units")
    net = exchange(sum(worth.values()), new_cents)
    credit = (Part(Means.STORE_CREDIT, net.back_cents),) if net.back_cents else ()
    return Figures(
        units=worth,
        fee_cents=0,
        total_cents=net.back_cents,
        to_pay_cents=net.to_pay_cents,
        parts=credit,
        taxes={},
        need=need_of(policy.limits, net.back_cents, is_by_policy=False),
        paid=credit,
        refunded=(),
    )
