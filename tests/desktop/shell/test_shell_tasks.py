from __future__ import annotations

import asyncio
import inspect
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import qasync
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.rules.errors import CoulisseError, Offline
from desktop.shell.tasks import BusyLine, Tasks

Crash = tuple[type[BaseException], BaseException]


class World:
    """A loop, an executor, and what was explained or reported."""

    def __init__(self, app: QApplication) -> None:
        self.executor = ThreadPoolExecutor(1)
        self.explained: list[Exception] = []
        self.crashed: list[Crash] = []
        self.tasks = Tasks(
            self.executor,
            expected=(CoulisseError,),
            explain=self.explained.append,
            crash=lambda kind, error, _trace: self.crashed.append((kind, error)),
        )
        self._loop = qasync.QEventLoop(app, set_running_loop=False)

    def run(self, story: Callable[[], Awaitable[object]]) -> None:
        with self._loop:
            self._loop.run_until_complete(story())
        self.executor.shutdown()


@pytest.fixture
def world(qapp: QApplication) -> World:
    return World(qapp)


def test_work_leaves_the_gui_thread_and_its_result_comes_back(world: World) -> None:
    async def story() -> None:
        assert await world.tasks.run(lambda a, b: (a + b, threading.get_ident()), 1, b=2) != (
            3,
            threading.get_ident(),
        )
        assert world.tasks.running == 0

    world.run(story)


def test_what_the_work_raises_is_raised_where_it_was_awaited(world: World) -> None:
    def fail() -> None:
        raise Offline("no_answer")

    async def story() -> None:
        with pytest.raises(Offline):
            await world.tasks.run(fail)
        assert world.tasks.running == 0

    world.run(story)


def test_an_expected_error_is_explained_and_a_bug_is_reported(world: World) -> None:
    async def offline() -> None:
        raise Offline("no_answer")

    async def bug() -> None:
        raise ZeroDivisionError

    async def story() -> None:
        world.tasks.start(offline())
        world.tasks.start(bug())
        await world.tasks.finish()

    world.run(story)
    assert [type(error) for error in world.explained] == [Offline]
    assert [kind for kind, _error in world.crashed] == [ZeroDivisionError]


def test_started_work_can_be_stopped(world: World) -> None:
    async def story() -> None:
        endless = world.tasks.start(asyncio.Event().wait())
        await asyncio.sleep(0)
        world.tasks.cancel()
        await world.tasks.finish()
        assert endless.cancelled()

    world.run(story)
    assert not world.crashed


def test_short_work_shows_nothing_and_long_work_does(world: World, qtbot: QtBot) -> None:
    told: list[bool] = []
    world.tasks.busy_changed.connect(told.append)
    gate = threading.Event()
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    line = BusyLine(world.tasks, parent)

    async def story() -> None:
        await world.tasks.run(lambda: None)
        assert told == []
        seen = asyncio.get_running_loop().create_future()
        world.tasks.busy_changed.connect(lambda is_busy: is_busy and seen.set_result(None))
        work = world.tasks.start(world.tasks.run(gate.wait))
        await seen
        assert line.isVisible()
        gate.set()
        await work

    world.run(story)
    assert told == [True, False]
    assert not line.isVisible()


def test_what_is_cancelled_before_its_first_step_is_closed(qapp: QApplication) -> None:
    async def begun() -> None:
        pass

    async def story() -> None:
        work = begun()
        Tasks().start(work).cancel()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert inspect.getcoroutinestate(work) == inspect.CORO_CLOSED

    asyncio.run(story())
