"""Which size and colour the exceptions of deliveries are about: a style comes in several of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from core.model import DeliveryLine
from desktop.shell.amounts import variant_words
from sync.reading import Reader


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
