"""Several processes on one PostgreSQL: what one commits reaches those who listen to another at once."""

from __future__ import annotations

import json
import queue
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from sqlalchemy import event, select, text

from core.model import Location
from core.orchestration import Core, UnitOfWork, make_engine
from core.ports import SeededRandomness, SystemClock
from core.service import app, neighbours
from core.service.app import create_app
from core.service.neighbours import CHANNEL, Neighbours
from tests.core.builders import make_staff
from tests.core.service.conftest import DEVICE_KEY, arrange_store
from tests.support.core_databases import fresh_database
from tests.support.live_core import QUICK, running_core, serving

PATIENCE_S = 60.0


class Process:
    """One of them.

    Attributes:
        heard: what it was told, in order.
    """

    def __init__(self, url: str, seed: int) -> None:
        self.engine = make_engine(url)
        self.heard: queue.Queue[dict[str, int]] = queue.Queue()
        self.neighbours = Neighbours(
            self.engine, SeededRandomness(seed), lambda versions: self.heard.put(dict(versions))
        )
        self.neighbours.start()
        # It listens from here on.
        assert self.heard.get(timeout=PATIENCE_S) == {}

    def close(self) -> None:
        self.neighbours.stop()
        self.engine.dispose()


@pytest.fixture
def both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Process, Process]]:
    monkeypatch.setattr(neighbours, "FIRST_RETRY_S", 0.01)
    with (
        fresh_database("postgresql", tmp_path) as url,
        closing(Process(url, 1)) as one,
        closing(Process(url, 2)) as other,
    ):
        yield one, other


def test_one_s_commits_are_told_to_the_others_and_not_to_itself(both: tuple[Process, Process]) -> None:
    one, other = both
    one.neighbours.committed({"store:1": 4, "network": 9})
    assert other.heard.get(timeout=PATIENCE_S) == {"store:1": 4, "network": 9}
    other.neighbours.committed({"store:2": 5})
    assert one.heard.get(timeout=PATIENCE_S) == {"store:2": 5}
    assert other.heard.empty()


def test_commits_of_thousands_of_streams_fit_into_words(both: tuple[Process, Process]) -> None:
    one, other = both
    many = {f"device:{number:036}": number for number in range(2_000)}
    one.neighbours.committed(many)
    heard: dict[str, int] = {}
    while len(heard) < len(many):
        heard |= other.heard.get(timeout=PATIENCE_S)
    assert heard == many


def test_what_was_missed_while_the_line_was_cut_is_told_when_it_is_back(
    both: tuple[Process, Process],
) -> None:
    one, other = both
    with one.engine.begin() as connection:
        connection.execute(text("INSERT INTO stream (name, version, floor) VALUES ('store:7', 3, 0)"))
        listening = text(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid != pg_backend_pid()"
            " AND datname = current_database() AND query LIKE :query"
        )
        connection.execute(listening, {"query": "LISTEN%"})
    for each in both:
        assert each.heard.get(timeout=PATIENCE_S) == {"store:7": 3}
    one.neighbours.committed({"store:7": 4})
    assert other.heard.get(timeout=PATIENCE_S) == {"store:7": 4}


def test_what_cannot_be_told_is_told_over_the_next_connection(both: tuple[Process, Process]) -> None:
    one, other = both
    one.neighbours.committed({"store:1": 1})
    assert other.heard.get(timeout=PATIENCE_S) == {"store:1": 1}
    with other.engine.begin() as connection:
        telling = text(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid != pg_backend_pid()"
            " AND datname = current_database() AND query LIKE '%pg_notify%'"
        )
        connection.execute(telling)
    one.neighbours.committed({"store:1": 2})
    assert other.heard.get(timeout=PATIENCE_S) == {"store:1": 2}


def test_another_program_s_word_harms_nobody(both: tuple[Process, Process]) -> None:
    one, other = both
    with one.engine.begin() as connection:
        for word in ("", "not JSON", '{"by": 3}', "[]"):
            connection.execute(text("SELECT pg_notify(:channel, :word)"), {"channel": CHANNEL, "word": word})
    one.neighbours.committed({"store:1": 4})
    assert other.heard.get(timeout=PATIENCE_S) == {"store:1": 4}


def test_what_is_committed_before_it_connects_is_told_then(tmp_path: Path) -> None:
    with fresh_database("postgresql", tmp_path) as url, closing(Process(url, 1)) as one:
        late = Neighbours(one.engine, SeededRandomness(2), lambda _: None, begin_s=0.1)
        late.committed({"store:1": 4})
        late.start()
        assert one.heard.get(timeout=PATIENCE_S) == {"store:1": 4}
        late.stop()


def test_who_ends_before_it_connects_has_asked_the_database_nothing(tmp_path: Path) -> None:
    with fresh_database("postgresql", tmp_path) as url, closing(Process(url, 1)) as one:
        asked: list[object] = []
        event.listen(one.engine, "checkout", lambda *told: asked.append(told))
        late = Neighbours(one.engine, SeededRandomness(2), lambda _: None, begin_s=PATIENCE_S)
        late.start()
        late.committed({"store:1": 4})
        late.stop()
        assert asked == []
        assert not any(thread.is_alive() for thread in late._threads)


def test_a_workstation_that_listens_to_one_process_hears_what_another_has_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "AFTER_THE_START_S", 0.0)
    with running_core(tmp_path, arrange_store, kind="postgresql") as first:
        headers = {"Authorization": f"Bearer {first.device_token('S1', DEVICE_KEY)}"}
        engine = make_engine(str(first.core.engine.url.render_as_string(hide_password=False)))
        second = Core(engine, SystemClock(), SeededRandomness(2))
        with (
            serving(create_app(second, first.publisher, QUICK)),
            httpx.stream("GET", f"{first.base_url}/v1/feed/pokes", headers=headers, timeout=60) as answer,
        ):
            lines = (line for line in answer.iter_lines() if line.startswith("data:"))
            before = store_version(next(lines))
            second.transact(
                lambda unit: make_staff(unit, unit.session.scalars(select(Location)).one(), "Alix")
            )
            while store_version(next(lines)) != before + 1:
                pass
        engine.dispose()


def add_somebody(unit: UnitOfWork) -> None:
    make_staff(unit, unit.session.scalars(select(Location)).one(), "Alix")


def store_version(line: str) -> int:
    """The version of the only store's stream that a poke tells; 0 for none."""
    streams = json.loads(line.removeprefix("data:"))["streams"]
    return max((version for name, version in streams.items() if name.startswith("store:")), default=0)
