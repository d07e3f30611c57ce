"""A person settles a contradiction, by a deed or by a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from core.commands import counting, handover, packing, settling_credits, settling_deliveries, settling_went
from core.commands import definitions as d
from core.commands.context import Context
from core.commands.loading import lines_of, step
from core.model import ExceptionCase, Fulfilment
from core.rules.errors import Refused
from core.rules.exceptions import QUARANTINED, Resolution, choices_of, permission_of, verb_of
from core.rules.fulfilment import FulfilmentState, FulfilmentVerb
from core.rules.quantities import is_fully_worked
from core.rules.stock import MovementKind


def settle(context: Context, command: d.SettleException) -> None:
    """Do what was chosen, and close the case with who, what and why. What is the centre's part (to find
    another place, to accept what was held back) is done there, in the same transaction.

    Raises:
        Refused: `unknown_case`, `already_settled`; `not_acceptable`: nothing of it is held back;
            `not_a_choice`: not about this, or not where its order stands by now; `not_permitted`; as
            `core.commands.settling_went.check_cards`, and `core.commands.same_box.is_same_box`.
    """
    case = context.session.get(ExceptionCase, command.case_id)
    is_there = case is not None and case.aggregate == command.case_aggregate
    if case is None or not is_there or case.location_id != context.actor.location_id:
        raise Refused("unknown_case", case_id=command.case_id)
    if case.settled_at is not None:
        raise Refused("already_settled", case_id=command.case_id)
    choice = command.resolution
    if choice is Resolution.ACCEPT and case.kind != QUARANTINED:
        raise Refused("not_acceptable", code=case.kind)
    permission = permission_of(choice, case.kind)
    if not context.actor.may(permission):
        raise Refused("not_permitted", permission=permission.value)
    head = fulfilment_in(context, case.aggregate)
    if choice is not Resolution.CLOSE:
        _do(context, command, case, head)
    context.settle(case, choice)
    case.settlement = command.settlement


def fulfilment_in(context: Context, aggregate: str) -> Fulfilment | None:
    """The fulfilment that an aggregate is, if it is one of this place that is known here, or on its way to
    it."""
    kind, _, key = aggregate.partition(":")
    head = context.session.get(Fulfilment, key) if kind == "fulfilment" else None
    if head is None or head.location_id == context.actor.location_id:
        return head
    is_coming = head.state == FulfilmentState.DISPATCHED
    return head if is_coming and head.collect_location_id == context.actor.location_id else None


def _do(context: Context, command: d.SettleException, case: ExceptionCase, head: Fulfilment | None) -> None:
    choice = command.resolution
    known = head is not None and head.state in set(FulfilmentState)
    state = FulfilmentState(head.state) if head is not None and known else None
    if choice not in choices_of(case.kind, state, str(case.data.get("code", ""))):
        raise Refused("not_a_choice", choice=choice.value, state=head.state if head else "")
    settling_went.check_cards(case, command)
    if choice in settling_credits.DEEDS:
        settling_credits.do(context, choice, case, command.paid_reference)
    elif head is not None and choice in _DEEDS:
        _DEEDS[choice](context, command, case, head)
    elif head is None:
        settling_deliveries.do(context, choice, case, command.other_number)


def _count(context: Context, _command: d.SettleException, case: ExceptionCase, head: Fulfilment) -> None:
    named = case.data.get("name")
    lines = lines_of(context, head)
    about = [line for line in lines if line.name == named] or lines
    seen: set[int] = set()
    for line in about:
        if line.article_id not in seen:
            counting.ask(context, line, head.location_id, case.kind)
        seen.add(line.article_id)


def _put_back(context: Context, _command: d.SettleException, _case: ExceptionCase, head: Fulfilment) -> None:
    handover.put_back(context, d.PutBack(fulfilment_id=head.id))


def _put_surplus_back(
    context: Context, _command: d.SettleException, _case: ExceptionCase, head: Fulfilment
) -> None:
    """Pieces with a serial number beyond what was ordered go back last come, first."""
    step(context, head, FulfilmentVerb.UNPICK)
    for line in lines_of(context, head):
        surplus = max(0, line.picked - max(0, line.quantity - line.short))
        kept, back = line.serials[: line.picked - surplus], line.serials[line.picked - surplus :]
        for serial in back:
            context.move(MovementKind.UNPICKED, line.article_id, head.location_id, 1, serial=serial)
        context.move(MovementKind.UNPICKED, line.article_id, head.location_id, surplus - len(back))
        line.picked -= surplus
        line.serials = list(kept)
    if is_fully_worked([line.quantities() for line in lines_of(context, head)]):
        step(context, head, FulfilmentVerb.COMPLETE_PICK)


def _send_elsewhere(
    context: Context, command: d.SettleException, _case: ExceptionCase, head: Fulfilment
) -> None:
    if verb_of(command.resolution, FulfilmentState(head.state)) is not None:
        handover.give_up(context, head, FulfilmentVerb.REJECT, command.settlement)


def _reopen(context: Context, command: d.SettleException, _case: ExceptionCase, head: Fulfilment) -> None:
    packing.reopen(context, d.ReopenFulfilment(fulfilment_id=head.id, reason=command.settlement))


def _lose(context: Context, _command: d.SettleException, case: ExceptionCase, head: Fulfilment) -> None:
    """Nobody has it: what had left with it is with nobody, and is wanted still. Where others of its parcels
    have come, the centre takes off what was in those that are lost."""
    if case.data.get("came"):
        return
    step(context, head, FulfilmentVerb.LOSE)
    for line in lines_of(context, head):
        line.handed_over = 0


def _deliver(context: Context, _command: d.SettleException, _case: ExceptionCase, head: Fulfilment) -> None:
    step(context, head, FulfilmentVerb.DELIVER)


Deed = Callable[[Context, d.SettleException, ExceptionCase, Fulfilment], None]

_DEEDS: Mapping[Resolution, Callable[[Context, d.SettleException, ExceptionCase, Fulfilment], None]] = (
    MappingProxyType(
        {
            Resolution.COUNT: _count,
            Resolution.PUT_BACK: _put_back,
            Resolution.PUT_SURPLUS_BACK: _put_surplus_back,
            Resolution.SEND_ELSEWHERE: _send_elsewhere,
            Resolution.REOPEN: _reopen,
            Resolution.LOST: _lose,
            Resolution.DELIVERED: _deliver,
        }
    )
)
"""What a choice does here. Accepting and calling off are the centre's, labels are printed beside it."""
