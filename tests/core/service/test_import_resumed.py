"""An import that was cut off goes on where it stopped; what is exported can be imported and is the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import func, select

from core.model import CoreSetting, Movement
from core.orchestration import Core, make_engine
from core.orchestration.ledger_check import disagreements
from core.ports import SeededRandomness, SimulatedClock
from core.rules.stock import MovementKind
from core.service import importing
from core.service.exporting import export
from core.service.importing import import_file
from core.service.movement_lines import MovementRecord
from core.service.record_files import write
from core.service.records import ArticleRecord, LocationRecord, PositionRecord
from tests.core.conftest import MONDAY_AT_NINE
from tests.core.service.test_importing import EVERYTHING, gtin_of, load, load_all, rows
from tests.support.core_databases import fresh_database


class Killed(Exception):
    """The end of a process, as a test sees it."""


def lines_of_articles(count: int) -> list[ArticleRecord]:
    return [ArticleRecord(f"SKU-{n}", gtin_of(n), "S", "Article") for n in range(count)]


def sold(core: Core, count: int) -> list[MovementRecord]:
    at = core.clock.now()
    return [MovementRecord(f"m{n}", at, MovementKind.SOLD, "SCARF", "LYON", 1) for n in range(count)]


def test_an_import_that_was_cut_off_goes_on_after_its_last_batch(
    core: Core, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "ROWS_A_TRANSACTION", 10)
    path = tmp_path / "articles.jsonl"
    write(path, ArticleRecord, lines_of_articles(35))

    def die(line: int, _lines: int) -> None:
        if line == 20:
            raise Killed

    with pytest.raises(Killed):
        import_file(core, "articles", path, die)
    report = import_file(core, "articles", path)
    assert (report.resumed_after, report.written, report.changed) == (20, 35, 35)
    assert len(rows(core)["article"]) == 35
    again = import_file(core, "articles", path)
    assert (again.resumed_after, again.written, again.changed) == (0, 35, 0)
    left = core.read(
        lambda s: s.scalars(select(CoreSetting.name).where(CoreSetting.name.like("import:%"))).all()
    )
    assert left == []


def test_a_file_that_was_cut_off_before_another_of_its_kind_starts_again(
    core: Core, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "ROWS_A_TRANSACTION", 10)
    one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
    write(one, ArticleRecord, lines_of_articles(20))
    write(other, ArticleRecord, [ArticleRecord("SKU-0", "0000000000000", "S", "Renamed")])

    def die(line: int, _lines: int) -> None:
        if line:
            raise Killed

    with pytest.raises(Killed):
        import_file(core, "articles", one, die)
    import_file(core, "articles", other)
    report = import_file(core, "articles", one)
    assert (report.resumed_after, report.changed) == (0, 11)


@pytest.mark.by_turns
@pytest.mark.parametrize("suffix", [".jsonl", ".csv"])
def test_movements_are_imported_once_with_wrong_lines_told(core: Core, tmp_path: Path, suffix: str) -> None:
    load_all(core)
    path = tmp_path / f"movements{suffix}"
    good = sold(core, 5)
    write(
        path,
        MovementRecord,
        [*good, MovementRecord("bad", good[0].at, MovementKind.SOLD, "SCRAF", "LYON", 1)],
    )
    report = import_file(core, "movements", path)
    assert (report.written, report.changed, report.left_out) == (5, 5, 1)
    assert [(error.line, error.code) for error in report.errors] == [
        (6 + (suffix == ".csv"), "unknown_article")
    ]
    again = import_file(core, "movements", path)
    assert (again.written, again.changed, again.left_out) == (5, 0, 1)
    counted = core.read(lambda s: s.scalar(select(func.count()).where(Movement.kind == "sold")))
    assert counted == 5
    assert core.read(disagreements) == 0


@pytest.fixture(scope="module")
def loaded(database_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Core]:
    """A core with everything in it, which no export and no import of what was exported changes."""
    with fresh_database(database_kind, tmp_path_factory.mktemp("loaded")) as url:
        core = Core(make_engine(url), SimulatedClock(MONDAY_AT_NINE), SeededRandomness(1))
        load_all(core)
        load(core, "locations", LocationRecord("ODD", '=1+1, "é"', "store", 1.5, -2.25, is_open=False))
        load(core, "positions", PositionRecord("SCARF", "ODD", -3, damaged=2, counted_at=17))
        yield core
        core.engine.dispose()


@pytest.mark.by_turns
@pytest.mark.parametrize("suffix", [".jsonl", ".csv"])
@pytest.mark.parametrize("kind", EVERYTHING)
def test_what_is_exported_is_what_was_imported(loaded: Core, tmp_path: Path, kind: str, suffix: str) -> None:
    path, again = tmp_path / f"one{suffix}", tmp_path / f"two{suffix}"
    before = rows(loaded)
    for out in (path, again):
        with out.open("w", encoding="utf-8", newline="") as file:
            export(loaded, kind, file, is_csv=suffix == ".csv")
        report = import_file(loaded, kind, out)
        assert report.left_out == 0
        assert report.changed == 0 or kind in ("permissions", "staff")
    assert rows(loaded) == before
    assert path.read_bytes() == again.read_bytes()


@pytest.mark.by_turns
@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_the_progress_of_a_file_is_told_by_its_lines(core: Core, tmp_path: Path, end: str) -> None:
    path, told = tmp_path / "locations.jsonl", list[tuple[int, int]]()
    stores = [LocationRecord(code, code, "store", 45.0, 4.0) for code in ("LYON", "PARIS")]
    path.write_bytes(b"\n".join(map(msgspec.json.encode, stores)) + b"\n{}" + end.encode())
    import_file(core, "locations", path, lambda *done: told.append(done))
    lines = max(3, 2 + len(end))
    assert told == [(0, lines), (3, lines), (lines, lines)]
