"""Units of work that meet: what the database turns back is run again, and nothing is lost or done twice."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import DBAPIError

from core.commands import ClaimFulfilment, Command, CountArticle, Outcome, PickLine
from core.model import Article, CountTask, FulfilmentLine, Location, Movement, Position, Staff
from core.orchestration import Core, UnitOfWork, command_intake
from core.orchestration.command_decision import React
from core.orchestration.command_intake import receive
from core.orchestration.database import is_passing
from core.orchestration.unit import MAX_ATTEMPTS
from core.rules.stock import MovementKind
from core.wire import SigningKey
from tests.core.builders import (
    make_article,
    make_device,
    make_fulfilment,
    make_location,
    make_position,
    make_staff,
    move,
)
from tests.support.sender import Sender

PICKS = 12


def test_two_that_lock_in_opposite_orders_both_come_through(core: Core) -> None:
    core.transact(lambda unit: [make_location(unit), make_article(unit, "A1"), make_article(unit, "A2")])
    core.transact(lambda unit: [_receive(unit, 1), _receive(unit, 2)])
    both_hold_one = threading.Barrier(2)
    attempts: list[int] = []

    def crossing(first: int, second: int) -> Callable[[UnitOfWork], None]:
        tries = 0

        def work(unit: UnitOfWork) -> None:
            nonlocal tries
            tries += 1
            attempts.append(first)
            _receive(unit, first)
            unit.session.flush()
            if tries == 1 and core.engine.dialect.name == "postgresql":
                both_hold_one.wait(60)
            _receive(unit, second)

        return work

    _together([lambda: core.transact(crossing(1, 2)), lambda: core.transact(crossing(2, 1))])
    assert core.read(lambda s: s.scalars(select(Position.sellable)).all()) == [3, 3]
    assert core.read(lambda s: len(s.scalars(select(Movement)).all())) == 6
    assert len(attempts) == (3 if core.engine.dialect.name == "postgresql" else 2)


def test_it_gives_up_after_so_many_attempts(core: Core) -> None:
    attempts: list[int] = []

    def work(_unit: UnitOfWork) -> None:
        attempts.append(1)
        raise DBAPIError("UPDATE", {}, Exception("database is locked"))

    with pytest.raises(DBAPIError) as caught:
        core.transact(work)
    assert is_passing(caught.value)
    assert len(attempts) == MAX_ATTEMPTS


def test_two_devices_at_one_line_lose_no_unit(core: Core) -> None:
    keys = [SigningKey(bytes([number]) * 32) for number in (1, 2)]

    def arrange(unit: UnitOfWork) -> tuple[str, list[str]]:
        location, article = make_location(unit), make_article(unit)
        make_position(unit, article, location, 100)
        make_staff(unit, location)
        devices = [make_device(unit, location, key).id for key in keys]
        return make_fulfilment(unit, location, [(article, 2 * PICKS)]).id, devices

    fulfilment_id, devices = core.transact(arrange)
    line_id, staff_id = core.read(
        lambda s: (s.scalars(select(FulfilmentLine.id)).one(), s.scalars(select(Staff.id)).one())
    )
    pick = PickLine(fulfilment_id=fulfilment_id, line_id=line_id)
    claim = ClaimFulfilment(fulfilment_id=fulfilment_id)

    def send(device_id: str, key: SigningKey) -> None:
        sender = Sender(device_id, key, staff_id, core.clock.now())
        for _ in range(PICKS):
            receive(core, device_id, [sender.seal(pick), sender.seal(claim)], _nothing_more)

    _together([lambda d=d, k=k: send(d, k) for d, k in zip(devices, keys, strict=True)])
    line = core.read(lambda s: s.scalars(select(FulfilmentLine)).one())
    assert (line.picked, line.quantity) == (2 * PICKS, 2 * PICKS)


def test_two_devices_whose_batches_cross_both_get_all_outcomes(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In one go all is locked beforehand, in one order, and nothing can cross.
    monkeypatch.setattr(command_intake, "_in_one_go", lambda *_: None)
    keys = [SigningKey(bytes([number]) * 32) for number in (1, 2)]

    def arrange(unit: UnitOfWork) -> tuple[list[str], list[str]]:
        location, article = make_location(unit), make_article(unit)
        make_position(unit, article, location, 100)
        make_staff(unit, location)
        devices = [make_device(unit, location, key).id for key in keys]
        return [make_fulfilment(unit, location, [(article, 2)], name).id for name in ("W-1", "W-2")], devices

    orders, devices = core.transact(arrange)
    staff_id = core.read(lambda s: s.scalars(select(Staff.id)).one())
    both_hold_one = threading.Barrier(2)
    runs: dict[str, int] = dict.fromkeys(orders, 0)
    answers: dict[str, list[int]] = {}

    def send(device_id: str, key: SigningKey, own: list[str]) -> None:
        def react(unit: UnitOfWork, _command: Command, _command_id: str, _outcome: Outcome) -> None:
            runs[own[0]] += 1
            unit.session.flush()
            if runs[own[0]] == 1 and core.engine.dialect.name == "postgresql":
                both_hold_one.wait(60)

        sender = Sender(device_id, key, staff_id, core.clock.now())
        batch = [sender.seal(ClaimFulfilment(fulfilment_id=one)) for one in own]
        answers[device_id] = [one.sequence for one in receive(core, device_id, batch, react).outcomes]

    both = zip(devices, keys, [orders, orders[::-1]], strict=True)
    _together([lambda d=d, k=k, o=o: send(d, k, o) for d, k, o in both])
    assert answers == {device_id: [1, 2] for device_id in devices}


def test_two_who_count_at_the_same_moment_correct_once(core: Core) -> None:
    keys = [SigningKey(bytes([number]) * 32) for number in (1, 2)]
    task = {"id": "c-1", "aggregate": "fulfilment:f-1", "reason": "not_found", "asked_by": "s", "asked_at": 1}

    def arrange(unit: UnitOfWork) -> list[str]:
        location, article = make_location(unit), make_article(unit)
        make_position(unit, article, location, 10)
        make_staff(unit, location)
        unit.session.add(
            CountTask(**task, location_id=location.id, article_id=article.id, gtin="", name="", state="asked")
        )
        return [make_device(unit, location, key).id for key in keys]

    devices = core.transact(arrange)
    staff_id = core.read(lambda s: s.scalars(select(Staff.id)).one())
    told = CountArticle(task_id="c-1", task_aggregate="fulfilment:f-1", counted=8, expected=10)
    second_locks = threading.Event()

    def notice(_connection: object, _cursor: object, words: str, *_more: object) -> None:
        is_locking = "count_task" in words and ("FOR UPDATE" in words or words.startswith("UPDATE"))
        if is_locking and threading.current_thread().name == "second":
            second_locks.set()

    def send(number: int, react: React) -> None:
        sender = Sender(devices[number], keys[number], staff_id, core.clock.now())
        assert [
            one.status for one in receive(core, devices[number], [sender.seal(told)], react).outcomes
        ] == ["applied"]

    second = threading.Thread(target=send, args=(1, _nothing_more), name="second")

    def while_the_second_tells(unit: UnitOfWork, *_more: object) -> None:
        unit.session.flush()
        if not second.ident:
            second.start()
            if core.engine.dialect.name == "postgresql":
                assert second_locks.wait(60)

    event.listen(core.engine, "before_cursor_execute", notice)
    send(0, while_the_second_tells)
    second.join()
    assert core.read(lambda s: s.scalars(select(Position.sellable)).one()) == 8


def _nothing_more(_unit: UnitOfWork, _command: Command, _command_id: str, _outcome: Outcome) -> None:
    pass


def _receive(unit: UnitOfWork, article_id: int) -> None:
    article, location = unit.session.get_one(Article, article_id), unit.session.get_one(Location, 1)
    move(unit, MovementKind.RECEIVED, article, location, 1)


def _together(works: list[Callable[[], object]]) -> None:
    failures: list[BaseException] = []

    def guarded(work: Callable[[], object]) -> None:
        try:
            work()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
