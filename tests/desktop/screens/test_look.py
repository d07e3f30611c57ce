"""The look of every screen in every state: names, focus, nothing cut off, room for a finger."""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import actions
from desktop.preferences import SCALES
from desktop.shell.language import language
from desktop.shell.theme import theme
from desktop.shell.widgets import Text
from tests.desktop.screens.look_checks import Size, keyboard_problems, room_problems
from tests.desktop.screens.look_pages import PAGES
from tests.desktop.screens.look_room import Room, make_world, room_on, speaking
from tests.desktop.screens.look_states import STATES

ROOT = Path(__file__).resolve().parents[3]
LARGEST: Size = (3840, 2160)
SMALLEST: Size = (1024, 768)
USUAL: Size = (1440, 900)
SIZES: list[Size] = [LARGEST, SMALLEST, USUAL]
"""From 4K to old screens of back rooms."""
BY_TURNS = [("fr", "light", 0), ("en", "dark", 1)]
"""Language, look, and which states are seen in it by keyboard; the others are seen so in the other dress."""
TURN_SIZES: list[list[Size]] = [[SMALLEST, USUAL], [LARGEST, SMALLEST]]
"""The sizes in either dress: French, whose words are longer, in those that people have."""
DRESSES = [
    *BY_TURNS,
    *(
        pytest.param((code, look, None), marks=pytest.mark.full)
        for code in ("fr", "en")
        for look in ("light", "dark")
    ),
]


@pytest.fixture(scope="module")
def world(furnished_replica: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_world(furnished_replica, tmp_path_factory.mktemp("look") / "world")


class Seen(NamedTuple):
    """What is looked at of a state in one dress: in which sizes, in the end by keyboard or not."""

    sizes: list[Size]
    by_keyboard: bool


def seen_of(state: str, turn: int | None) -> Seen:
    """All of it where nothing is dealt out. Else the smallest size, in which words are cut off, and one more.

    Room and names depend on the language, and how a focus is drawn on the look: every state is seen in both
    languages, and in both looks, and about half of the states by keyboard in each of them. Which half depends
    on a state's own name, so that a new one changes nothing for the others.
    """
    if turn is None:
        return Seen(SIZES, True)
    return Seen(TURN_SIZES[turn], crc32(state.encode()) % len(BY_TURNS) == turn)


def test_every_state_is_seen_at_each_size_and_once_by_keyboard() -> None:
    for state in STATES:
        looks = [seen_of(state, turn) for _code, _look, turn in BY_TURNS]
        assert {size for look in looks for size in look.sizes} == set(SIZES)
        spoken = {code: look.sizes for (code, _look, _turn), look in zip(BY_TURNS, looks, strict=True)}
        assert {SMALLEST, USUAL} <= set(spoken["fr"]), "French is seen where people use it"
        assert {SMALLEST, LARGEST} <= set(spoken["en"])
        assert [look.by_keyboard for look in looks].count(True) == 1


@pytest.fixture(
    scope="module",
    params=DRESSES,
    ids=lambda dress: "-".join((*dress[:2], "all") if dress[2] is None else dress[:2]),
)
def room(
    request: pytest.FixtureRequest, qapp: QApplication, world: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Room, int | None]]:
    code, look, turn = request.param
    theme.apply(qapp, look)
    with speaking(code), room_on(world, tmp_path_factory.mktemp("room") / "replica") as made:
        made.window.resize(*SMALLEST)
        yield made, turn
    theme.apply(qapp, "light")


@pytest.mark.parametrize("code", ["fr", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_stands_alone_has_them_too(
    qapp: QApplication, qtbot: QtBot, name: str, code: str
) -> None:
    theme.apply(qapp, "light")
    with speaking(code):
        page = PAGES[name]()
        qtbot.addWidget(page)
        page.show()
        page.activateWindow()
        assert "\n".join(room_problems(qapp, page, name, SIZES)) == ""
        assert "\n".join(keyboard_problems(page)) == ""


@pytest.mark.parametrize("state", STATES)
def test_a_state_has_room_names_and_a_focus_that_is_seen(
    qapp: QApplication, state: str, room: tuple[Room, int | None]
) -> None:
    made, turn = room
    seen = seen_of(state, turn)
    made.window.activateWindow()
    # It is painted once, when it has all its room.
    made.window.setUpdatesEnabled(False)
    STATES[state](made)
    assert "\n".join(room_problems(qapp, made.window, state, seen.sizes)) == ""
    if seen.by_keyboard:
        assert "\n".join(keyboard_problems(made.window)) == ""


def test_the_bar_of_each_dress_speaks_its_language(room: tuple[Room, int | None]) -> None:
    said = room[0].window.top_bar.findChild(Text, "connection_words")
    assert said is not None
    assert (
        said.text()
        == {"fr": "Hors ligne · données de 10:42", "en": "Offline · data from 10:42"}[language.code]
    )


def test_every_action_has_its_key_and_no_screen_has_one_twice() -> None:
    declared = [value for _name, value in inspect.getmembers(actions) if isinstance(value, actions.Declared)]
    assert len(declared) >= 20
    assert [action.name for action in declared if not action.key] == []
    keys = [(action.name.split("_")[0], action.key) for action in declared]
    assert sorted({pair for pair in keys if keys.count(pair) > 1}) == []


SCALED = [str(percent / 100) for percent in SCALES if percent != SCALES[0]]
DEALT = pytest.param([SCALED[0], SCALED[-1]], 2, id="dealt out")
"""A scale with a fraction and a whole one: each has every other state."""
EACH = pytest.param(SCALED, 1, id="each has all", marks=pytest.mark.full)


@pytest.mark.parametrize(("scales", "turns"), [DEALT, EACH])
def test_nothing_is_cut_off_on_a_scaled_screen(world: Path, scales: list[str], turns: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.desktop.screens.look_at_scales", str(world), str(turns), *scales],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3_000:] + done.stderr[-3_000:]
    looked_at = [
        len(list(STATES)[place % turns :: turns]) + len(list(PAGES)[place % turns :: turns])
        for place in range(len(scales))
    ]
    assert sum(looked_at) == (len(STATES) + len(PAGES)) * len(scales) // turns
    assert done.stdout.splitlines() == [
        f"{scale}: {count} looked at" for scale, count in zip(scales, looked_at, strict=True)
    ]
