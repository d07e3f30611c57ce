"""Substitutes: their customer is asked, what they answer is done, and silence ends the question."""

from __future__ import annotations

from sqlalchemy import Select, select

from core.commands import (
    AnsweredBy,
    AnswerSubstitute,
    Context,
    ProposeSubstitute,
    WithdrawSubstitute,
    fulfilment_aggregate,
)
from core.commands.definitions import FulfilmentCommand
from core.commands.substituting import answer, take
from core.model import Fulfilment, FulfilmentLine, Location, Notification, Order, OrderLine
from core.model.gathered import rows_of
from core.model.kept_statements import kept
from core.orchestration.chain_settings import Chain, ChainSetting, value_of
from core.orchestration.claims import open_claim, settle_reservations
from core.orchestration.exchange_ends import give_back
from core.orchestration.fulfilments import core_actor
from core.orchestration.notices import (
    CANCELLED,
    SUBSTITUTE,
    SUBSTITUTE_AGREED,
    SUBSTITUTE_DIFFERENCE,
    SUBSTITUTE_WITHDRAWN,
    notice_id,
    refund_of,
    tell_customer,
    was_told,
)
from core.orchestration.progress import progress_of
from core.orchestration.unit import UnitOfWork
from core.rules.agreement import AGREEMENT, AgreementState, AgreementVerb, reply_code
from core.rules.errors import Refused
from core.rules.fulfilment import FULFILMENT, FulfilmentState, FulfilmentVerb
from core.rules.ids import derive
from core.rules.time import MINUTE_MS, Instant

S, V = AgreementState, AgreementVerb


def after_substitute(
    unit: UnitOfWork, head: Fulfilment, order: Order, command: FulfilmentCommand, command_id: str
) -> None:
    """React to what a store has told of a substitute. Doing it twice changes nothing."""
    if isinstance(command, ProposeSubstitute):
        _ask(unit, head, order, derive(command_id, "line"))
    elif isinstance(command, AnswerSubstitute):
        _follow(unit, order, unit.session.get_one(FulfilmentLine, command.line_id))
    elif isinstance(command, WithdrawSubstitute):
        line = unit.session.get_one(FulfilmentLine, command.line_id)
        missing = unit.session.get_one(FulfilmentLine, line.substitutes)
        told = {"offered": words_of(line), "instead_of": words_of(missing)}
        tell_customer(unit, order, SUBSTITUTE_WITHDRAWN, line.id, told)


def _ask(unit: UnitOfWork, head: Fulfilment, order: Order, line_id: str) -> None:
    line = unit.session.get_one(FulfilmentLine, line_id)
    if not was_told(unit, SUBSTITUTE, line.id):
        open_claim(unit, line, head.location_id, line.quantity, head.order_id)
    missing = unit.session.get_one(FulfilmentLine, line.substitutes)
    minutes = value_of(unit.session, ChainSetting.SUBSTITUTE_ANSWER_MINUTES)
    told = {
        "location": unit.session.get_one(Location, head.location_id).name,
        "fulfilment_id": head.id,
        "line_id": line.id,
        "instead_of": words_of(missing),
        "offered": words_of(line),
        "price_cents": line.price_cents,
        "answer_until": unit.at + minutes * MINUTE_MS,
        "reply_code": reply_code(line.id),
    }
    tell_customer(unit, order, SUBSTITUTE, line.id, told)


def tell_differences(unit: UnitOfWork, head: Fulfilment, order: Order) -> None:
    """Tell what comes back for substitutes that have left and cost less than what was paid; once for each
    unit. Before they leave nothing does: they can still be cancelled, taken back or not be found, and the
    whole price counts then."""
    lines = {
        row.id: row for row in rows_of(unit.session, FulfilmentLine, FulfilmentLine.fulfilment_id, [head.id])
    }
    for line in lines.values():
        missing = lines.get(line.substitutes)
        if missing is None or not line.handed_over:
            continue
        units = line.handed_over - _units_told(unit, order, line)
        refund = refund_of(order, (missing.price_cents - line.price_cents) * max(0, units))
        if refund:
            told = {"line_id": line.id, "quantity": units, "offered": words_of(line)}
            cause = derive(line.id, "left", line.handed_over)
            more = {"instead_of": words_of(missing), **refund}
            tell_customer(unit, order, SUBSTITUTE_DIFFERENCE, cause, told | more)


def _units_told(unit: UnitOfWork, order: Order, line: FulfilmentLine) -> int:
    """Of how many units the difference was told; earlier versions told all of it at the yes."""
    agreed = unit.session.get(Notification, notice_id(line.id, SUBSTITUTE_AGREED))
    if agreed is not None and "refund_cents" in agreed.data:
        return line.quantity
    rows = unit.session.scalars(
        select(Notification).where(
            Notification.order_id == order.id, Notification.kind == SUBSTITUTE_DIFFERENCE
        )
    )
    return sum(row.data["quantity"] for row in rows if row.data["line_id"] == line.id)


def words_of(line: FulfilmentLine) -> str:
    """ "Veste Mistral, M, marine"."""
    return ", ".join(part for part in (line.name, line.size, line.colour) if part)


def _follow(unit: UnitOfWork, order: Order, line: FulfilmentLine) -> None:
    """What an answer, or none, means for the order: another article, or units not wanted any more."""
    missing = unit.session.get_one(FulfilmentLine, line.substitutes)
    if line.agreement == S.AGREED:
        told = {"offered": words_of(line), "instead_of": words_of(missing)}
        tell_customer(unit, order, SUBSTITUTE_AGREED, line.id, told)
    elif line.agreement in (S.DECLINED, S.LAPSED) and not was_told(unit, CANCELLED, line.id):
        _cancel(unit, order, line)


def _cancel(unit: UnitOfWork, order: Order, line: FulfilmentLine) -> None:
    wanted = unit.session.get_one(OrderLine, line.order_line_id)
    units = min(line.short, progress_of(unit.session, order).open_units().get(wanted.id, 0))
    if not units:
        return
    wanted.cancelled += units
    give_back(unit, order, line.id)
    told = [{"line": wanted.line_no, "quantity": units}]
    worth = wanted.unit_price_cents * units
    tell_customer(unit, order, CANCELLED, line.id, {"lines": told, **refund_of(order, worth)})


# The customer's own answer


def answer_of_customer(unit: UnitOfWork, order: Order, line_id: str, *, is_agreed: bool, code: str) -> None:
    """Take in what the customer answers by the code of their letter. The same answer again changes nothing.

    Args:
        order: locked.

    Raises:
        Refused: `unknown_substitute`, `wrong_reply_code`, `substitute_is_settled` with its `state`,
            `substitute_moved_on`: its order is packed already, or given up.
    """
    line = unit.session.get(FulfilmentLine, line_id)
    head = unit.lock(Fulfilment, line.fulfilment_id) if line is not None else None
    line = unit.lock(FulfilmentLine, line_id)
    if line is None or head is None or head.order_id != order.id or not line.agreement:
        raise Refused("unknown_substitute", line_id=line_id)
    if code.strip() != reply_code(line.id):
        raise Refused("wrong_reply_code", line_id=line_id)
    verb = V.AGREE if is_agreed else V.DECLINE
    if line.agreement == AGREEMENT.moves[(S.ASKED, verb)].to:
        return
    if line.agreement != S.ASKED:
        raise Refused("substitute_is_settled", name=line.name, state=line.agreement)
    if not FULFILMENT.allows(FulfilmentState(head.state), FulfilmentVerb.ANSWER_SUBSTITUTE):
        raise Refused("substitute_moved_on", name=line.name, state=head.state)
    command = AnswerSubstitute(
        fulfilment_id=head.id, line_id=line.id, is_agreed=is_agreed, by=AnsweredBy.REPLY
    )
    answer(_context(unit, head, line, verb), command)
    settle_reservations(unit, head)
    _follow(unit, order, line)


def _context(unit: UnitOfWork, head: Fulfilment, line: FulfilmentLine, verb: AgreementVerb) -> Context:
    step_id = derive(line.id, verb.value, line.agreement_at or 0)
    return unit.context(core_actor(head.location_id), step_id, fulfilment_aggregate(head.id))


# Silence


@kept
def due_answers(chain: Chain, now: Instant, after: str, most: int) -> Select[str]:
    """Lines whose customer was asked long ago and has not answered."""
    query = select(FulfilmentLine.id).where(
        FulfilmentLine.agreement == S.ASKED.value,
        FulfilmentLine.agreement_at <= now - chain.substitute_answer_ms,
        FulfilmentLine.id > after,
    )
    return query.order_by(FulfilmentLine.id).limit(most)


def lapse(unit: UnitOfWork, chain: Chain, line_id: str) -> bool:
    """Without an answer the line is cancelled, and what was paid for it comes back."""
    seen = unit.session.get(FulfilmentLine, line_id)
    head = unit.session.get(Fulfilment, seen.fulfilment_id) if seen is not None else None
    order = unit.lock(Order, head.order_id) if head is not None else None
    head = unit.lock(Fulfilment, head.id) if head is not None else None
    line = unit.lock(FulfilmentLine, line_id)
    if order is None or head is None or line is None or line.agreement != S.ASKED:
        return False
    if (line.agreement_at or 0) > unit.at - chain.substitute_answer_ms:
        return False
    take(_context(unit, head, line, V.LAPSE), head, line, V.LAPSE)
    settle_reservations(unit, head)
    _follow(unit, order, line)
    return True
