from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.shell.theme import (
    DARK,
    ICONS,
    LIGHT,
    Palette,
    TextRole,
    Tone,
    contrast_ratio,
    font,
    icon_pixmap,
    mix,
    theme,
)
from desktop.shell.widgets import Pill, Text

#: WCAG 2.2, success criterion 1.4.3: text; 1.4.11: what is not text.
TEXT_LEAST = 4.5
SHAPE_LEAST = 3.0
STATUS = ("ok", "warn", "bad", "info", "accent")
PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast_ratio(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast_ratio(QColor("white"), QColor("white")) == pytest.approx(1)


def test_a_mixture_lies_between_its_parts() -> None:
    assert mix(QColor("black"), QColor("white"), 0.5).lightnessF() == pytest.approx(0.5, abs=0.01)
    assert mix(QColor("black"), QColor("white"), 0) == QColor("black")


@PALETTES
@pytest.mark.parametrize("ground", ["surface", "canvas"])
@pytest.mark.parametrize("ink", ["ink", "ink2", "ink3", *STATUS])
def test_text_can_be_read_on_every_plain_ground(palette: Palette, ground: str, ink: str) -> None:
    assert contrast_ratio(getattr(palette, ink), getattr(palette, ground)) >= TEXT_LEAST


@PALETTES
@pytest.mark.parametrize("status", STATUS)
def test_text_can_be_read_on_its_soft_ground(palette: Palette, status: str) -> None:
    soft = getattr(palette, f"{status}_soft")
    for ink in ("ink", "ink2", status):
        assert contrast_ratio(getattr(palette, ink), soft) >= TEXT_LEAST


@PALETTES
def test_text_can_be_read_upon_the_accent(palette: Palette) -> None:
    assert contrast_ratio(palette.on_accent, palette.accent) >= TEXT_LEAST


@PALETTES
@pytest.mark.parametrize("ground", ["surface", "canvas", "accent_soft"])
def test_the_focus_ring_can_be_seen(palette: Palette, ground: str) -> None:
    assert contrast_ratio(palette.accent, getattr(palette, ground)) >= SHAPE_LEAST


@PALETTES
def test_every_tone_has_its_colours(palette: Palette) -> None:
    for tone in Tone:
        assert contrast_ratio(palette.strong(tone), palette.soft(tone)) >= TEXT_LEAST


@pytest.mark.parametrize("role", list(TextRole))
def test_figures_stand_in_columns(qapp: QApplication, role: TextRole) -> None:
    metrics = QFontMetricsF(font(role))
    assert len({round(metrics.horizontalAdvance(figure), 3) for figure in "0123456789"}) == 1


def test_the_house_has_its_own_letters(qapp: QApplication) -> None:
    assert font().family() in {"Inter", "Source Sans Pro"}
    assert font(TextRole.TITLE).weight() == 600


def test_icons_are_one_family() -> None:
    drawings = sorted(ICONS.glob("*.svg"))
    assert len(drawings) > 40
    for path in drawings:
        drawing = path.read_text(encoding="utf-8")
        assert 'viewBox="0 0 20 20"' in drawing, path.name
        assert 'stroke-width="1.75"' in drawing, path.name
        assert set(re.findall(r"#[0-9A-Fa-f]{6}", drawing)) == {"#000000"}, path.name


@pytest.mark.parametrize("path", sorted(ICONS.glob("*.svg")), ids=lambda path: path.stem)
def test_an_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication, path) -> None:
    picture = icon_pixmap(path.stem, LIGHT.bad, 40).toImage()
    inked = [
        picture.pixelColor(x, y)
        for x in range(40)
        for y in range(40)
        if picture.pixelColor(x, y).alpha() == 255
    ]
    assert inked
    assert all(abs(colour.red() - LIGHT.bad.red()) < 4 for colour in inked)


def test_a_switch_recolours_what_is_on_the_screen(qtbot: QtBot, qapp: QApplication) -> None:
    pill, text = Pill("ready", Tone.OK), Text("words", colour="ink2")
    for widget in (pill, text):
        qtbot.addWidget(widget)
        widget.show()
    theme.apply(qapp, "dark")
    assert text.palette().windowText().color() == DARK.ink2
    assert pill.grab().toImage().pixelColor(pill.width() // 2, 2) == DARK.ok_soft
    theme.apply(qapp, "light")
    assert text.palette().windowText().color() == LIGHT.ink2
    assert pill.grab().toImage().pixelColor(pill.width() // 2, 2) == LIGHT.ok_soft


def test_a_switch_is_announced_once(qtbot: QtBot, qapp: QApplication) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.apply(qapp, "dark")
    assert theme.palette is DARK


def test_system_follows_the_desktop_and_is_light_where_it_says_nothing(qapp: QApplication) -> None:
    theme.apply(qapp, "system")
    assert theme.mode == "system"
    assert theme.palette in (LIGHT, DARK)


def test_stillness_is_respected(qapp: QApplication) -> None:
    assert theme.motion_ms() in (0, 120)
