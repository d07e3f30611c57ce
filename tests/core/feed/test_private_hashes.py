"""What a store's rows add up to is told in bounded memory, and is what all of them together come to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import Table, select

from core.feed import private_hashes as module
from core.feed.log import version_of
from core.feed.private_hashes import private_hashes
from core.feed.span import last_values, read_span
from core.feed.streams import store_stream
from core.model import Base, Staff, private_rows, row_hashes
from core.orchestration import Core, UnitOfWork
from tests.core.builders import make_article, make_fulfilment, make_location, make_staff


@pytest.fixture
def stream(core: Core) -> str:
    """A store with people, some of them renamed and one gone, and two orders."""

    def begin(unit: UnitOfWork) -> str:
        location, article = make_location(unit), make_article(unit)
        for number in range(7):
            make_staff(unit, location, f"Person {number}")
        for order in ("W-1", "W-2"):
            make_fulfilment(unit, location, [(article, 2)], order)
        return store_stream(location.id)

    def go_on(unit: UnitOfWork) -> None:
        people = unit.session.scalars(select(Staff).order_by(Staff.name)).all()
        unit.session.delete(people[0])
        for person in people[1:4]:
            person.name += " (again)"

    made = core.transact(begin)
    for _ in range(2):
        core.transact(go_on)
    return made


def test_some_at_a_time_come_to_what_all_at_once_come_to(
    core: Core, stream: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[int] = []
    summed = private_rows.summed

    def watched(table: Table, rows: Sequence[Sequence[Any]]) -> row_hashes.Sums:
        held.append(len(rows))
        return summed(table, rows)

    monkeypatch.setattr(private_rows, "summed", watched)
    monkeypatch.setattr(module, "PAGE", 2)
    found = core.read(lambda session: private_hashes(session, stream))
    assert max(held) == 2
    monkeypatch.undo()
    sums, counts = {}, {}
    version = core.read(lambda session: version_of(session, stream)[0])
    logged = core.read(lambda session: read_span(session, stream, 0, version, 1_000_000))
    for delta in last_values(logged.rows):
        table = Base.metadata.tables[delta.name]
        if delta.name in private_rows.LET_GO:
            continue
        rows = private_rows.comparable(
            table, [dict(zip(delta.columns, row, strict=True)) for row in delta.rows()]
        )
        sums[delta.name], counts[delta.name] = row_hashes.pack(summed(table, rows)), len(rows)
    assert (found.sums, found.rows, found.version) == (sums, counts, version)
    assert counts["staff"] == 5
