"""The look of every screen in every state: names, focus, nothing cut off, room for a finger."""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import actions
from desktop.preferences import SCALES
from desktop.shell.theme import theme
from tests.desktop.screens.look_checks import Size, keyboard_problems, room_problems
from tests.desktop.screens.look_pages import PAGES
from tests.desktop.screens.look_room import Room, make_world, room_on, speaking
from tests.desktop.screens.look_states import STATES

ROOT = Path(__file__).resolve().parents[3]
USUAL: Size = (1440, 900)
SIZES: list[Size] = [(3840, 2160), (1024, 768), USUAL]
"""From 4K to old screens of back rooms."""
DRESSES = [
    ("fr", "light", SIZES),
    ("en", "dark", SIZES),
    # Room and names depend on the language, how a focus is drawn on the look: each is seen above.
    pytest.param(("fr", "dark", SIZES), marks=pytest.mark.full),
    pytest.param(("en", "light", SIZES), marks=pytest.mark.full),
]


@pytest.fixture(scope="module")
def world(furnished_replica: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_world(furnished_replica, tmp_path_factory.mktemp("look") / "world")


@pytest.fixture(scope="module", params=DRESSES, ids=lambda dress: f"{dress[0]}-{dress[1]}")
def room(
    request: pytest.FixtureRequest, qapp: QApplication, world: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Room, list[Size]]]:
    code, look, sizes = request.param
    theme.apply(qapp, look)
    with speaking(code), room_on(world, tmp_path_factory.mktemp("room") / "replica") as made:
        made.window.resize(*sizes[0])
        yield made, sizes
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
    qapp: QApplication, state: str, room: tuple[Room, list[Size]]
) -> None:
    made, sizes = room
    made.window.activateWindow()
    # It is painted once, when it has all its room.
    made.window.setUpdatesEnabled(False)
    STATES[state](made)
    assert "\n".join(room_problems(qapp, made.window, state, sizes)) == ""
    assert "\n".join(keyboard_problems(made.window)) == ""


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
