"""Takes in what tills, warehouses and counts tell of stock: movements in bulk, each once, each answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import text

from core.model.bulk_rows import is_sqlite
from core.orchestration.bulk_ledger import (
    ARTICLE_ID,
    AT,
    BUCKET,
    ID,
    KIND,
    LOCATION_ID,
    TOLD_END,
    BulkLedger,
    MovementRow,
)
from core.orchestration.recounts import Told, after_told
from core.orchestration.unit import UnitOfWork
from core.rules.plausibility import implausible_time
from core.rules.stock import Bucket, MovementKind
from core.rules.time import Instant

MAX_UNITS_A_MOVEMENT = 1_000_000
"""More units than one movement ever brings, a container of buttons included."""

ACCEPTED_KINDS = frozenset(
    {
        MovementKind.RECEIVED,
        MovementKind.SOLD,
        MovementKind.RETURNED,
        MovementKind.ADJUSTED,
        MovementKind.TRANSFERRED_OUT,
        MovementKind.TRANSFERRED_IN,
        MovementKind.CONDITION_CHANGED,
    }
)
"""What may come from outside. The rest follows from orders alone."""
CLAIM_BUCKETS = frozenset({Bucket.ALLOCATED, Bucket.SOFT_HELD})
"""Claims on stock, which no movement from outside touches."""


class MovementDraft(msgspec.Struct, frozen=True):
    """One movement as it comes in. `id` is the sender's, the same each time it is sent again."""

    id: str
    at: Instant
    kind: MovementKind
    sku: str
    location: str
    quantity: int
    bucket: Bucket = Bucket.SELLABLE
    to_bucket: Bucket | None = None
    serial: str | None = None
    reason: str = ""


class LineStatus(StrEnum):
    """What came of one movement."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


class LineAnswer(msgspec.Struct, frozen=True):
    """The answer to one movement; `code` says why it was refused."""

    id: str
    status: LineStatus
    code: str = ""


def take_in(unit: UnitOfWork, drafts: Sequence[MovementDraft], actor: str) -> list[LineAnswer]:
    """Take in a batch, whose size the caller bounds, and answer each of it in its order.

    Args:
        actor: who tells it, for the ledger.
    """
    articles = _ids(unit, "article", "sku", {draft.sku for draft in drafts})
    locations = _ids(unit, "location", "code", {draft.location for draft in drafts})
    codes = [_refusal(unit.at, draft, articles, locations) for draft in drafts]
    rows = {
        place: _row(draft, articles[draft.sku], locations[draft.location], actor)
        for place, (draft, code) in enumerate(zip(drafts, codes, strict=True))
        if not code
    }
    ledger = BulkLedger(unit)
    # Known ones are read under the locks: the same batch sent twice at once counts once.
    ledger.lock({(row[ARTICLE_ID], row[LOCATION_ID]) for row in rows.values()})
    known = ledger.known([row[ID] for row in rows.values()])
    answers, new = [], []
    for place, draft in enumerate(drafts):
        row = rows.get(place)
        if row is None:
            answers.append(LineAnswer(draft.id, LineStatus.REFUSED, codes[place] or ""))
        elif (before := known.get(draft.id)) is None:
            known[draft.id] = row[:TOLD_END]
            new.append(row)
            answers.append(LineAnswer(draft.id, LineStatus.ACCEPTED))
        elif before == row[:TOLD_END]:
            answers.append(LineAnswer(draft.id, LineStatus.DUPLICATE))
        else:
            answers.append(LineAnswer(draft.id, LineStatus.REFUSED, "id_reused"))
    ledger.append(new)
    after_told(unit, (_told(row) for row in new))
    return answers


def _told(row: MovementRow) -> Told:
    return Told(row[ID], row[AT], row[KIND], row[ARTICLE_ID], row[LOCATION_ID], row[BUCKET])


def _ids(unit: UnitOfWork, table: str, name: str, wanted: Collection[str]) -> dict[str, int]:
    """Ids by name, for the names that are known. One parameter, however many: nothing is compiled anew."""
    if is_sqlite(unit.session):
        query = f"SELECT {name}, id FROM {table} WHERE {name} IN (SELECT value FROM json_each(:wanted))"
        names: Any = msgspec.json.encode(list(wanted)).decode()
    else:
        query, names = f"SELECT {name}, id FROM {table} WHERE {name} = ANY(:wanted)", list(wanted)
    return {row[0]: row[1] for row in unit.session.execute(text(query), {"wanted": names})}


def _refusal(
    now: Instant, draft: MovementDraft, articles: Mapping[str, int], locations: Mapping[str, int]
) -> str | None:
    if draft.kind not in ACCEPTED_KINDS:
        return "kind_not_accepted"
    if draft.sku not in articles:
        return "unknown_article"
    if draft.location not in locations:
        return "unknown_location"
    if draft.bucket in CLAIM_BUCKETS or draft.to_bucket in CLAIM_BUCKETS:
        return "bucket_not_accepted"
    if (draft.to_bucket is not None) != (draft.kind is MovementKind.CONDITION_CHANGED):
        return "bucket_not_accepted"
    return _absurd_units(draft) or implausible_time(draft.at, now)


def _absurd_units(draft: MovementDraft) -> str | None:
    units = abs(draft.quantity) if draft.kind is MovementKind.ADJUSTED else draft.quantity
    is_absurd = not 1 <= units <= MAX_UNITS_A_MOVEMENT or (draft.serial is not None and units != 1)
    return "absurd_quantity" if is_absurd else None


def _row(draft: MovementDraft, article_id: int, location_id: int, actor: str) -> MovementRow:
    """In the order of the ledger's columns. Enumerations as plain text, which every driver knows."""
    return (
        draft.id,
        draft.at,
        draft.kind.value,
        article_id,
        location_id,
        draft.quantity,
        draft.bucket.value,
        draft.to_bucket.value if draft.to_bucket else None,
        draft.serial,
        draft.reason,
        "",
        "",
        actor,
        None,
    )
