"""A box that was announced under one number has come under another: a carrier or a colleague has put a new
label on it. Whoever is asked about either says so: what came with the one was announced with the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from core.commands.boxes import Box
from core.commands.context import Context
from core.commands.deliveries import cartons_of, delivery_lines, tell_missing
from core.commands.explained import explain
from core.commands.taking_in import found_after_all, receive_announced
from core.model import Carton, Delivery, DeliveryLine, ExceptionCase
from core.model.gathered import rows_of
from core.rules.delivery import (
    CARTON,
    CARTON_MISSING,
    CARTON_UNKNOWN,
    TO_RECEIVE,
    CartonState,
    CartonVerb,
)
from core.rules.errors import Refused
from core.rules.exceptions import ANNOUNCED_SINCE, Resolution
from core.rules.stock import Bucket, MovementKind

_NOT_MEANT: Final = frozenset({Resolution.SAME_BOX.value, Resolution.SEND_BACK.value, ANNOUNCED_SINCE})
"""How a case about an unknown carton was settled that is no announced one."""


def is_same_box(context: Context, delivery: Delivery, case: ExceptionCase, other_number: str) -> None:
    """Count what came in the carton that nobody had announced as what the other one was announced to hold.
    What was read out of it is what it holds; of one that nobody has opened all that was announced is here.

    Args:
        case: about either of the two.
        other_number: of the other one; empty where that is plain: it is the only one, or the only one that
            holds just what was announced.

    Raises:
        Refused: `no_other_carton`: there is none, or none of this number; `which_carton`: it is not plain.
    """
    number = str(case.data.get("number", ""))
    lines = delivery_lines(context, delivery)
    announced, unknown = _announced(context, delivery), _unknown(context, delivery)
    if case.kind == CARTON_MISSING:
        missing = _named(announced, number, [])
        came = _named(unknown, other_number, _as_announced(unknown, missing, lines))
    else:
        came = _named(unknown, number, [])
        missing = _named(announced, other_number, _that_came(announced, came, lines))
    _fold(context, delivery, missing, came)
    told = {
        (CARTON_MISSING, missing.number): {"other": came.number},
        (CARTON_UNKNOWN, came.number): {"other": missing.number},
    }
    in_it = [line for line in lines if line.carton_id == missing.id]
    explain(context, in_it, told, Resolution.SAME_BOX)
    for line in in_it if delivery.state not in TO_RECEIVE else ():
        if line.missing:
            tell_missing(context, delivery, line)


def _announced(context: Context, delivery: Delivery) -> list[Carton]:
    cartons = cartons_of(context, delivery)
    return [one for one in cartons if one.is_announced and one.state != CartonState.RECEIVED]


def _unknown(context: Context, delivery: Delivery) -> list[Carton]:
    """Those that nobody had announced, and of which nothing else is known."""
    cases = rows_of(context.session, ExceptionCase, ExceptionCase.aggregate, [context.aggregate])
    asked = {
        case.data.get("number")
        for case in cases
        if case.kind == CARTON_UNKNOWN and case.data.get("resolution") not in _NOT_MEANT
    }
    return [one for one in cartons_of(context, delivery) if not one.is_announced and one.number in asked]


def _named(cartons: Sequence[Carton], number: str, fitting: Sequence[Carton]) -> Carton:
    """The one of this number; without a number the only one, or the only one that fits."""
    meant = [one for one in cartons if one.number == number] if number else list(cartons)
    if not meant:
        raise Refused("no_other_carton", number=number)
    if len(meant) > 1 and len(fitting) != 1:
        raise Refused("which_carton", numbers=", ".join(sorted({one.number for one in meant})))
    return meant[0] if len(meant) == 1 else fitting[0]


def _as_announced(cartons: Iterable[Carton], missing: Carton, lines: Sequence[DeliveryLine]) -> list[Carton]:
    """Those of which just that was read out which was announced with this one."""
    wanted = _awaited(missing, lines)
    return [one for one in cartons if wanted and _extra(one, lines) == wanted]


def _that_came(cartons: Iterable[Carton], came: Carton, lines: Sequence[DeliveryLine]) -> list[Carton]:
    found = _extra(came, lines)
    return [one for one in cartons if found and _awaited(one, lines) == found]


def _awaited(carton: Carton, lines: Iterable[DeliveryLine]) -> dict[int, int]:
    return _by_article((line, line.units().awaited) for line in lines if line.carton_id == carton.id)


def _extra(carton: Carton, lines: Iterable[DeliveryLine]) -> dict[int, int]:
    return _by_article((line, line.units().extra) for line in lines if line.carton_id == carton.id)


def _by_article(counted: Iterable[tuple[DeliveryLine, int]]) -> dict[int, int]:
    found: dict[int, int] = {}
    for line, units in counted:
        if units:
            found[line.article_id] = found.get(line.article_id, 0) + units
    return found


def _fold(context: Context, delivery: Delivery, missing: Carton, came: Carton) -> None:
    lines = delivery_lines(context, delivery)
    awaited = [line for line in lines if line.carton_id == missing.id]
    held = [line for line in lines if line.carton_id == came.id]
    box = Box(context.session, delivery.location_id, missing.number)
    missing.state = CARTON.move(CartonState(missing.state), CartonVerb.RECEIVE).to
    missing.received_at, missing.received_by = came.received_at, came.received_by
    missing.journey = box.on
    if not any(line.received for line in [*awaited, *held]):
        for line in awaited:
            if delivery.state in TO_RECEIVE:
                receive_announced(context, delivery, line, box)
            else:
                found_after_all(context, delivery, line)
        return
    articles = {line.article_id for line in lines}
    before = {article: box.uncounted(article) for article in articles}
    for line in awaited:
        for other in held:
            if other.article_id == line.article_id:
                _was_announced_with(context, delivery, line, other)
    for other in held:
        # What is read out of it from now on is the rest of what was announced.
        other.carton_id = missing.id
    for article in sorted(articles):
        place, told = (article, delivery.location_id), box.uncounted(article) - before[article]
        context.move(MovementKind.ADJUSTED, *place, told, reason="arrived")


def _was_announced_with(
    context: Context, delivery: Delivery, line: DeliveryLine, other: DeliveryLine
) -> None:
    """What came beyond on `other` is what `line` announced: it is neither on its way nor missing any more."""
    units = min(other.units().extra, line.units().awaited)
    in_transit, _beside = line.units().coming(units)
    named = [one for one in line.serials if one in other.received_serials][:units]
    line.expected, line.missing = line.expected - units, line.missing - (units - in_transit)
    line.serials = [one for one in line.serials if one not in named][: line.expected]
    other.expected, other.serials = other.expected + units, [*other.serials, *named]
    place = line.article_id, delivery.location_id
    context.move(MovementKind.ADJUSTED, *place, -in_transit, bucket=Bucket.TRANSIT_IN, reason="same_box")
