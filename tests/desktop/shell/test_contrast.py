"""Contrast of what is really drawn: the pairs of the style sheet, and those of the painted controls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from desktop.shell.theme import DARK, LIGHT, Palette, Tone, contrast_ratio, mix, theme
from desktop.shell.theme.stylesheet import stylesheet
from desktop.shell.widgets.buttons import ButtonKind, button_colours

TEXT_LEAST = 4.5
"""WCAG 2.2, success criterion 1.4.3."""
SHAPE_LEAST = 3.0
"""WCAG 2.2, success criterion 1.4.11."""
TYPED_INTO = ("QLineEdit", "QPlainTextEdit", "QComboBox")
GROUND = "background"
TEXTS = {"color": GROUND, "placeholder-text-color": GROUND, "selection-color": "selection-background-color"}
"""Which property is the ground of which."""
LOOKS = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


def rules_of(sheet: str) -> dict[str, dict[str, str]]:
    """What holds for each selector, with what it takes over from the same one without its state."""
    rules: dict[str, dict[str, str]] = {}
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
        said = dict(re.findall(r"([\w-]+)\s*:\s*([^;]+);", body))
        for selector in selectors.split(","):
            name = " ".join(selector.split())
            plain = rules.get(name.split(":")[0], {}) if "::" not in name else {}
            rules[name] = plain | rules.get(name, {}) | said
    return rules


def grounds(palette: Palette, rule: dict[str, str], name: str) -> list[QColor]:
    """What lies under it: its own ground, or for none whatever it may stand upon."""
    own = rule.get(name, "none")
    return [QColor(own)] if own.startswith("#") else [palette.surface, palette.canvas]


def pairs(palette: Palette) -> Iterator[tuple[str, QColor, QColor]]:
    for selector, rule in rules_of(stylesheet(palette)).items():
        for text, ground in TEXTS.items():
            if text in rule:
                for under in grounds(palette, rule, ground):
                    yield f"{selector} {text}", QColor(rule[text]), under


@LOOKS
def test_every_text_of_the_style_sheet_can_be_read(palette: Palette) -> None:
    found = {what: contrast_ratio(ink, ground) for what, ink, ground in pairs(palette)}
    assert len(found) >= 12
    assert {what: ratio for what, ratio in found.items() if ratio < TEXT_LEAST} == {}


@LOOKS
@pytest.mark.parametrize("control", [*TYPED_INTO, *(f"{name}:focus" for name in TYPED_INTO)])
def test_the_border_of_a_field_can_be_seen(palette: Palette, control: str) -> None:
    rule = rules_of(stylesheet(palette))[control]
    edge = QColor(rule["border"].split()[-1])
    for ground in (QColor(rule["background"]), palette.surface, palette.canvas):
        assert contrast_ratio(edge, ground) >= SHAPE_LEAST


@LOOKS
@pytest.mark.parametrize(("kind", "is_hot", "is_down"), [*product(ButtonKind, [False, True], [False, True])])
def test_a_buttons_word_can_be_read_in_every_state(
    qapp: QApplication, palette: Palette, kind: ButtonKind, is_hot: bool, is_down: bool
) -> None:
    theme.apply(qapp, "dark" if palette.is_dark else "light")
    ground, edge, ink = button_colours(kind, True, is_hot, is_down)
    under = [palette.surface, palette.canvas]
    for behind in [ground] if ground else under:
        assert contrast_ratio(ink, behind) >= TEXT_LEAST
    for shape in [edge] if edge else []:
        assert all(contrast_ratio(shape, behind) >= SHAPE_LEAST for behind in under)


@LOOKS
def test_what_lies_under_the_pointer_can_still_be_read(palette: Palette) -> None:
    hot_row = mix(palette.surface, palette.canvas, 0.7)
    pressed = mix(palette.surface, palette.accent, 0.14)
    for ink in (palette.ink, palette.ink2, palette.ink3):
        assert contrast_ratio(ink, hot_row) >= TEXT_LEAST
    assert contrast_ratio(palette.ink, pressed) >= TEXT_LEAST
    assert contrast_ratio(palette.edge, palette.surface) >= SHAPE_LEAST


@LOOKS
def test_the_ring_can_be_seen_wherever_it_is_drawn(palette: Palette) -> None:
    upon = [palette.surface, palette.canvas, palette.accent_soft]
    upon += [palette.soft(tone) for tone in Tone]
    assert min(contrast_ratio(palette.accent, ground) for ground in upon) >= SHAPE_LEAST
    assert contrast_ratio(palette.on_accent, palette.accent) >= SHAPE_LEAST
