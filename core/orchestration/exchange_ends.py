"""What becomes of an exchange whose order ends: its customer has neither the article nor the money.

Before it was agreed and paid nothing has moved, and the exchange ends with it. After that, the units that
were cancelled are a return that nobody has to bring: its store proposes their money, or another article. So
is what a substitute costs less.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from core.commands.exchanging import exchange_of, free_exchange, names_instead, tell_partly_gone
from core.commands.money_back import has_partly_gone
from core.commands.return_reading import claims_on, free_claims, step_refund, units_elsewhere
from core.model import (
    ExceptionCase,
    Fulfilment,
    FulfilmentLine,
    Order,
    OrderLine,
    Refund,
    RefundPart,
    Return,
    ReturnLine,
    Sale,
    SaleLine,
)
from core.model.gathered import rows_of
from core.orchestration.exchange_replaced import rests
from core.orchestration.exchange_sales import exchange_sale_id, sell_ordered, write_paid_in_vain
from core.orchestration.refund_words import context_of, parts_of
from core.orchestration.region_sales import tell_region_again
from core.orchestration.unit import UnitOfWork
from core.rules.exceptions import (
    EXCHANGE_CANCELLED,
    EXCHANGE_FREE_NOWHERE,
    EXCHANGE_PAID_IN_VAIN,
)
from core.rules.ids import derive
from core.rules.refund import EXCHANGE_SALE, GIVEN_UP, UNDECIDED, RefundVerb
from core.rules.refund_money import unit_id
from core.rules.refund_part import PartState
from core.rules.return_policy import Ground
from core.rules.returns import BROUGHT_BY_NOBODY, COSTS_LESS, NEVER_HAD, ReturnReason, ReturnState


def lock_exchange(unit: UnitOfWork, order: Order) -> Refund | None:
    """As `core.commands.exchanging.exchange_of`, locked, and before it what everybody locks before a refund.

    Args:
        order: locked.
    """
    found = exchange_of(unit.session, order)
    if found is None:
        return None
    if found.sale_id:
        unit.lock(Sale, found.sale_id)
    unit.lock(Return, found.return_id)
    return unit.lock(Refund, found.id)


def end_without(unit: UnitOfWork, refund: Refund, why: str = EXCHANGE_FREE_NOWHERE) -> None:
    """What was to be ordered is free nowhere any more, or its order was cancelled.

    Where nothing of the refund has moved, its units are free again, and its store chooses with the customer
    what they take instead. Where some has gone, or may have (cash that nobody had approved, credit while it
    is asked whether the units were paid before), the refund stands as it does, with its units: a person gives
    what had been kept for the new articles.

    Args:
        why: the kind of the case that says so.
    """
    context = context_of(unit, refund, derive(refund.id, why))
    name = names_instead(unit.session, refund)
    parts = parts_of(unit.session, refund)
    is_gone = has_partly_gone(refund) or any(_may_have_gone(part) for part in parts)
    if not is_gone:
        step_refund(context, refund, RefundVerb.WITHDRAW if refund.state in UNDECIDED else RefundVerb.DROP)
        free_claims(unit.session, refund)
        for part in parts:
            # Nobody sends what waits of it, or asks about it.
            if part.state == PartState.WAITING:
                part.state, part.due_at = PartState.VOID.value, None
    free_exchange(context, refund)
    refund.sending = {**refund.sending, "failed": why}
    # Its units can be refunded by any store of the region again.
    tell_region_again(unit, refund.sale_id)
    if is_gone:
        tell_partly_gone(context, refund, name)
    elif why == EXCHANGE_CANCELLED:
        context.contradiction(EXCHANGE_CANCELLED, number=refund.number, name=name)
    else:
        context.contradiction(EXCHANGE_FREE_NOWHERE, number=refund.number, name=name)


def _may_have_gone(part: RefundPart) -> bool:
    return part.is_unsure or part.state in (PartState.SENT, PartState.ACCEPTED, PartState.DONE)


def give_back(unit: UnitOfWork, order: Order, cause: str) -> bool:
    """Units of an order have just been cancelled; returns whether what is left of it is waited for by nobody
    any more. Of other orders than an exchange's it does nothing.

    Args:
        order: locked.
        cause: the identifier of what cancelled them; the return is named after it.
    """
    refund = lock_exchange(unit, order)
    is_given_up = refund is not None and (refund.state in GIVEN_UP or not refund.exchange)
    if refund is None or (is_given_up and not refund.is_exchange_out):
        return False
    if refund.is_exchange_out:
        come_back(unit, refund, order, cause)
        return False
    end_without(unit, refund, EXCHANGE_CANCELLED)
    return True


def reach(unit: UnitOfWork, order: Order, refund: Refund) -> dict[str, SaleLine]:
    """Sell what of an exchange's order is with its customer, or cancelled; returns the lines of its sale."""
    lines = rows_of(unit.session, OrderLine, OrderLine.order_id, [order.id])
    heads = rows_of(unit.session, Fulfilment, Fulfilment.order_id, [order.id])
    shares = rows_of(unit.session, FulfilmentLine, FulfilmentLine.fulfilment_id, [one.id for one in heads])
    gone = {line.id: line.cancelled for line in lines}
    as_ordered = [share for share in shares if not share.substitutes]
    for share in as_ordered:
        gone[share.order_line_id] = gone.get(share.order_line_id, 0) + share.handed_over
    sold = sell_ordered(unit, refund, gone)
    for share in as_ordered:
        if share.serials and share.handed_over:
            row = sold[share.order_line_id]
            row.serials = list(dict.fromkeys([*row.serials, *share.serials[: share.handed_over]]))
    return sold


def come_back(unit: UnitOfWork, refund: Refund, order: Order, cause: str) -> str:
    """Sell what has reached its customer by now; of what never will, and of what a substitute costs less, the
    money is theirs. Returns the number of the return that gives it, empty if there is nothing to give.

    Args:
        refund: the exchange, after it was agreed and paid.
        order: locked.
        cause: as of `give_back`.
    """
    sale_id, return_id = exchange_sale_id(refund), derive(cause, NEVER_HAD, order.id)
    sold = reach(unit, order, refund)
    known = _known(unit, sale_id)
    wanted = {}
    for line in rows_of(unit.session, OrderLine, OrderLine.order_id, [order.id]):
        row = sold[line.id]
        lost = line.cancelled - known.get(row.id, 0)
        wanted[row] = (NEVER_HAD, _free_places(unit, row, lost))
        for rest in rests(unit.session, row):
            wanted[rest] = (COSTS_LESS, _free_places(unit, rest, rest.quantity - known.get(rest.id, 0)))
    given = [(row, why, places) for row, (why, places) in wanted.items() if places]
    if not given:
        return ""
    return _bring(unit, refund, sale_id, return_id, given)


def give_back_paid(unit: UnitOfWork, refund_id: str, command_id: str) -> None:
    """Money came in for what was ordered, and was not to be paid then: it is paid back like that of what
    never came, to the means that it was paid with. Otherwise nothing is done.

    Args:
        refund_id: of a refund that is locked, and its return before it.
        command_id: of the command that told it.
    """
    case = unit.session.get(ExceptionCase, derive(command_id, "exception", 0))
    if case is None or case.kind != EXCHANGE_PAID_IN_VAIN:
        return
    refund = unit.session.get_one(Refund, refund_id)
    row = write_paid_in_vain(unit, refund, derive(case.id, "sale"), case.data["paid"])
    if row is not None:
        given = [(row, NEVER_HAD, [0])]
        number = _bring(unit, refund, row.sale_id, derive(case.id, NEVER_HAD), given)
        case.data = {**case.data, "number": number}


def _bring(
    unit: UnitOfWork,
    refund: Refund,
    sale_id: str,
    return_id: str,
    given: Sequence[tuple[SaleLine, str, list[int]]],
) -> str:
    """The return of units that nobody has to bring: a line of the sale, why, and their places on it."""
    before = unit.session.get_one(Return, refund.return_id)
    head = Return(
        id=return_id,
        number=_next_number(unit, before),
        location_id=before.location_id,
        sale_id=sale_id,
        receipt_code=before.number,
        customer_name=before.customer_name or refund.sending.get("name", ""),
        declared_by=refund.proposed_by,
        declared_device=refund.proposed_device,
        declared_at=unit.at,
    )
    unit.session.add(head)
    unit.session.flush()
    for place, (row, why, at) in enumerate(given, 1):
        unit.session.add(_never_had(unit, head, place, row, why, at))
    unit.session.flush()
    tell_region_again(unit, sale_id)
    return head.number


def _next_number(unit: UnitOfWork, before: Return) -> str:
    """Counted over all that was ordered in exchange with one return, which is locked."""
    stem = f"{before.number}-"
    taken = unit.session.scalars(
        select(Return.number)
        .join(Sale, Sale.id == Return.sale_id)
        .where(Sale.receipt_code == before.number, Sale.kind == EXCHANGE_SALE)
    )
    return f"{stem}{sum(number.startswith(stem) for number in taken) + 1}"


def _free_places(unit: UnitOfWork, row: SaleLine, units: int) -> list[int]:
    """The last places of a line that no return names and no refund has: what has left may be lost after
    others were given back, and fewer are sold then than before."""
    named = units_elsewhere(unit.session, row.sale_id, [row.id], "").get(row.id, set())
    claimed = claims_on(unit.session, row.sale_id)
    free = [
        place for place in range(row.quantity) if place not in named and unit_id(row.id, place) not in claimed
    ]
    return free[-units:] if units > 0 else []


def _known(unit: UnitOfWork, sale_id: str) -> dict[str, int]:
    """Units that have come back in this way before, by the sale's line."""
    query = (
        select(ReturnLine.sale_line_id, func.sum(ReturnLine.quantity))
        .join(Return, Return.id == ReturnLine.return_id)
        .where(Return.sale_id == sale_id, ReturnLine.why.in_(BROUGHT_BY_NOBODY))
        .group_by(ReturnLine.sale_line_id)
    )
    return {row[0]: int(row[1]) for row in unit.session.execute(query)}


def _never_had(
    unit: UnitOfWork, head: Return, place: int, row: SaleLine, why: str, at: list[int]
) -> ReturnLine:
    """Its goods are with whoever had them: nothing is received, graded or put away."""
    return ReturnLine(
        id=derive(head.id, "line", place),
        return_id=head.id,
        line_no=place,
        sale_line_id=row.id,
        article_id=row.article_id,
        sku=row.sku,
        gtin=row.gtin,
        name=row.name,
        category=row.category,
        size=row.size,
        colour=row.colour,
        quantity=len(at),
        units=at,
        reason=ReturnReason.TOO_LATE.value,
        state=ReturnState.DISPOSED.value,
        state_at=unit.at,
        ground=Ground.CONFORMITY.value,
        why=why,
        refund_by=None,
        received=len(at),
        disposed=len(at),
    )
