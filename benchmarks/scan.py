"""A picker at the real window of a full-size replica: how soon a scan is answered, and the board there.

``scan_p50_ms``, ``scan_p99_ms``: from the scanner's last key at the window until the answer
is painted; by then it is written durably and its sound has been asked for. ``board_p99_ms``: from the press
on Today until its rows are painted. Both by the wall's clock; ``..._cpu_ms`` beside them is the time that all
threads of the process have used meanwhile, which other work on the machine does not lengthen.
``gui_longest_stall_ms`` is the longest time that the GUI's thread did not come back to its loop during the
scans, ``gui_longest_work_ms`` its own processor's time in one go, ``idle_longest_stall_ms`` an empty loop's.

The store has 2,000 orders to prepare, the network 5 million positions; there is no core, as on a day without
the line.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

import msgspec
import numpy as np
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import select, update

from benchmarks.chain import CACHE, Chain, chain, opened_workstation
from benchmarks.reporting import Figures, report, say
from benchmarks.ui_day import Person, Pulse, idle
from benchmarks.workstations import REPLICA_KEY
from core.model import Article, Fulfilment, FulfilmentLine, Position
from core.rules.time import MINUTE_MS, Instant
from core.service.demo.seeds import people
from core.service.demo_core import DemoSize
from desktop.core_process import DemoPerson
from desktop.loop import run
from desktop.screens.preparation.state import Phase
from desktop.screens.preparation.view import PreparationView
from desktop.shell.widgets import RowList
from sync.keys import KEYS_FOLDER, FileKeys, replica_key_name
from sync.schema import ReplicaState
from sync.workstation import Workstation

ORDERS = 2_000
LINES = 3
ZONES = "ABCDEFGH"
ARTICLES = 60
"""Articles that the orders want: few, so that rounds have them in common."""
ROUNDS = 12
BOARDS = 40
NOBODY = "http://127.0.0.1:9"
"""Where no core answers."""
ANSWER_WITHIN_S = 10.0
PACE_S = 0.3
"""From an answer to the next scan: a quick hand."""
WRONG, WRONG_EVERY = "4006381333931", 6
"""A barcode that no article has, and how often it is scanned."""


class Took(msgspec.Struct, frozen=True):
    """How long something took: by the wall's clock, and of all threads' processor time."""

    wall_ms: float
    cpu_ms: float


class Painted(QObject):
    """Waits for the paint of a widget that shows what was waited for."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self._done: asyncio.Future[Took] | None = None
        self._shows: Callable[[], bool] = lambda: True
        self._began = (0.0, 0.0)
        widget.installEventFilter(self)

    def wait_for(self, shows: Callable[[], bool]) -> asyncio.Future[Took]:
        """What is to come is a paint with which this holds; the clock starts with `start`, and with now."""
        self._shows = shows
        self._done = asyncio.get_running_loop().create_future()
        self.start()
        return self._done

    def start(self, *_what: object) -> None:
        """Start the clock anew."""
        self._began = (time.perf_counter(), time.process_time())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        done = self._done
        is_waited_for = done is not None and not done.done() and event.type() == QEvent.Type.Paint
        if is_waited_for and done is not None and self._shows():
            wall, used = time.perf_counter() - self._began[0], time.process_time() - self._began[1]
            done.set_result(Took(wall * 1_000, used * 1_000))
        return super().eventFilter(watched, event)


def main() -> None:
    """Print one line of JSON, last."""
    made = chain(DemoSize(sys.argv[1]) if len(sys.argv) > 1 else DemoSize.CHAIN)
    figures: Figures = {"open_fulfilments": ORDERS}
    with tempfile.TemporaryDirectory(prefix="scan-", dir=CACHE) as name:
        profile = _profile(made, Path(name))
        run(lambda application: _day(application, made, profile, figures))
    report("scan", figures)


def _profile(made: Chain, folder: Path) -> Path:
    profile = Path(shutil.copytree(made.replica, folder / "workstation"))
    FileKeys(profile / KEYS_FOLDER).save(replica_key_name(profile), REPLICA_KEY)
    with opened_workstation(profile) as station:
        _add_orders(station)
    return profile


def _add_orders(station: Workstation) -> None:
    here, now = station.replica.state().location_id, station.world.clock.now()
    articles = station.read(
        lambda reader: reader.session.scalars(
            select(Article)
            .join(Position, Position.article_id == Article.id)
            .where(Position.location_id == here, Position.sellable > 2, Article.is_serialised.is_(False))
            .order_by(Article.id)
            .limit(ARTICLES)
        ).all()
    )
    with station.replica.writing("bench") as session:
        # Not the first start: the names are shown at once.
        session.get_one(ReplicaState, 1).heard_at = now
        session.execute(update(Fulfilment).values(state="handed_over"))
        session.add_all(_orders(here, now, articles))


def _orders(here: int, now: Instant, articles: Sequence[Article]) -> Iterator[Fulfilment | FulfilmentLine]:
    names, rng = people(), np.random.default_rng(7)
    for number in range(ORDERS):
        given, family = rng.choice(names.womens_names), rng.choice(names.last_names)
        yield Fulfilment(
            id=f"scan-f{number:04}",
            order_id=f"scan-o{number:04}",
            location_id=here,
            kind="pickup",
            state="proposed",
            state_at=now,
            order_number=f"C-{80_000 + number}",
            customer_name=f"{given} {family}",
            promised_at=now + (30 + number // 4) * MINUTE_MS,
            created_at=now,
        )
        for place, which in enumerate(rng.choice(len(articles), LINES, replace=False)):
            yield _line(number, place, articles[int(which)])


def _line(number: int, place: int, article: Article) -> FulfilmentLine:
    return FulfilmentLine(
        id=f"scan-l{number:04}-{place}",
        fulfilment_id=f"scan-f{number:04}",
        order_line_id=f"scan-ol{number:04}-{place}",
        line_no=place + 1,
        article_id=article.id,
        quantity=1,
        sku=article.sku,
        gtin=article.gtin,
        name=article.name,
        category=article.category,
        size=article.size,
        colour=article.colour,
        colour_hex=article.colour_hex,
        zone=ZONES[article.id % len(ZONES)],
        aisle=str(article.id % 12),
        shelf=str(article.id % 5),
    )


async def _day(application: QApplication, made: Chain, profile: Path, figures: Figures) -> int:
    pulse = Pulse()
    figures["idle_longest_stall_ms"] = (await pulse.longest(idle())).wall_ms
    picker = Picker(application, profile, NOBODY)
    await picker.open()
    try:
        await picker.sign_in(_associate(made))
        await picker.watch()
        await picker.pick_a_round()
        picker.scans.clear()
        longest = await pulse.longest(picker.pick())
        figures["gui_longest_stall_ms"], figures["gui_longest_work_ms"] = longest.wall_ms, longest.work_ms
        _note(figures, "scan", picker.scans)
        figures["scans"] = len(picker.scans)
        _note(figures, "board", await picker.boards())
    finally:
        await picker.close()
    return 0


def _associate(made: Chain) -> DemoPerson:
    one = next(person for person in made.demo.staff if person.role == "associate")
    return DemoPerson(one.id, one.name, one.role, one.pin)


def _note(figures: Figures, what: str, took: Sequence[Took]) -> None:
    for key, values in (
        ("", sorted(one.wall_ms for one in took)),
        ("_cpu", sorted(one.cpu_ms for one in took)),
    ):
        figures[f"{what}_p50{key}_ms"] = statistics.median(values)
        figures[f"{what}_p99{key}_ms"] = values[min(len(values) - 1, len(values) * 99 // 100)]


class Picker(Person):
    """Makes up rounds and scans what the screen asks for, with a wrong article now and then.

    Attributes:
        scans: how long each scan took.
    """

    def __init__(self, application: QApplication, profile: Path, core_url: str) -> None:
        super().__init__(application, profile, core_url)
        self.scans: list[Took] = []

    async def watch(self) -> None:
        """Look at what is painted, and hear the scanner."""
        await self.hand.click("rail_prepare")
        await self.hand.until_sees("prepare_queue")
        self._view = self.hand.see("prepare", PreparationView)
        self._answer = Painted(self._view.feedback)
        self._desktop._wedge.scanned.connect(self._answer.start)

    async def pick(self) -> None:
        """All rounds."""
        for place in range(ROUNDS):
            await self.pick_a_round()
            say(f"round {place + 1} of {ROUNDS}: {len(self.scans)} scans")

    async def pick_a_round(self) -> None:
        """One round, proposed and picked, and left to whoever packs it."""
        view = self._view
        await self.hand.until(lambda: view.acts.propose.isEnabled(), "a queue")
        await self.hand.key(Qt.Key.Key_F7)
        await self.hand.until(lambda: bool(view.state.chosen), "a proposed round")
        await self.hand.key(Qt.Key.Key_Return)
        await self.hand.until(lambda: view.state.phase is Phase.PICK, "the round")
        place = 0
        while view.state.phase is Phase.PICK and view.state.current_line is not None:
            place += 1
            await self._scan(WRONG if place % WRONG_EVERY == 0 else view.state.current_line.gtin)
        await self.hand.key(Qt.Key.Key_F8)
        await self.hand.until(lambda: view.state.phase is Phase.QUEUE, "the queue")

    async def boards(self) -> list[Took]:
        """Today, looked at again and again."""
        await self.hand.click("rail_today")
        await self.hand.until_sees("today_rows")
        rows = self.hand.see("today_rows", RowList)
        painted, took = Painted(rows.viewport()), []
        for _ in range(BOARDS):
            await self.hand.click("rail_prepare")
            await self.hand.until_sees("prepare_queue")
            came = painted.wait_for(rows.isVisible)
            await self.hand.click("rail_today")
            took.append(await _within(came))
        return took

    async def _scan(self, text: str) -> None:
        before = self._view.state.said
        came = self._answer.wait_for(lambda: self._view.state.said is not before)
        await self.hand.scan(text)
        self.scans.append(await _within(came))
        await asyncio.sleep(PACE_S)


async def _within(came: asyncio.Future[Took]) -> Took:
    async with asyncio.timeout(ANSWER_WITHIN_S):
        return await came


if __name__ == "__main__":
    main()
