"""An associate at a real desktop, in a process of its own that can be ended at a named moment.

She looks at what the screen shows and does the next thing, so that she goes on from wherever a killed desktop
has left the order. By hand:

    python -m tests.e2e.associate --profile P --core URL --code C --person ID --pin PIN \
        --order NUMBER --pickup CODE [--stop-at NAME[:PASSAGE] | --stop-after-ms N]
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import threading
from contextlib import suppress

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import Desktop
from desktop.loop import run
from desktop.options import Options
from desktop.shell.saying import translate
from desktop.shell.trouble import TroublePage
from desktop.shell.widgets import KeyValueRows
from desktop.shell.wording import state_words
from desktop.tour.hand import Hand, StepFailed
from sync import World, system_world
from tests.e2e.errand import Errand, Points, end_now

AN_ERRAND_S = 180
"""Longer than that, and she goes round in circles."""
SOON_S = 2.0
TRIES = 5
"""How often a person presses what moves away under the hand."""
DONE, FAILED, TROUBLE = 0, 1, 3
"""How the process ends: the order has left; a screen was not as expected; the page of what stands in the way.
"""


def serve(errand: Errand) -> int:
    """Do the errand; returns how the process ends, if it lives."""
    if errand.stop_after_ms:
        threading.Timer(errand.stop_after_ms / 1000, end_now).start()
    return run(lambda application: _live(application, errand))


async def _live(application: QApplication, errand: Errand) -> int:
    desktop = desktop_for(application, errand, system_world(Points(errand)))
    await desktop.open()
    hand = hand_at(desktop)
    try:
        if isinstance(desktop.window, TroublePage):
            say(f"trouble: {desktop.window.error.code}")
            return TROUBLE
        associate = Associate(hand, errand)
        await associate.sign_in()
        await associate.carry_through()
    except (StepFailed, TimeoutError) as failure:
        say(f"{failure}\nThe screen says:\n{hand.all_words()}")
        return FAILED
    finally:
        await desktop.close()
    return DONE


def desktop_for(application: QApplication, errand: Errand, world: World) -> Desktop:
    """The program as the errand wants it opened."""
    options = Options(
        errand.profile, errand.core, errand.code, errand.language, "light", "back-room", lock_after_s=0
    )
    return Desktop(application, options, world)


def hand_at(desktop: Desktop) -> Hand:
    """A hand at whatever window the program shows."""

    def window() -> QWidget:
        assert desktop.window is not None
        return desktop.window

    return Hand(window)


class Associate:
    """One person, one order."""

    def __init__(self, hand: Hand, errand: Errand) -> None:
        self._hand = hand
        self._errand = errand

    async def sign_in(self) -> None:
        """Choose her name, and type her PIN."""
        hand, errand = self._hand, self._errand
        await hand.until_sees(f"person_{errand.person}")
        for _ in range(TRIES):
            if hand.sees(f"person_{errand.person}"):
                await hand.click(f"person_{errand.person}")
            with suppress(StepFailed):
                await hand.until_sees("pin_pad", SOON_S)
                break
        await hand.type(errand.pin)
        await hand.key(Qt.Key.Key_Return)
        await hand.until_sees("today")

    async def carry_through(self) -> None:
        """Do what the screens show to be next until the order has left and is told."""
        async with asyncio.timeout(AN_ERRAND_S):
            while not await self._has_left():
                await self._do_the_next_thing()
        await self._all_is_told()

    async def take_in_hand(self) -> None:
        """Begin or go on with the order, from Today."""
        hand, number = self._hand, self._errand.order
        await hand.click("rail_today")
        await hand.until_sees("today")
        await hand.until(lambda: hand.has_row("today_rows", number), f"{number} on Today")
        await self._go_on()

    async def _has_left(self) -> bool:
        """Ask the counter for the order's number, as soon as it is known there."""
        hand, number = self._hand, self._errand.order
        await hand.click("rail_hand_over")
        await hand.until_sees("hand_over")
        await hand.scan(number)
        await hand.until(
            lambda: hand.sees("hand_over_check") or hand.has_row("hand_over_results", number),
            f"{number} at the counter",
        )
        if hand.sees("hand_over_check"):
            return False
        said = hand.row_words("hand_over_results", hand.row_with("hand_over_results", number))
        return state_words("handed_over").casefold() in said.casefold()

    async def _do_the_next_thing(self) -> None:
        hand, number = self._hand, self._errand.order
        await hand.click("rail_today")
        await hand.until_sees("today")
        if not hand.has_row("today_rows", number):
            return
        await self._go_on()
        if hand.sees("prepare"):
            await self.prepare()
        else:
            await self._hand_over()

    async def _go_on(self) -> None:
        hand, number = self._hand, self._errand.order
        await self._choose(number)
        await hand.click("today_go")
        await hand.until(lambda: not hand.sees("today"), "the screen of the next step")
        if hand.sees("prepare"):
            await hand.until_says("prepare_number", number)

    async def _choose(self, number: str) -> None:
        """Press the order's row on Today; again if the rows have moved under the hand."""
        hand = self._hand
        for _ in range(TRIES):
            await hand.click_row("today_rows", hand.row_with("today_rows", number))
            with suppress(StepFailed):
                await hand.until_says("today_detail_title", number, SOON_S)
                return
        raise StepFailed(f"{number} cannot be chosen on Today")

    async def prepare(self) -> None:
        """Pick, pack and stage, from wherever the order stands."""
        hand = self._hand
        while not hand.sees("prepare_end"):
            if hand.sees("pick_dots"):
                await self.pick_one()
            elif hand.sees("pack_title"):
                await hand.key(Qt.Key.Key_Return)
                await hand.until(lambda: not hand.sees("pack_title"), "the parcel is packed")
            else:
                await hand.until_sees("stage_bin")
                await hand.key(Qt.Key.Key_Return)
                await hand.until(lambda: not hand.sees("stage_bin"), "the parcel is in its bin")

    async def pick_one(self) -> None:
        """Scan the article that the screen asks for."""
        hand = self._hand
        asked = self.asked()
        await hand.scan(asked[0])
        await hand.until(lambda: not hand.sees("pick_dots") or self.asked() != asked, "it is picked")

    def asked(self) -> tuple[str, str]:
        """The barcode that the screen asks for, and how many of it are picked."""
        digits = "".join(char for char in self._hand.words("pick_barcode") if char.isdigit())
        return digits, self._hand.words("pick_dots")

    async def _hand_over(self) -> None:
        hand = self._hand
        await hand.until_sees("hand_over_check")
        await hand.scan(self._errand.pickup)
        await hand.click("hand_over_button")
        await hand.until_sees("hand_over_done_title")

    async def _all_is_told(self) -> None:
        hand = self._hand
        await hand.click("rail_sync")
        await hand.until_sees("sync_line_facts")
        nothing = translate("Sync", "nothing")
        await hand.until(lambda: self._fact("sync_line_facts", "Waits") == nothing, "nothing waits")
        await hand.until(lambda: not self._fact("sync_copies_facts", "Printer"), "every label is printed")
        await hand.until(
            lambda: self.network_version() >= self._errand.network_version, "the network has arrived"
        )

    def network_version(self) -> int:
        """The version of the network's copy, as Sync shows it."""
        number = re.search(r"\d+", self._fact("sync_copies_facts", "Network"))
        return int(number[0]) if number else 0

    def _fact(self, name: str, what: str) -> str:
        """What a fact of the screen says, by its name in the source."""
        return dict(self._hand.see(name, KeyValueRows).facts()).get(translate("Sync", what), "")


def say(text: str) -> None:
    """A word to whoever looks for what went wrong."""
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.e2e.associate")
    for name in ("profile", "core", "person", "pin", "order", "pickup"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--code", default="")
    parser.add_argument("--stop-at", default="")
    parser.add_argument("--language", default="en")
    for name in ("--stop-after-ms", "--network-version"):
        parser.add_argument(name, type=int, default=0)
    parser.add_argument("--passed", default=None)
    sys.exit(
        serve(msgspec.convert(vars(parser.parse_args()), Errand, dec_hook=lambda kind, text: kind(text)))
    )


if __name__ == "__main__":
    main()
