"""What senders announce: one delivery to one store, as it is imported (JSON lines) and posted."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from core.orchestration.deliveries import AnnouncedCarton, AnnouncedLine, Announcement
from core.rules.delivery import MAX_CARTONS, MAX_LINES
from core.rules.plausibility import MAX_ACCEPTED_UNITS
from core.rules.time import Instant
from core.service.record_types import CodeText, InstantMs, NameOrAll, PlainName, Record

MAX_SERIALS = 500


class AnnouncedLineRecord(Record, frozen=True):
    """So many units of an article; `serials` names its pieces, as far as they are known."""

    sku: CodeText
    quantity: Annotated[int, Meta(ge=1, le=MAX_ACCEPTED_UNITS)]
    serials: Annotated[tuple[PlainName, ...], Meta(max_length=MAX_SERIALS)] = ()


class AnnouncedCartonRecord(Record, frozen=True):
    """A carton by the number on its label (an SSCC, or the sender's own); "" for what comes loose."""

    number: NameOrAll
    lines: Annotated[tuple[AnnouncedLineRecord, ...], Meta(max_length=MAX_LINES)] = ()


class AnnouncementRecord(Record, frozen=True):
    """What is on its way to a store (a despatch advice): `number` is the sender's, `origin` who sends it.

    The same number of the same sender names the same delivery: told again it replaces what was told, as long
    as nothing of it has come.
    """

    number: PlainName
    location: CodeText
    due_at: InstantMs
    cartons: Annotated[tuple[AnnouncedCartonRecord, ...], Meta(min_length=1, max_length=MAX_CARTONS + 1)]
    origin: NameOrAll = ""


def announcement_of(record: AnnouncementRecord) -> Announcement:
    """The announcement that a record is."""
    cartons = [
        AnnouncedCarton(
            carton.number,
            tuple(AnnouncedLine(line.sku, line.quantity, line.serials) for line in carton.lines),
        )
        for carton in record.cartons
    ]
    return Announcement(record.number, record.location, Instant(record.due_at), tuple(cartons), record.origin)
