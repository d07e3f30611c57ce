"""What a person chose about a delivery's difference, done: found, sent back, written off, counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from core.commands import counting
from core.commands.context import Context
from core.commands.deliveries import cartons_of, delivery_lines, home_of, units_go, withdraw
from core.commands.same_box import is_same_box
from core.commands.taking_in import carton_found, found_after_all
from core.model import Delivery, DeliveryLine, ExceptionCase
from core.rules.delivery import DELIVERY, UNITS_EXTRA, DeliveryState, DeliveryVerb
from core.rules.exceptions import Resolution
from core.rules.stock import Bucket

MAX_COUNTED: Final = 50
"""More articles than one case has counted."""
DAMAGED: Final = "units_damaged"
"""The kind of a case about damaged units."""


def do(context: Context, choice: Resolution, case: ExceptionCase, other_number: str) -> None:
    """Do it, if the case is about a delivery of this place that is known here.

    Raises:
        Refused: as `core.commands.same_box.is_same_box`.
    """
    kind, _, key = case.aggregate.partition(":")
    delivery = context.session.get(Delivery, key) if kind == "delivery" else None
    if delivery is None or delivery.location_id != context.actor.location_id:
        return
    if choice is Resolution.SAME_BOX:
        is_same_box(context, delivery, case, other_number)
    elif choice in _DEEDS:
        _DEEDS[choice](context, delivery, case)


def _lines(context: Context, delivery: Delivery, case: ExceptionCase) -> list[DeliveryLine]:
    """The lines that a case is about: its own, its carton's, or all of the delivery."""
    lines = delivery_lines(context, delivery)
    if "line_id" in case.data:
        return [line for line in lines if line.id == case.data["line_id"]]
    number = case.data.get("number")
    if number is None:
        return lines
    cartons = {carton.id for carton in cartons_of(context, delivery) if carton.number == number}
    return [line for line in lines if line.carton_id in cartons]


def _found(context: Context, delivery: Delivery, case: ExceptionCase) -> None:
    if "line_id" not in case.data:
        carton_found(context, delivery, str(case.data.get("number", "")))
        return
    for line in _lines(context, delivery, case):
        found_after_all(context, delivery, line)


def _go(
    context: Context, delivery: Delivery, case: ExceptionCase, reason: str
) -> Iterable[tuple[DeliveryLine, list[str]]]:
    """What a case is about is in the store no more; returns their line and its pieces among them."""
    bucket = Bucket.DAMAGED if case.kind == DAMAGED else home_of(context, delivery)
    units = int(case.data.get("units", 0))
    lines = _lines(context, delivery, case) if "line_id" in case.data else []
    return [(line, units_go(context, delivery, line, units, bucket, reason)) for line in lines]


def _send_back(context: Context, delivery: Delivery, case: ExceptionCase) -> None:
    """What came beyond what was announced has not come any more: should its sender be heard to have picked
    it, he has it again, and it was not on its way here."""
    for line, pieces in _go(context, delivery, case, "sent_back"):
        if case.kind == UNITS_EXTRA:
            line.received -= min(int(case.data.get("units", 0)), line.units().extra)
            line.received_serials = [one for one in line.received_serials if one not in pieces]


def _write_off(context: Context, delivery: Delivery, case: ExceptionCase) -> None:
    _go(context, delivery, case, "written_off")


def _give_up(context: Context, delivery: Delivery, case: ExceptionCase) -> None:
    """What has begun to come meanwhile is not given up."""
    if DELIVERY.allows(DeliveryState(delivery.state), DeliveryVerb.WITHDRAW):
        withdraw(context, delivery, case.kind)


def _count(context: Context, delivery: Delivery, case: ExceptionCase) -> None:
    by_article = {line.article_id: line for line in _lines(context, delivery, case)}
    for line in list(by_article.values())[:MAX_COUNTED]:
        counting.ask(context, line, delivery.location_id, case.kind)


_DEEDS: Final[Mapping[Resolution, Callable[[Context, Delivery, ExceptionCase], None]]] = MappingProxyType(
    {
        Resolution.FOUND: _found,
        Resolution.SEND_BACK: _send_back,
        Resolution.WRITE_OFF: _write_off,
        Resolution.COUNT: _count,
        Resolution.GIVE_UP: _give_up,
    }
)
