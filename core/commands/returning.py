"""A return over the counter: declared, its sale found, taken back all the same, or not brought at all."""

from __future__ import annotations

from core.commands import definitions as d
from core.commands.context import Context
from core.commands.return_reading import (
    is_leased,
    judged,
    line_of_return,
    lines_of_return,
    policy_of,
    return_of,
    sale_of,
    sold_line,
    step_line,
    units_elsewhere,
    units_of_refunds,
)
from core.model import Article, Return, ReturnLine
from core.model.gathered import rows_of
from core.rules.errors import Refused
from core.rules.pieces import place_of_piece
from core.rules.return_policy import Ground, Verdict
from core.rules.returns import RETURN_NUMBERS, RETURN_PREFIX, ReturnState, ReturnVerb

NO_PROOF = "no_proof"
MORE_THAN_BOUGHT = "more_than_bought"
SERIAL_WRONG = "serial_wrong"
_BOUGHT = ("sku", "gtin", "name", "category", "size", "colour", "exclusion")


def declare(context: Context, command: d.DeclareReturn) -> None:
    """A return with its lines, and what the policy says of each.

    Raises:
        Refused: `return_known`; the runner turns it into a quarantine.
    """
    if context.session.get(Return, command.return_id) is not None:
        raise Refused("return_known", return_id=command.return_id)
    _check_number(context, command.number)
    sale = sale_of(context.session, command.sale_id)
    head = Return(
        id=command.return_id,
        number=command.number,
        location_id=context.actor.location_id,
        sale_id=sale.id if sale is not None else "",
        receipt_code=command.receipt_code or (sale.receipt_code if sale is not None else ""),
        customer_name=command.customer_name or (sale.customer_name if sale is not None else ""),
        has_proof=command.has_proof,
        declared_by=context.actor.staff_id,
        declared_device=context.actor.device_id,
        declared_at=context.at,
        note=command.note,
    )
    context.session.add(head)
    for place, draft in enumerate(command.lines):
        line = _line(context, command, place, draft)
        context.session.add(line)
        if sale is not None:
            _identify(context, head, line, draft.sale_line_id, draft.units)
        elif not command.has_proof:
            _without_proof(context, head, line)


def _check_number(context: Context, number: str) -> None:
    """The number is on the customer's receipt already: a wrong one is recorded, and told."""
    is_used = bool(rows_of(context.session, Return, Return.number, [number]))
    if is_used or not is_leased(context, RETURN_NUMBERS, RETURN_PREFIX, number):
        context.contradiction("return_number_wrong", number=number)


def _line(context: Context, command: d.DeclareReturn, place: int, draft: d.ReturnLineDraft) -> ReturnLine:
    article = context.session.get(Article, draft.article_id)
    return ReturnLine(
        id=context.child("line", place),
        return_id=command.return_id,
        line_no=place + 1,
        article_id=draft.article_id,
        sku=article.sku if article else "",
        gtin=article.gtin if article else "",
        name=draft.name or (article.name if article else ""),
        category=article.category if article else "",
        size=article.size if article else "",
        colour=article.colour if article else "",
        exclusion="",
        quantity=draft.quantity,
        units=[],
        serial=draft.serial,
        reason=draft.reason.value,
        state=ReturnState.DECLARED.value,
        state_at=context.at,
        ground=Ground.NONE.value,
        why="",
        received=0,
        disposed=0,
        condition="",
        override_by="",
    )


def _identify(context: Context, head: Return, line: ReturnLine, sale_line_id: str, units: list[int]) -> None:
    """Which units of the sale they are. More than were bought, or one twice, is told."""
    sold = sold_line(context.session, head.sale_id, sale_line_id)
    if sold is None or sold.article_id != line.article_id:
        _doubt(context, head, line, MORE_THAN_BOUGHT)
        return
    line.sale_line_id = sold.id
    for name in _BOUGHT:
        setattr(line, name, getattr(sold, name))
    taken = units_elsewhere(context.session, head.sale_id, [sold.id], head.id).get(sold.id, set())
    taken |= {
        unit
        for other in lines_of_return(context.session, head)
        if other.id != line.id and other.sale_line_id == sold.id
        for unit in other.units
    }
    places = sorted(set(units))
    line.units = places
    if len(places) != line.quantity or taken & set(places) or any(unit >= sold.quantity for unit in places):
        _doubt(context, head, line, MORE_THAN_BOUGHT)
        return
    note_verdict(line, judged(context, policy_of(context.session, head.location_id), head, line))
    is_eligible = line.ground != Ground.NONE
    step_line(context, head, line, ReturnVerb.ACCEPT if is_eligible else ReturnVerb.DOUBT)


def _doubt(context: Context, head: Return, line: ReturnLine, why: str) -> None:
    context.contradiction("return_more_than_bought", number=head.number, name=line.name)
    line.why, line.may_override = why, False
    step_line(context, head, line, ReturnVerb.DOUBT)


def _without_proof(context: Context, head: Return, line: ReturnLine) -> None:
    policy = policy_of(context.session, head.location_id)
    line.why = NO_PROOF
    line.may_override = policy.takes_without_proof
    step_line(context, head, line, ReturnVerb.DOUBT)


def note_verdict(line: ReturnLine, verdict: Verdict) -> None:
    line.ground, line.why, line.until = verdict.ground.value, verdict.why, verdict.until
    line.fee_cents, line.may_override = verdict.fee_cents, verdict.may_override
    line.refund_by = verdict.refund_by


def find_sale(context: Context, command: d.FindSale) -> None:
    """A slip's sale was found: its lines are judged as on the day on which they were declared.

    Raises:
        Refused: `unknown_return`, `other_location`, `sale_found_already`, `unknown_sale`, `unknown_line`,
            `unit_claimed`: it was paid for without proof.
    """
    head = return_of(context, command)
    if head.sale_id:
        raise Refused("sale_found_already", number=head.number)
    for unit in sorted(units_of_refunds(context.session, head)):
        raise Refused("unit_claimed", unit=unit)
    sale = sale_of(context.session, command.sale_id)
    if sale is None:
        raise Refused("unknown_sale", sale_id=command.sale_id)
    head.sale_id, head.receipt_code, head.has_proof = sale.id, sale.receipt_code, True
    head.customer_name = head.customer_name or sale.customer_name
    for found in command.lines:
        line = line_of_return(context, head, found.line_id)
        before = line.state
        line.state = ReturnState.DECLARED.value
        _identify(context, head, line, found.sale_line_id, found.units)
        if before not in (ReturnState.DECLARED, ReturnState.NEEDS_OVERRIDE):
            # Its goods are here already; only what the policy says of them is new.
            line.state = before
            check_serial(context, head, line)


def override(context: Context, command: d.OverrideReturn) -> None:
    """Taken back all the same.

    Raises:
        Refused: `override_without_reason`, `not_overridable`, `unknown_line`, `not_in_this_state`.
    """
    head = return_of(context, command)
    if not command.reason.strip():
        raise Refused("override_without_reason")
    for line_id in command.line_ids:
        line = line_of_return(context, head, line_id)
        if not line.may_override:
            raise Refused("not_overridable", name=line.name, why=line.why)
        step_line(context, head, line, ReturnVerb.OVERRIDE)
        line.override_by, line.override_reason = context.actor.staff_id, command.reason


def cancel(context: Context, command: d.CancelReturn) -> None:
    """The customer keeps it.

    Raises:
        Refused: `not_in_this_state`: some of it is here.
    """
    head = return_of(context, command)
    for line in lines_of_return(context.session, head):
        if line.state != ReturnState.CANCELLED:
            step_line(context, head, line, ReturnVerb.CANCEL)


def check_serial(context: Context, head: Return, line: ReturnLine) -> None:
    """The piece must be the one that was sold: another is kept, and nothing is paid for it."""
    sold = sold_line(context.session, head.sale_id, line.sale_line_id)
    if sold is None or not sold.serials or not line.units:
        return
    if place_of_piece(sold.serials, line.units, line.serial) is not None:
        return
    wanted = [sold.serials[place] for place in line.units if place < len(sold.serials)]
    context.contradiction(
        "return_serial_wrong",
        number=head.number,
        name=line.name,
        serial=line.serial,
        sold=sorted(wanted or sold.serials),
    )
    line.ground, line.why, line.may_override = Ground.NONE.value, SERIAL_WRONG, False
    line.override_by = ""
