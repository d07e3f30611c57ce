"""Colours and measures. Every colour of the application is named here, once for light and once for dark."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QColor

#: Everything sits on a grid of 8 px; half a step (4) is allowed inside a widget.
GRID = 8
#: Corner radius of cards, buttons and fields, px.
RADIUS = 8
#: Height of a row in a list, px.
ROW = 56
#: Least side of anything that a finger presses, px.
TOUCH = 44


class Tone(StrEnum):
    """What a colour means. A status is always told by word and shape as well."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    INFO = "info"


@dataclass(frozen=True)
class Palette:
    """One theme's colours.

    Attributes:
        canvas, surface, line: window, card, border of 1 px.
        edge: border of what is typed into, chosen or pressed; it tells a control (3:1 on canvas and surface).
        ink, ink2, ink3: text, secondary text, hints.
        accent, accent_soft, on_accent: primary action and selection; its ground; text upon the accent.
        ok, warn, bad, info: status colours, each with its soft ground.
    """

    is_dark: bool
    canvas: QColor
    surface: QColor
    line: QColor
    edge: QColor
    ink: QColor
    ink2: QColor
    ink3: QColor
    accent: QColor
    accent_soft: QColor
    on_accent: QColor
    ok: QColor
    ok_soft: QColor
    warn: QColor
    warn_soft: QColor
    bad: QColor
    bad_soft: QColor
    info: QColor
    info_soft: QColor

    def strong(self, tone: Tone) -> QColor:
        """The colour of a text or mark in this tone."""
        return self.ink2 if tone is Tone.NEUTRAL else QColor(getattr(self, tone.value))

    def soft(self, tone: Tone) -> QColor:
        """The ground on which a text in this tone stands."""
        return self.canvas if tone is Tone.NEUTRAL else QColor(getattr(self, f"{tone.value}_soft"))


def _palette(is_dark: bool, **colours: str) -> Palette:
    return Palette(is_dark=is_dark, **{name: QColor(f"#{value}") for name, value in colours.items()})


LIGHT = _palette(
    is_dark=False,
    canvas="F6F5F2",
    surface="FFFFFF",
    line="DEDAD2",
    edge="928C82",
    ink="1E1C24",
    ink2="57535F",
    ink3="6F6B78",
    accent="4B3FA8",
    accent_soft="ECEAF8",
    on_accent="FFFFFF",
    ok="1B6E47",
    ok_soft="E1F2E9",
    warn="8A5200",
    warn_soft="FBEFD9",
    bad="B3261E",
    bad_soft="FBE6E4",
    info="175F8D",
    info_soft="E1EFF8",
)

DARK = _palette(
    is_dark=True,
    canvas="15141A",
    surface="1E1D25",
    line="393643",
    edge="706C7B",
    ink="F1EFF6",
    ink2="BAB6C6",
    ink3="9692A3",
    accent="AEA3FF",
    accent_soft="2C2949",
    on_accent="15141A",
    ok="63CD99",
    ok_soft="17362A",
    warn="F2B65E",
    warn_soft="3B2D14",
    bad="FF8F86",
    bad_soft="45201E",
    info="78C1F2",
    info_soft="16303F",
)
