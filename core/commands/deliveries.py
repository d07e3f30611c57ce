"""How handlers find a delivery, its cartons and lines; and what they tell of it when it is finished."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from core.commands.context import Context
from core.commands.definitions.receiving import DeliveryCommand
from core.model import Article, Carton, Delivery, DeliveryLine, Piece, Transfer
from core.model.gathered import rows_of
from core.rules.delivery import (
    CARTON,
    CARTON_MISSING,
    DELIVERY,
    DELIVERY_OVERDUE,
    UNITS_EXTRA,
    UNITS_MISSING,
    CartonState,
    CartonVerb,
    DeliveryKind,
    DeliveryState,
    DeliveryVerb,
)
from core.rules.errors import Refused
from core.rules.exceptions import Resolution
from core.rules.stock import Bucket, MovementKind
from core.rules.transfer import RETURNED_GOODS


def delivery_of(context: Context, command: DeliveryCommand) -> Delivery:
    """The command's delivery.

    Raises:
        Refused: `unknown_delivery`; `other_location`; `state_of_a_newer_program`.
    """
    row = context.session.get(Delivery, command.delivery_id)
    if row is None:
        raise Refused("unknown_delivery", delivery_id=command.delivery_id)
    if row.location_id != context.actor.location_id:
        raise Refused("other_location", location_id=row.location_id)
    if row.state not in set(DeliveryState):
        raise Refused("state_of_a_newer_program", order_number=row.number, state=row.state)
    return row


def cartons_of(context: Context, delivery: Delivery) -> list[Carton]:
    """The delivery's cartons, by number."""
    rows = rows_of(context.session, Carton, Carton.delivery_id, [delivery.id])
    return sorted(rows, key=lambda row: (row.number, row.id))


def carton_of(context: Context, delivery: Delivery, number: str) -> Carton | None:
    """The carton of this number, if there is one; of one that has come again, as it came last."""
    own = [row for row in cartons_of(context, delivery) if row.number == number]
    return max(own, key=lambda row: (row.received_at is not None, row.journey), default=None)


def delivery_lines(context: Context, delivery: Delivery) -> list[DeliveryLine]:
    """The delivery's lines, by number."""
    rows = rows_of(context.session, DeliveryLine, DeliveryLine.delivery_id, [delivery.id])
    return sorted(rows, key=lambda row: (row.line_no, row.id))


def carton_line(context: Context, delivery: Delivery, line_id: str) -> DeliveryLine:
    """One line of the delivery.

    Raises:
        Refused: `unknown_line`.
    """
    row = context.session.get(DeliveryLine, line_id)
    if row is None or row.delivery_id != delivery.id:
        raise Refused("unknown_line", line_id=line_id)
    return row


def receive_step(context: Context, delivery: Delivery) -> None:
    """Something of it has come. After the receipt was finished that is told."""
    before = DeliveryState(delivery.state)
    move = DELIVERY.move(before, DeliveryVerb.RECEIVE)
    if move.exception is not None:
        context.contradiction(move.exception, delivery=delivery.number, since=delivery.state_at)
    if before is DeliveryState.ANNOUNCED:
        context.has_happened(DELIVERY_OVERDUE, Resolution.FOUND)
    if move.to != delivery.state:
        delivery.state, delivery.state_at = DeliveryState(move.to).value, context.at


def withdraw(context: Context, delivery: Delivery, reason: str) -> None:
    """It does not come, as its sender says or as is found out. Should it come all the same, what was
    announced to be in it is still known.

    Raises:
        Refused: `not_in_this_state`: something of it has come.
    """
    delivery.state = DELIVERY.move(DeliveryState(delivery.state), DeliveryVerb.WITHDRAW).to
    delivery.state_at = context.at
    context.has_happened(DELIVERY_OVERDUE, Resolution.GIVE_UP)
    give_up_rest(context, delivery, reason)


def give_up_rest(context: Context, delivery: Delivery, reason: str) -> None:
    """What has not come is missing, and on its way no more."""
    for carton in cartons_of(context, delivery):
        carton.state = CARTON.move(CartonState(carton.state), CartonVerb.MISS).to
    _give_up(context, delivery, delivery_lines(context, delivery), reason)


def give_up_carton(context: Context, delivery: Delivery, carton: Carton, reason: str) -> None:
    """What has not come of one carton is missing, and on its way no more."""
    carton.state = CARTON.move(CartonState(carton.state), CartonVerb.MISS).to
    own = [line for line in delivery_lines(context, delivery) if line.carton_id == carton.id]
    _give_up(context, delivery, own, reason)


def _give_up(context: Context, delivery: Delivery, lines: Sequence[DeliveryLine], reason: str) -> None:
    for line in lines:
        left = line.units().left
        line.missing += left
        place = line.article_id, delivery.location_id
        context.move(MovementKind.ADJUSTED, *place, -left, bucket=Bucket.TRANSIT_IN, reason=reason)


def article_line(
    context: Context,
    delivery: Delivery,
    article_id: int,
    carton: str,
    serial: str | None,
    *,
    is_its_own: bool,
) -> DeliveryLine:
    """The line that units of an article count on: the one that announced this number, then one of its carton,
    then one on its way rather than one that was given up; else a new one, of what nobody had announced. What
    was in a carton that nobody had announced is not what another holds that has yet to come.

    Args:
        is_its_own: the carton is a parcel that holds this article; no other carton's line waits for it.

    Raises:
        Refused: `unknown_article`.
    """
    last = carton_of(context, delivery, carton) if carton else None
    rows = cartons_of(context, delivery) if last is not None else []
    # Not those of one that has come before and has left since.
    held_in = {row.id for row in rows if last is not None and row.number == carton and _is_as_late(row, last)}
    lines = [row for row in delivery_lines(context, delivery) if row.article_id == article_id]
    if is_its_own and held_in:
        lines = [row for row in lines if row.carton_id in held_in]
    elif last is not None and not last.is_announced:
        away = {row.id for row in rows if row.state != CartonState.RECEIVED}
        lines = [row for row in lines if row.carton_id in held_in or _may_be_in(row, serial, away)]

    def rank(line: DeliveryLine) -> tuple[bool, bool, bool, bool, int]:
        return (
            serial not in line.serials,
            line.carton_id not in held_in,
            not line.units().left,
            not line.units().awaited,
            line.line_no,
        )

    if lines:
        return min(lines, key=rank)
    return _new_line(context, delivery, article_id, min(held_in, default=""))


def _may_be_in(line: DeliveryLine, serial: str | None, away: Collection[str]) -> bool:
    """Whether a carton that nobody had announced may hold what this line waits for: nothing of a carton that
    has yet to come, unless it is the very piece."""
    return serial in line.serials or (line.carton_id not in away and line.units().awaited > 0)


def _is_as_late(carton: Carton, last: Carton) -> bool:
    """Whether it has not come as a whole yet, or came on the same journey as the last one."""
    return carton.received_at is None or carton.journey == last.journey


def _new_line(context: Context, delivery: Delivery, article_id: int, carton_id: str) -> DeliveryLine:
    article = context.session.get(Article, article_id)
    if article is None:
        raise Refused("unknown_article", sku=str(article_id))
    line = line_in(delivery, context.child("line"), article, len(delivery_lines(context, delivery)) + 1)
    line.carton_id = carton_id
    context.session.add(line)
    return line


def line_in(delivery: Delivery, line_id: str, article: Article, line_no: int) -> DeliveryLine:
    """A line of an article, with what receiving it needs."""
    return DeliveryLine(
        id=line_id,
        delivery_id=delivery.id,
        carton_id="",
        line_no=line_no,
        article_id=article.id,
        expected=0,
        received=0,
        damaged=0,
        missing=0,
        serials=[],
        received_serials=[],
        sku=article.sku,
        gtin=article.gtin,
        name=article.name,
        size=article.size,
        colour=article.colour,
        colour_hex=article.colour_hex,
        is_serialised=article.is_serialised,
    )


def home_of(context: Context, delivery: Delivery) -> Bucket:
    """Where its sound units stand: on sale; what customers have brought back to another store is looked at
    first."""
    transfer = context.session.get(Transfer, delivery.transfer_id) if delivery.transfer_id else None
    is_returned = transfer is not None and transfer.reason == RETURNED_GOODS
    return Bucket.QUARANTINE if is_returned else Bucket.SELLABLE


def units_go(
    context: Context,
    delivery: Delivery,
    line: DeliveryLine,
    units: int,
    bucket: Bucket,
    reason: str,
    *,
    first: str | None = None,
) -> list[str]:
    """Units of a line are not in the store any more; returns the numbers of its pieces among them."""
    place = line.article_id, delivery.location_id
    pieces = pieces_in(context, line, bucket, first)[:units]
    for serial in pieces:
        context.move(MovementKind.ADJUSTED, *place, -1, bucket=bucket, serial=serial, reason=reason)
    context.move(MovementKind.ADJUSTED, *place, len(pieces) - units, bucket=bucket, reason=reason)
    return pieces


def pieces_in(context: Context, line: DeliveryLine, bucket: Bucket, first: str | None) -> list[str]:
    """The pieces of a line that have come and stand in this bucket: `first`, then those that nobody had
    announced."""
    if not line.is_serialised:
        return []
    found = sorted(line.received_serials, key=lambda one: (one != first, one in line.serials))
    pieces = {serial: context.ledger.piece(line.article_id, serial) for serial in found}
    return [serial for serial, piece in pieces.items() if piece is not None and _stands(piece, bucket)]


def _stands(piece: Piece, bucket: Bucket) -> bool:
    return piece.location_id is not None and piece.bucket == bucket


def tell_differences(
    context: Context, delivery: Delivery, cartons: Sequence[Carton], lines: Sequence[DeliveryLine]
) -> None:
    """A case for each of these cartons and lines that is not as it was announced."""
    missing_cartons = set()
    for carton in cartons:
        if carton.state == CartonState.MISSING:
            missing_cartons.add(carton.id)
            units = sum(line.missing for line in lines if line.carton_id == carton.id)
            context.contradiction(CARTON_MISSING, number=carton.number, delivery=delivery.number, units=units)
    for line in lines:
        told = {"delivery": delivery.number, "line_id": line.id, "name": line.name}
        units_ = line.units()
        if line.missing and line.carton_id not in missing_cartons:
            tell_missing(context, delivery, line)
        if units_.extra and delivery.kind != DeliveryKind.UNANNOUNCED:
            context.contradiction(UNITS_EXTRA, units=units_.extra, expected=line.expected, **told)
        if line.damaged:
            context.contradiction("units_damaged", units=line.damaged, **told)
    if delivery.kind == DeliveryKind.UNANNOUNCED:
        units = sum(line.received for line in lines)
        context.contradiction("delivery_unannounced", delivery=delivery.number, units=units)


def tell_missing(context: Context, delivery: Delivery, line: DeliveryLine) -> None:
    """A case for what has not come of a line."""
    told = {"delivery": delivery.number, "line_id": line.id, "name": line.name}
    context.contradiction(UNITS_MISSING, units=line.missing, expected=line.expected, **told)
