"""A store asks another one for goods, and its manager approves. The other's part is a fulfilment of its own,
which the core opens (`core.orchestration.transfers`)."""

from __future__ import annotations

from core.commands import definitions as d
from core.commands.context import Context
from core.commands.definitions.transfers import TransferCommand
from core.model import Article, Location, Transfer, TransferLine
from core.model.gathered import rows_of
from core.rules.availability import available_to_promise
from core.rules.errors import Refused
from core.rules.ids import derive
from core.rules.plausibility import implausible_quantity
from core.rules.transfer import TRANSFER, TransferState, TransferVerb


def request(context: Context, command: d.RequestTransfer) -> None:
    """A draft, for a manager to approve. Asked twice, it is one.

    Raises:
        Refused: `other_location`, `unknown_location`, `same_location`, `unknown_article`, `absurd_quantity`.
    """
    if command.location_id != context.actor.location_id:
        raise Refused("other_location", location_id=command.location_id)
    if command.from_location_id == command.location_id:
        raise Refused("same_location", location_id=command.location_id)
    if context.session.get(Location, command.from_location_id) is None:
        raise Refused("unknown_location", location=str(command.from_location_id))
    if context.session.get(Transfer, command.transfer_id) is not None:
        return
    for place, (article_id, units) in enumerate(sorted(command.units.items()), 1):
        code = implausible_quantity(units)
        if code:
            raise Refused(code, quantity=units)
        context.session.add(_line(context, command.transfer_id, place, article_id, units))
    context.session.add(
        Transfer(
            id=command.transfer_id,
            number=f"T-{command.transfer_id[-6:].upper()}",
            location_id=command.location_id,
            from_location_id=command.from_location_id,
            state=TransferState.DRAFT.value,
            state_at=context.at,
            reason=command.reason,
            requested_by=context.actor.staff_id,
            decided_by="",
            decision="",
            fulfilment_id="",
            created_at=context.at,
        )
    )


def _line(context: Context, transfer_id: str, place: int, article_id: int, units: int) -> TransferLine:
    article = context.session.get(Article, article_id)
    if article is None:
        raise Refused("unknown_article", sku=str(article_id))
    return TransferLine(
        id=context.child("line", place),
        transfer_id=transfer_id,
        line_no=place,
        article_id=article_id,
        quantity=units,
        sent=0,
        received=0,
        settled=0,
        name=article.name,
        size=article.size,
        colour=article.colour,
    )


def approve(context: Context, command: d.ApproveTransfer) -> None:
    """The other location is to send it, if it has it free.

    Raises:
        Refused: `not_in_this_state`; `not_free_there`: an article that it cannot spare.
    """
    transfer = transfer_of(context, command)
    transfer_step(context, transfer, TransferVerb.APPROVE)
    for line in transfer_lines(context, transfer):
        stock = context.ledger.stock(line.article_id, transfer.from_location_id)
        free = available_to_promise(stock).quantity
        if line.quantity > free:
            raise Refused("not_free_there", name=line.name, free=free, wanted=line.quantity)
    transfer.fulfilment_id = derive(transfer.id, "fulfilment")
    transfer.decided_by = context.actor.staff_id


def refuse(context: Context, command: d.RefuseTransfer) -> None:
    """It is not to be asked for."""
    transfer = transfer_of(context, command)
    transfer_step(context, transfer, TransferVerb.REFUSE)
    transfer.decided_by, transfer.decision = context.actor.staff_id, command.reason


def cancel(context: Context, command: d.CancelTransfer) -> None:
    """It is not needed any more."""
    transfer = transfer_of(context, command)
    transfer_step(context, transfer, TransferVerb.CANCEL)
    transfer.decision = command.reason


def transfer_of(context: Context, command: TransferCommand) -> Transfer:
    """The command's transfer.

    Raises:
        Refused: `unknown_transfer`; `other_location`; `state_of_a_newer_program`.
    """
    row = context.session.get(Transfer, command.transfer_id)
    if row is None:
        raise Refused("unknown_transfer", transfer_id=command.transfer_id)
    if row.location_id != context.actor.location_id:
        raise Refused("other_location", location_id=row.location_id)
    if row.state not in set(TransferState):
        raise Refused("state_of_a_newer_program", order_number=row.number, state=row.state)
    return row


def transfer_lines(context: Context, transfer: Transfer) -> list[TransferLine]:
    """The transfer's lines, by number."""
    rows = rows_of(context.session, TransferLine, TransferLine.transfer_id, [transfer.id])
    return sorted(rows, key=lambda row: row.line_no)


def transfer_step(context: Context, transfer: Transfer, verb: TransferVerb) -> None:
    """Take the lifecycle one verb further. What was not expected is for a person to see.

    Raises:
        Refused: `not_in_this_state`, for a request.
    """
    move = TRANSFER.move(TransferState(transfer.state), verb)
    if move.exception is not None:
        context.contradiction(
            move.exception, number=transfer.number, state=transfer.state, since=transfer.state_at
        )
    if move.to != transfer.state:
        transfer.state, transfer.state_at = TransferState(move.to).value, context.at
