"""What exceptions are about: whose order, or which size and colour of a delivery, as a style comes in several
of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import select

from core.model import DeliveryLine, Fulfilment
from desktop.shell.amounts import variant_words
from sync.reading import Reader

_OF = "fulfilment:"


class CaseOrder(NamedTuple):
    """The order of this store that a case is about."""

    id: str
    state: str
    customer: str


def orders_of(reader: Reader, aggregates: Iterable[str]) -> dict[str, CaseOrder]:
    """The orders that cases are about, by the case's aggregate."""
    ids = {name.removeprefix(_OF) for name in aggregates if name.startswith(_OF)}
    if not ids:
        return {}
    found = reader.session.execute(
        select(Fulfilment.id, Fulfilment.state, Fulfilment.customer_name).where(
            Fulfilment.id.in_(ids),
            # Of what is on its way here, this store is asked where it is.
            (Fulfilment.location_id == reader.location_id)
            | (Fulfilment.collect_location_id == reader.location_id),
        )
    )
    return {_OF + row.id: CaseOrder(row.id, row.state, row.customer_name) for row in found}


def variants_of(reader: Reader, cases: Iterable[Mapping[str, Any] | None]) -> dict[str, str]:
    """Size and colour in words, by the line of the delivery (:func:`line_of`)."""
    ids = {line_id for data in cases if (line_id := line_of(data))}
    if not ids:
        return {}
    found = reader.session.execute(
        select(DeliveryLine.id, DeliveryLine.size, DeliveryLine.colour).where(DeliveryLine.id.in_(ids))
    )
    return {line_id: variant_words(size, colour) for line_id, size, colour in found}


def line_of(data: Mapping[str, Any] | None) -> str:
    """The line of a delivery that a case's data names; empty for none."""
    return str((data or {}).get("line_id", ""))
