"""The ledger for thousands does what the ledger for one does."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from core.model import Article, Change, Location, Movement, Position
from core.orchestration import Core
from core.orchestration.ledger_check import disagreements
from core.orchestration.stock_intake import LineStatus, MovementDraft, take_in
from core.rules.stock import Bucket, MovementKind
from tests.core.orchestration.order_world import furnish

MOVES: list[dict[str, Any]] = [
    {"kind": MovementKind.RECEIVED, "quantity": 9},
    {"kind": MovementKind.SOLD, "quantity": 4},
    {"kind": MovementKind.RETURNED, "quantity": 1, "bucket": Bucket.QUARANTINE},
    {"kind": MovementKind.ADJUSTED, "quantity": -3, "reason": "counted"},
    {"kind": MovementKind.TRANSFERRED_OUT, "quantity": 2},
    {"kind": MovementKind.TRANSFERRED_IN, "quantity": 2, "location": "PARIS"},
    {"kind": MovementKind.CONDITION_CHANGED, "quantity": 1, "to_bucket": Bucket.DAMAGED},
    {"kind": MovementKind.RECEIVED, "quantity": 1, "serial": "W-1"},
    {"kind": MovementKind.SOLD, "quantity": 1, "serial": "W-1"},
    {"kind": MovementKind.RECEIVED, "quantity": 5, "sku": "COAT", "location": "PARIS"},
]


def drafts(core: Core) -> list[MovementDraft]:
    plain: dict[str, Any] = {"at": core.clock.now(), "sku": "SCARF", "location": "LYON"}
    return [MovementDraft(id=f"m{n}", **(plain | move)) for n, move in enumerate(MOVES)]


def one_by_one(core: Core) -> dict[tuple[int, int], tuple[Any, ...]]:
    """The positions after the same movements through the ledger for one."""

    def work(unit: Any) -> None:
        articles = {row.sku: row.id for row in unit.session.scalars(select(Article))}
        places = {row.code: row.id for row in unit.session.scalars(select(Location))}
        for draft in drafts(core):
            unit.ledger.append(
                Movement(
                    id=f"single-{draft.id}",
                    at=draft.at,
                    kind=draft.kind.value,
                    article_id=articles[draft.sku],
                    location_id=places[draft.location],
                    quantity=draft.quantity,
                    bucket=draft.bucket.value,
                    to_bucket=draft.to_bucket.value if draft.to_bucket else None,
                    serial=draft.serial,
                    reason=draft.reason,
                )
            )

    core.transact(work)
    return positions(core)


def positions(core: Core) -> dict[tuple[int, int], tuple[Any, ...]]:
    found = core.read(lambda s: s.execute(select(Position.__table__)).all())
    return {(row[0], row[1]): tuple(row[2:]) for row in found}


def test_a_batch_does_what_its_movements_do_one_by_one(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5, "COAT": 1}, "PARIS": {"SCARF": 2}})
    before = positions(core)
    answers = core.transact(lambda unit: take_in(unit, drafts(core), "till"))
    assert {answer.status for answer in answers} == {LineStatus.ACCEPTED}
    in_bulk = positions(core)
    after_both = one_by_one(core)
    nothing = (0,) * 13
    for place, values in in_bulk.items():
        first = [a - b for a, b in zip(values[:11], before.get(place, nothing), strict=False)]
        second = [a - b for a, b in zip(after_both[place][:11], values, strict=False)]
        assert first == second
        assert after_both[place][11:] == values[11:]
    assert core.read(disagreements) == 0


def test_each_movement_is_logged_for_its_store_with_its_version(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5, "COAT": 1}, "PARIS": {"SCARF": 2}})
    core.transact(lambda unit: take_in(unit, drafts(core), "till"))
    logged = core.read(
        lambda s: s.execute(
            select(Change.stream, Change.row_key).where(Change.table_name == "movement")
        ).all()
    )
    streams = {key: stream for stream, key in logged}
    assert {f'["m{n}"]' for n in range(len(MOVES))} <= streams.keys()
    assert streams['["m0"]'] != streams['["m9"]']
    versions = core.read(
        lambda s: set(s.scalars(select(Movement.network_version).where(Movement.id.like("m_"))).all())
    )
    assert len(versions) == 1
    assert None not in versions


@pytest.mark.parametrize("size", [1, 3, 10])
def test_batches_of_any_size_come_to_the_same(core: Core, size: int) -> None:
    furnish(core, {"LYON": {"SCARF": 5, "COAT": 1}, "PARIS": {"SCARF": 2}})
    told = drafts(core)
    for start in range(0, len(told), size):
        core.transact(lambda unit, start=start: take_in(unit, told[start : start + size], "till"))
    article = core.read(lambda s: s.scalars(select(Article.id).where(Article.sku == "SCARF")).one())
    lyon = core.read(lambda s: s.scalars(select(Location.id).where(Location.code == "LYON")).one())
    # 5 + 9 - 4 - 3 - 2 - 1 + 1 - 1
    assert positions(core)[(article, lyon)][0] == 4
