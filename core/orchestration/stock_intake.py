"""Takes in what tills, warehouses and counts tell of stock: movements in bulk, each once, each answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

import msgspec
from sqlalchemy import select

from core.model import Article, Location, Movement
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
    articles = _articles(unit, drafts)
    locations = _locations(unit, drafts)
    places = {
        (articles[one.sku].id, locations[one.location].id)
        for one in drafts
        if one.sku in articles and one.location in locations
    }
    # Known ones are read under the locks: the same batch sent twice at once counts once.
    unit.ledger.lock(places)
    known = _known(unit, drafts)
    answers = []
    for draft in drafts:
        code = _refusal(unit, draft, articles, locations)
        if code:
            answers.append(LineAnswer(draft.id, LineStatus.REFUSED, code))
            continue
        row = _movement(draft, articles[draft.sku].id, locations[draft.location].id, actor)
        before = known.get(draft.id)
        if before is None:
            unit.ledger.append(row)
            known[draft.id] = row
            answers.append(LineAnswer(draft.id, LineStatus.ACCEPTED))
        elif _is_same(before, row):
            answers.append(LineAnswer(draft.id, LineStatus.DUPLICATE))
        else:
            answers.append(LineAnswer(draft.id, LineStatus.REFUSED, "id_reused"))
    return answers


def _articles(unit: UnitOfWork, drafts: Sequence[MovementDraft]) -> dict[str, Article]:
    wanted = {draft.sku for draft in drafts}
    return {row.sku: row for row in unit.session.scalars(select(Article).where(Article.sku.in_(wanted)))}


def _locations(unit: UnitOfWork, drafts: Sequence[MovementDraft]) -> dict[str, Location]:
    wanted = {draft.location for draft in drafts}
    return {row.code: row for row in unit.session.scalars(select(Location).where(Location.code.in_(wanted)))}


def _known(unit: UnitOfWork, drafts: Sequence[MovementDraft]) -> dict[str, Movement]:
    wanted = {draft.id for draft in drafts}
    return {row.id: row for row in unit.session.scalars(select(Movement).where(Movement.id.in_(wanted)))}


def _refusal(
    unit: UnitOfWork,
    draft: MovementDraft,
    articles: Mapping[str, Article],
    locations: Mapping[str, Location],
) -> str | None:
    if draft.kind not in ACCEPTED_KINDS:
        return "kind_not_accepted"
    if draft.sku not in articles:
        return "unknown_article"
    if draft.location not in locations:
        return "unknown_location"
    if {draft.bucket, draft.to_bucket} & CLAIM_BUCKETS:
        return "bucket_not_accepted"
    if (draft.to_bucket is not None) != (draft.kind is MovementKind.CONDITION_CHANGED):
        return "bucket_not_accepted"
    return _absurd_units(draft) or implausible_time(draft.at, unit.at)


def _absurd_units(draft: MovementDraft) -> str | None:
    units = abs(draft.quantity) if draft.kind is MovementKind.ADJUSTED else draft.quantity
    is_absurd = not 1 <= units <= MAX_UNITS_A_MOVEMENT or (draft.serial is not None and units != 1)
    return "absurd_quantity" if is_absurd else None


def _movement(draft: MovementDraft, article_id: int, location_id: int, actor: str) -> Movement:
    return Movement(
        id=draft.id,
        at=draft.at,
        kind=draft.kind.value,
        article_id=article_id,
        location_id=location_id,
        quantity=draft.quantity,
        bucket=draft.bucket.value,
        to_bucket=draft.to_bucket.value if draft.to_bucket else None,
        serial=draft.serial,
        reason=draft.reason,
        aggregate="",
        command_id="",
        actor=actor,
    )


_TOLD = ("at", "kind", "article_id", "location_id", "quantity", "bucket", "to_bucket", "serial", "reason")


def _is_same(one: Movement, other: Movement) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in _TOLD)
