"""What the centre does around a command on a return: locks before it, money that goes after it."""

from __future__ import annotations

from core.commands import (
    ApproveRefund,
    CancelReturn,
    DeclareReturn,
    DisposeReturn,
    FindSale,
    GiveGoodsBack,
    GiveGoodwill,
    HandOutExchange,
    PayOutCash,
    ProposeRefund,
    RetryRefund,
)
from core.commands.definitions import RefundCommand, ReturnCommand
from core.commands.return_reading import policy_of
from core.feed.settings import restored_at
from core.model import Refund, Return, Sale, Staff
from core.model.gathered import rows_of
from core.orchestration.exchange_orders import follow_exchange, lock_orders
from core.orchestration.exchange_sales import write_exchange
from core.orchestration.perhaps_given import hold_back, tell_given_late
from core.orchestration.perhaps_paid import name_cards
from core.orchestration.refund_execution import begin
from core.orchestration.refund_signals import tell
from core.orchestration.region_sales import tell_region_again
from core.orchestration.return_transfers import join_transfer, lock_transfer
from core.orchestration.sale_sharing import share
from core.orchestration.unit import UnitOfWork
from core.rules.approval import is_too_old
from core.rules.errors import Refused
from core.rules.time import Instant

ENDS_OR_BEGINS = (DeclareReturn, FindSale, CancelReturn, GiveGoodsBack)
"""After these other units of a sale are named by a return than before."""


def lock_for_return(unit: UnitOfWork, command: ReturnCommand | RefundCommand, author: str) -> None:
    """Lock a sale before its returns, and a return before its refunds: two that want the same units wait for
    each other at the sale. Before them all comes what was ordered in exchange, whose order others lock first
    as well."""
    head = unit.session.get(Return, command.return_id)
    sale_id = command.sale_id if isinstance(command, DeclareReturn | FindSale) else ""
    sale_id = sale_id or (head.sale_id if head is not None else "")
    if isinstance(command, RefundCommand):
        known = unit.session.get(Refund, command.refund_id)
        # After a restore what comes of one may let others of its sale go on their way.
        is_restored = bool(sale_id and restored_at(unit.session))
        others = rows_of(unit.session, Refund, Refund.sale_id, [sale_id]) if is_restored else []
        lock_orders(unit, [*([known] if known is not None else []), *others])
    if sale_id:
        unit.lock(Sale, sale_id)
    if head is not None:
        unit.lock(Return, head.id)
        if isinstance(command, DisposeReturn):
            lock_transfer(unit, head, command.disposition)
    if isinstance(command, RefundCommand):
        unit.lock(Refund, command.refund_id)
    if isinstance(command, ApproveRefund | GiveGoodwill):
        # Their limit by the day is one, on however many devices they sign at once.
        unit.lock(Staff, author)


def after_return(unit: UnitOfWork, command: ReturnCommand, command_id: str) -> None:
    """The sale comes whole to the store that takes something of it back, and its region hears what is left
    of it; what goes on elsewhere joins its transfer."""
    if isinstance(command, DisposeReturn):
        join_transfer(unit, command, command_id)
    head = unit.session.get_one(Return, command.return_id)
    if not head.sale_id or not isinstance(command, ENDS_OR_BEGINS):
        return
    share(unit, [head.sale_id], head.location_id, head.declared_by)
    tell_region_again(unit, head.sale_id)


def after_refund(unit: UnitOfWork, command: RefundCommand) -> None:
    """Let money go that may.

    Raises:
        Refused: `approval_too_old`: it was given with the line cut, too long ago. Nothing is approved then.
            So it is for a gesture: a clock that is put back does not open the limit of another day.
    """
    refund = unit.session.get(Refund, command.refund_id)
    if refund is None:
        return
    if isinstance(command, ApproveRefund | GiveGoodwill):
        limits = policy_of(unit.session, refund.location_id).limits
        given_at = command.signed_at if isinstance(command, ApproveRefund) else refund.proposed_at
        if is_too_old(limits, Instant(given_at), unit.at):
            raise Refused("approval_too_old")
    if isinstance(command, ProposeRefund):
        tell(unit.session, refund)
        name_cards(unit, refund.sale_id, refund.id)
    hold_back(unit, refund)
    tell_region_again(unit, refund.sale_id)
    if isinstance(command, PayOutCash | HandOutExchange):
        tell_given_late(unit, refund)
    follow_exchange(unit, refund, command)
    if isinstance(command, HandOutExchange) and not refund.sending:
        write_exchange(unit, refund)
    begin(unit, refund, is_checked=isinstance(command, RetryRefund) and bool(command.checked.strip()))
