"""What is old goes, what somebody needs stays: on both databases, and as a replica reads it."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from core.feed.log import version_of
from core.feed.publication import Published
from core.feed.retention import mark_versions
from core.feed.streams import NETWORK, device_stream, store_stream
from core.feed.tail import read_tail
from core.model import Article, Change, Customer, Device, Fulfilment, Location, Order, StreamMark
from core.orchestration import Core, UnitOfWork
from core.orchestration.chain_settings import ChainSetting, set_value
from core.orchestration.timers import Timers
from core.ports import SimulatedClock
from core.rules.errors import Conflict
from core.rules.time import DAY_MS
from core.service.upkeep import Kept, keep_up, shorten
from core.wire import PieceRef, SigningKey, Tail
from tests.core.builders import make_article, make_device, make_fulfilment, make_location, make_position

KEY = SigningKey(bytes(range(32)))
NOTHING = Published("epoch")


@pytest.fixture
def store(core: Core) -> Core:
    def arrange(unit: UnitOfWork) -> None:
        place = make_location(unit, "S1")
        scarf = make_article(unit, "SCARF")
        make_position(unit, scarf, place, 9)
        make_device(unit, place, KEY, id="device-1")
        make_fulfilment(unit, place, [(scarf, 1)], "W-1")

    core.transact(arrange)
    for name in (ChainSetting.CHANGE_LOG_DAYS, ChainSetting.CLOSE_AFTER_DAYS):
        core.transact(lambda unit, name=name: set_value(unit, name, 7))  # type: ignore[misc]
    return core


def tidy(core: Core, published: Published = NOTHING) -> Kept:
    return keep_up(core, lambda: published)


def tail(core: Core, store_from: int = 0, floors: tuple[int, int] = (0, 0), most_rows: int = 999) -> Tail:
    def read(session: Session) -> Tail:
        device = session.get_one(Device, "device-1")
        return read_tail(session, device, store_from, 0, most_rows, floors)

    return core.read(read)


def rows_of(found: Tail) -> dict[str, int]:
    return {delta.name: delta.row_count for delta in found.tables}


def here(core: Core) -> str:
    return store_stream(core.read(lambda s: s.scalars(select(Location.id)).one()))


def touch(core: Core, note: str) -> None:
    def work(unit: UnitOfWork) -> None:
        unit.session.scalars(select(Order)).one().note = note

    core.transact(work)


def logged(core: Core, stream: str) -> int:
    count = select(func.count()).select_from(Change).where(Change.stream == stream)
    return core.read(lambda s: s.scalars(count).one())


def days(core: Core, clock: SimulatedClock, count: int) -> None:
    for _ in range(count):
        clock.advance(DAY_MS)
        touch(core, f"note {clock.at}")
        tidy(core)


def test_a_private_stream_is_compacted_and_still_tells_everything(store: Core, clock: SimulatedClock) -> None:
    tidy(store)
    stream = here(store)
    first = logged(store, stream)
    days(store, clock, 12)
    version, floor = store.read(lambda s: version_of(s, stream))
    assert 0 < floor < version
    assert logged(store, stream) <= first + 8
    whole = tail(store)
    assert {"orders": 1, "order_line": 1, "fulfilment": 1, "customer": 1}.items() <= rows_of(whole).items()
    assert "movement" not in rows_of(whole)
    order = next(delta for delta in whole.tables if delta.name == "orders")
    assert order.values[order.columns.index("note")] == [f"note {clock.at}"]


def test_within_the_retention_nothing_changes_for_a_replica(store: Core, clock: SimulatedClock) -> None:
    tidy(store)
    days(store, clock, 2)
    stream = here(store)
    seen = store.read(lambda s: version_of(s, stream))[0]
    days(store, clock, 7)
    assert rows_of(tail(store, seen)) == {"orders": 1}
    assert tail(store, seen).store_to == seen + 7


def test_an_older_replica_is_told_so_and_pages_from_nothing(store: Core, clock: SimulatedClock) -> None:
    tidy(store)
    days(store, clock, 9)
    with pytest.raises(Conflict, match="stream_restarted"):
        tail(store, 1)
    page = tail(store, most_rows=1)
    assert page.more
    assert page.store_to < page.store_floor
    with pytest.raises(Conflict, match="stream_restarted"):
        tail(store, page.store_to)
    floors = (page.store_floor, page.device_floor)
    assert tail(store, page.store_to, floors).store_to == store.read(lambda s: version_of(s, here(store)))[0]
    days(store, clock, 1)
    with pytest.raises(Conflict, match="stream_restarted"):
        tail(store, page.store_to, floors)


def test_what_was_deleted_does_not_come_back(store: Core, clock: SimulatedClock) -> None:
    tidy(store)

    def close(unit: UnitOfWork) -> None:
        unit.session.scalars(select(Fulfilment)).one().state = "cancelled"

    store.transact(close)
    days(store, clock, 8)
    assert Timers(store).turn()["close"] == 1
    assert rows_of(tail(store))["fulfilment"] == 0
    days_without_order(store, clock, 8)
    assert (
        rows_of(tail(store))
        .keys()
        .isdisjoint({"fulfilment", "fulfilment_line", "orders", "order_line", "customer"})
    )
    assert not any(delta.deleted_keys for delta in tail(store).tables)
    for kind in (Fulfilment, Order, Customer):
        assert store.read(lambda s, kind=kind: s.scalars(select(func.count()).select_from(kind)).one()) == 1  # type: ignore[misc]


def days_without_order(core: Core, clock: SimulatedClock, count: int) -> None:
    def work(unit: UnitOfWork) -> None:
        place = unit.session.scalars(select(Location)).one()
        make_position(unit, unit.session.scalars(select(Article)).one(), place, 1)

    for _ in range(count):
        clock.advance(DAY_MS)
        core.transact(work)
        tidy(core)


def test_the_network_is_cut_but_not_beyond_a_delta_that_is_published(
    store: Core, clock: SimulatedClock
) -> None:
    tidy(store)
    days_without_order(store, clock, 3)
    needed = store.read(lambda s: version_of(s, NETWORK))[0]
    days_without_order(store, clock, 9)
    assert store.read(lambda s: version_of(s, NETWORK))[1] == 0
    piece = PieceRef(
        name="",
        from_version=needed,
        to_version=needed + 1,
        size_bytes=1,
        raw_bytes=1,
        sha256="0" * 64,
        rows=1,
    )
    published = Published("epoch")
    published.add_delta(piece)
    tidy(store, published)
    assert store.read(lambda s: version_of(s, NETWORK))[1] <= needed
    assert store.read(lambda s: version_of(s, NETWORK))[1] >= needed - 1
    oldest = select(func.min(Change.version)).where(Change.stream == NETWORK)
    assert store.read(lambda s: s.scalars(oldest).one()) <= needed + 1


def test_stopped_between_two_transactions_it_goes_on(store: Core, clock: SimulatedClock) -> None:
    tidy(store)
    for _ in range(9):
        clock.advance(DAY_MS)
        touch(store, f"note {clock.at}")
        keep_up(store, lambda: NOTHING, lambda: False)
    turns = iter([True] * 3)
    first = keep_up(store, lambda: NOTHING, lambda: next(turns, False))
    rest = tidy(store)
    assert 0 < first.days < 2 <= first.days + rest.days
    assert tidy(store).days == 0
    assert rows_of(tail(store))["orders"] == 1


def test_the_devices_stream_is_not_shortened_before_its_time(store: Core, clock: SimulatedClock) -> None:
    tidy(store)
    days(store, clock, 3)
    assert store.read(lambda s: version_of(s, device_stream("device-1")))[1] == 0


def test_rows_go_some_at_a_time(store: Core, clock: SimulatedClock) -> None:
    for stream in (here(store), NETWORK):
        for n in range(5):
            touch(store, f"note {n}")
            days_without_order(store, clock, 1)
        version, before = store.read(lambda s, stream=stream: version_of(s, stream))[0], logged(store, stream)  # type: ignore[misc]
        shorten(store, stream, version, batch=2)
        assert store.read(lambda s, stream=stream: version_of(s, stream)) == (version, version)  # type: ignore[misc]
        assert logged(store, stream) < before
    assert logged(store, NETWORK) == 0
    assert {"orders": 1, "fulfilment": 1}.items() <= rows_of(tail(store)).items()


def test_two_processes_mark_a_day_once(store: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    marks = select(func.count()).select_from(StreamMark)
    store.transact(lambda unit: mark_versions(unit.session, unit.at))
    first = store.read(lambda s: s.scalars(marks).one())
    monkeypatch.setattr("core.feed.retention.MARK_EVERY_MS", 0)
    monkeypatch.setattr("core.feed.retention._is_unmarked", true)
    store.transact(lambda unit: mark_versions(unit.session, unit.at))
    assert first == store.read(lambda s: s.scalars(marks).one()) > 0
