"""Runs one command on one transaction: who may, what is plausible, the handler, the outcome.

The same function runs on a workstation and on the core; only the session and the ledger differ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from core.commands import (
    approving,
    arriving,
    counting,
    exchanging,
    goodwill,
    handover,
    intake,
    labelling,
    leaving,
    packing,
    paying,
    picking,
    placing,
    receiving,
    refunding,
    return_goods,
    returning,
    settling,
    substituting,
    transferring,
    unheard,
)
from core.commands import definitions as d
from core.commands.context import Context
from core.commands.outcome import APPLIED, Outcome, OutcomeStatus
from core.model.capture import Capture
from core.rules.errors import Refused
from core.rules.plausibility import implausible_quantity, implausible_weight

Handler = Callable[[Context, Any], None]

HANDLERS: Mapping[type[d.Command], Handler] = MappingProxyType(
    {
        d.ClaimFulfilment: picking.claim,
        d.ReleaseFulfilment: picking.release,
        d.PickLine: picking.pick,
        d.UndoPick: picking.undo_pick,
        d.ShortLine: picking.short,
        d.UndoShort: picking.undo_short,
        d.ProposeSubstitute: substituting.propose,
        d.AnswerSubstitute: substituting.answer,
        d.WithdrawSubstitute: substituting.withdraw,
        d.CloseEmpty: packing.close_empty,
        d.PackFulfilment: packing.pack,
        d.StageFulfilment: packing.stage,
        d.ReopenFulfilment: packing.reopen,
        d.HandOver: unheard.hand_over_as_labelled,
        d.HandOverPart: handover.hand_over_part,
        d.TryOn: handover.try_on,
        d.RefuseAtCounter: handover.refuse,
        d.RefusePart: handover.refuse_part,
        d.LiftPayment: handover.lift_payment,
        d.DispatchFulfilment: leaving.dispatch,
        d.PutBack: handover.put_back,
        d.RejectFulfilment: handover.reject,
        d.LimitIntake: intake.limit,
        d.PublishLabelTemplate: labelling.publish,
        d.KeepPlace: placing.keep_place,
        d.SettleException: settling.settle,
        d.CountArticle: counting.count,
        d.AskCount: counting.ask_articles,
        d.DeclareReturn: returning.declare,
        d.FindSale: returning.find_sale,
        d.OverrideReturn: returning.override,
        d.CancelReturn: returning.cancel,
        d.GiveGoodsBack: return_goods.give_back,
        d.ReceiveReturn: return_goods.receive,
        d.GradeReturn: return_goods.grade,
        d.PhotographGoods: return_goods.photograph,
        d.DisposeReturn: return_goods.dispose,
        d.ProposeRefund: refunding.propose,
        d.ApproveRefund: approving.approve,
        d.RefuseRefund: refunding.refuse,
        d.AskAboutRefund: refunding.ask,
        d.AnswerAboutRefund: refunding.answer,
        d.EscalateRefund: refunding.escalate,
        d.WithdrawRefund: refunding.withdraw,
        d.RetryRefund: paying.retry,
        d.SettleRefund: paying.settle_by_hand,
        d.PayOutCash: paying.pay_out,
        d.GiveGoodwill: goodwill.give_goodwill,
        d.HandOutExchange: exchanging.hand_out_exchange,
        d.DropExchange: exchanging.drop_exchange,
        d.OpenDelivery: receiving.open_delivery,
        d.ReceiveCarton: receiving.receive_carton,
        d.ReceivePieces: receiving.receive_pieces,
        d.TakeOff: receiving.take_off,
        d.TellDamaged: receiving.tell_damaged,
        d.FinishDelivery: receiving.finish,
        d.ArriveFulfilment: arriving.arrive,
        d.RequestTransfer: transferring.request,
        d.ApproveTransfer: transferring.approve,
        d.RefuseTransfer: transferring.refuse,
        d.CancelTransfer: transferring.cancel,
    }
)


def run(context: Context, command: d.Command, capture: Capture, *, is_accepted: bool = False) -> Outcome:
    """Run the command's handler in `context.session`, all of it or nothing of it.

    A request beyond the actor's permissions is refused, a fact is quarantined: it may have happened all the
    same. `capture` watches the session, and forgets what a refusal takes back.

    Args:
        is_accepted: a person vouches for what was held back: whoever did it, it has happened.
    """
    barred = _held_back(context, command, is_accepted=is_accepted)
    if barred is not None:
        return barred
    mark = capture.mark()
    savepoint = context.session.begin_nested()
    try:
        HANDLERS[type(command)](context, command)
        context.session.flush()
    except Refused as refusal:
        savepoint.rollback()
        capture.return_to(mark)
        return _turned_down(command, refusal)
    savepoint.commit()
    return _done(context)


def run_unguarded(context: Context, command: d.Command) -> Outcome:
    """Run the command's handler without a savepoint, and write nothing to the database yet.

    One of many whose transaction is given up as a whole when one of them does not go through.

    Raises:
        Refused: the rules say no, and rows may have been changed in the session.
    """
    barred = _held_back(context, command, is_accepted=False)
    if barred is not None:
        return barred
    HANDLERS[type(command)](context, command)
    return _done(context)


def _held_back(context: Context, command: d.Command, *, is_accepted: bool) -> Outcome | None:
    barred = None if is_accepted else _barred(context, command)
    return barred or _absurd(command, is_accepted=is_accepted)


def _done(context: Context) -> Outcome:
    if context.contradictions:
        first = context.contradictions[0]
        return Outcome(OutcomeStatus.RECORDED, first.kind, dict(first.data))
    return APPLIED


def _barred(context: Context, command: d.Command) -> Outcome | None:
    status = OutcomeStatus.QUARANTINED if command.is_fact else OutcomeStatus.REFUSED
    if context.actor.is_revoked:
        return Outcome(status, "person_revoked", {"staff_id": context.actor.staff_id})
    if not context.actor.may(command.RULE.permission):
        return Outcome(status, "not_permitted", {"permission": command.RULE.permission.value})
    return None


def _absurd(command: d.Command, *, is_accepted: bool) -> Outcome | None:
    code = _implausible(command, is_accepted=is_accepted)
    return Outcome(OutcomeStatus.QUARANTINED, code) if code else None


def _implausible(command: d.Command, *, is_accepted: bool) -> str | None:
    quantity = getattr(command, "quantity", None)
    if quantity is not None and (code := implausible_quantity(quantity, is_accepted=is_accepted)):
        return code
    if isinstance(command, d.DeclareReturn | d.ReceiveReturn):
        for line in command.lines:
            if code := implausible_quantity(line.quantity, is_accepted=is_accepted):
                return code
    if isinstance(command, d.PackFulfilment):
        for parcel in command.parcels:
            if code := implausible_weight(parcel.weight_g, is_accepted=is_accepted):
                return code
            for units in parcel.contents.values():
                if code := implausible_quantity(units, is_accepted=is_accepted):
                    return code
    return None


def _turned_down(command: d.Command, refusal: Refused) -> Outcome:
    # A fact is never refused: what its handler cannot take in is kept for a person to look at.
    status = OutcomeStatus.QUARANTINED if command.is_fact else OutcomeStatus.REFUSED
    return Outcome(status, refusal.code, refusal.data)
