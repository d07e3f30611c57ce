"""Mistakes and mishaps at a real desktop, each in a process of its own that tells what the widgets said.

Every one of them ends with the order handed over: nothing of the work may be lost by it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import event

from core.ports import SystemRandomness
from desktop.loop import run
from desktop.shell.widgets import EmptyState
from desktop.shell.wording import connection_words
from desktop.tour.hand import StepFailed
from sync import system_world
from sync.connection import ConnectionKind
from sync.replica import Replica
from tests.e2e.associate import DONE, FAILED, Associate, desktop_for, hand_at, say
from tests.e2e.errand import Errand
from tests.e2e.faulty_line import LOGIN_PAGE, SERVER_ERROR, BreakingLine, Impostor

Said = dict[str, str]
Mishap = Callable[..., Awaitable[Said]]
EXPECTED_OF_QT = "This plugin does not support propagateSizeHints"
ROUNDS = 100
"""Picked and taken back so often, any disk of these tests is full."""


class Impatient(SystemRandomness):
    """Pauses between two tries are a fifth of what they are."""

    def uniform(self, low: float, high: float) -> float:
        return super().uniform(low, high) / 5


class Seat:
    """A desktop with its associate, and the line behind it."""

    def __init__(self, application: QApplication, errand: Errand, line: BreakingLine) -> None:
        self.errand = errand
        self.line = line
        world = msgspec.structs.replace(system_world(), randomness=Impatient())
        self.desktop = desktop_for(application, msgspec.structs.replace(errand, core=line.url), world)
        self.hand = hand_at(self.desktop)
        self.associate = Associate(self.hand, errand)

    async def begin(self) -> None:
        """Open, sign in, take the order in hand."""
        await self.desktop.open()
        await self.associate.sign_in()
        await self.associate.take_in_hand()

    async def told(self, name: str, part: str) -> str:
        """What a widget says, once it says `part`."""
        await self.hand.until_says(name, part)
        return self.hand.words(name)

    @property
    def replica(self) -> Replica:
        """The workstation's files."""
        assert self.desktop.workstation is not None
        return self.desktop.workstation.replica


def play(mishap: Mishap, errand: Errand, answer: Path, arguments: dict[str, str]) -> int:
    """Let it happen; what was said is written to `answer`. Returns how the process ends."""
    warnings: list[str] = []

    def listen(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not message.startswith(EXPECTED_OF_QT):
            warnings.append(message)

    qInstallMessageHandler(listen)
    code = run(lambda application: _play(application, mishap, errand, answer, arguments))
    say("\n".join(warnings))
    return FAILED if warnings else code


async def _play(
    application: QApplication, mishap: Mishap, errand: Errand, answer: Path, arguments: dict[str, str]
) -> int:
    line = BreakingLine(errand.core)
    await line.mend()
    seat = Seat(application, errand, line)
    try:
        said = await mishap(seat, **arguments)
        await seat.associate.carry_through()
        answer.write_bytes(msgspec.json.encode(said))
    except (StepFailed, TimeoutError) as failure:
        say(f"{failure}\nThe screen says:\n{seat.hand.all_words()}")
        return FAILED
    finally:
        await seat.desktop.close()
        await line.cut()
    return DONE


# What people do


async def wrong_scans(seat: Seat, unknown: str, of_another: str, other_order: str, wrong_code: str) -> Said:
    """A barcode of nothing, one of another order's article, and a code that is not the customer's."""
    hand = seat.hand
    await seat.desktop.open()
    await seat.associate.sign_in()
    await hand.until(lambda: hand.has_row("today_rows", other_order), other_order)
    await seat.associate.take_in_hand()
    asked, said = seat.associate.asked(), {}
    await hand.scan(unknown)
    said["unknown"] = await seat.told("prepare_feedback", unknown)
    await hand.scan(of_another)
    said["of_another"] = await seat.told("prepare_feedback", other_order)
    expect(seat.associate.asked() == asked, "nothing was picked by the wrong scans")
    await seat.associate.prepare()
    await seat.associate.take_in_hand()
    await hand.scan(wrong_code)
    said["wrong_code"] = await seat.told("hand_over_check_feedback", wrong_code)
    expect(not hand.see("hand_over_button", QWidget).isEnabled(), "the button stays shut")
    return said


# What happens to the line


async def impostors(seat: Seat, fault: str, page: str) -> Said:
    """Headquarters has a fault, then a sign-in page answers in its place; work goes on."""
    hand, said = seat.hand, {}
    await seat.begin()
    await seat.associate.pick_one()
    port = urlsplit(seat.line.url).port
    assert port is not None
    await seat.line.cut()
    impostor = Impostor(SERVER_ERROR)
    await impostor.take_over(port)
    for name, answer, words in (("fault", SERVER_ERROR, fault), ("page", LOGIN_PAGE, page)):
        impostor.answer = answer
        await hand.click("rail_sync")
        said[name] = await seat.told("sync_line_cause", words)
        await hand.until_sees("strip_offline")
        said[f"{name}_strip"] = hand.words("strip_offline")
        await hand.click("rail_prepare")
        await hand.until_sees("prepare")
        await seat.associate.pick_one()
    await impostor.leave()
    await seat.line.mend()
    await hand.until(lambda: not hand.sees("strip_offline"), "the line is back")
    return said


async def half_a_delta(seat: Seat, cut: str) -> Said:
    """Each delta breaks off in its middle while all else is answered; then it comes whole."""
    hand, line = seat.hand, seat.line
    line.breaks = True
    await seat.begin()
    await seat.associate.pick_one()
    await hand.click("rail_sync")
    said = {"cut": await seat.told("strip_offline", cut)}
    await hand.until_sees("sync_copies_facts")
    holds = connection_words(ConnectionKind.CONNECTED)
    expect(holds in hand.words("sync_line_state"), "the line to headquarters holds")
    await hand.until(lambda: line.broken > 1, "it is asked for again")
    expect(seat.associate.network_version() < seat.errand.network_version, "half a delta is none")
    line.breaks = False
    await hand.until(lambda: not hand.sees("strip_offline"), "the copy comes through whole")
    return said


# What happens to the disk


async def full_disk(seat: Seat, full: str) -> Said:
    """The disk is full: it is said, nothing is written, and work goes on once there is room."""
    hand, associate = seat.hand, seat.associate
    await seat.begin()
    deeds = ["ClaimFulfilment"]

    def is_full() -> bool:
        # Other messages come too: an article scanned again within a second is told.
        return hand.sees("message_sentence") and full in hand.words("message_sentence")

    with _no_room(seat.replica):
        for turn in range(2 * ROUNDS):
            asked, done = associate.asked(), seat.replica.state().last_sequence
            if turn % 2 == 0:
                await hand.scan(asked[0])
            else:
                await hand.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            await hand.until(lambda asked=asked: associate.asked() != asked or is_full(), "an answer")
            if is_full():
                break
            deeds.append("UndoPick" if turn % 2 else "PickLine")
        said = {"full": hand.words("message_sentence")}
        expect(associate.asked() == asked, "the screen shows what is written")
        expect(seat.replica.state().last_sequence == done, "nothing was written")
    await hand.click("message_away")
    picked = deeds.count("PickLine") - deeds.count("UndoPick")
    rest = ["PickLine"] * (3 - picked)
    return said | {"deeds": " ".join([*deeds, *rest, "PackFulfilment", "StageFulfilment", "HandOver"])}


@contextmanager
def _no_room(replica: Replica) -> Iterator[None]:
    """No page more for the replica's file."""
    engine = replica._engine
    most: dict[str, int] = {}

    def limit(raw: object, _record: object, _proxy: object) -> None:
        [pages] = raw.execute("PRAGMA page_count").fetchone()  # type: ignore[attr-defined]
        raw.execute(f"PRAGMA max_page_count = {most.setdefault('pages', pages)}")  # type: ignore[attr-defined]

    event.listen(engine, "checkout", limit)
    try:
        yield
    finally:
        event.remove(engine, "checkout", limit)
        engine.dispose()


async def trouble(seat: Seat, spoilt: str, healthy: str) -> Said:
    """A file that cannot be opened: it is said and left alone; with the right one back, work goes on."""
    hand, target = seat.hand, Path(spoilt)
    before = target.read_bytes()
    await seat.desktop.open()
    await hand.until_sees("trouble_state_action")
    state = hand.see("trouble_state", EmptyState)
    said = {"sentence": state.sentence(), "hint": state.hint()}
    expect(target.read_bytes() == before, "the file is left as it is")
    target.write_bytes(Path(healthy).read_bytes())
    await hand.click("trouble_state_action")
    await seat.associate.sign_in()
    return said


def expect(is_so: bool, what: str) -> None:
    """Raise `StepFailed` where something is not as it must be."""
    if not is_so:
        raise StepFailed(f"not so: {what}")
