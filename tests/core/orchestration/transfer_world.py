"""Short words for what is done at a place of the small network, and for goods that go to another."""

from __future__ import annotations

from typing import Any

from core.commands import Command, DispatchFulfilment, PackFulfilment, ParcelDraft
from core.model import Article, Fulfilment, FulfilmentLine, Location
from core.orchestration import Core
from tests.core.orchestration.order_world import do as do_with
from tests.core.orchestration.order_world import take_in

NUMBER = "034567890000000019"
"""Of the one parcel."""


def place(core: Core, code: str) -> Any:
    return core.read(lambda s: s.query(Location).filter_by(code=code).one())


def scarf(core: Core) -> int:
    """The article's id."""
    return core.read(lambda s: s.query(Article).filter_by(sku="SCARF").one().id)


def at(core: Core, code: str) -> Fulfilment:
    """Somebody works there."""
    return Fulfilment(id="", location_id=place(core, code).id)


def do(core: Core, code: str, *told: Command) -> str:
    """Commands of a place, which all have an effect; returns the last one's id."""
    return do_with(core, at(core, code), *told)


def refused(core: Core, code: str, told: Command) -> tuple[str, str]:
    """How one that may have none came out."""
    _, outcome = take_in(core, at(core, code), told)
    return outcome.status, outcome.code


def one(core: Core, kind: type[Any]) -> Any:
    return core.read(lambda s: s.query(kind).one())


def leaves(core: Core, code: str, head: Fulfilment, line: FulfilmentLine, units: int) -> None:
    """Units of the fulfilment's line are packed in the one parcel and sent."""
    parcels = [ParcelDraft(NUMBER, {line.id: units})]
    packed = PackFulfilment(fulfilment_id=head.id, parcels=parcels)
    do(core, code, packed, DispatchFulfilment(fulfilment_id=head.id))
