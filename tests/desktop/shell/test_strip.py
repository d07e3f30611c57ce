"""What lasts is told in a strip under the top bar."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop.shell.strip import ABOVE_WORDS, STRIP_HEIGHT, Condition, Strip
from desktop.shell.theme import Tone
from desktop.shell.widgets import Text


@pytest.mark.parametrize(("times", "lines"), [(1, 1), (3, 2), (5, 3)])
def test_several_lines_stand_clear_of_a_strip_s_edges(qtbot: QtBot, times: int, lines: int) -> None:
    said = "Labels wait and come out by themselves. " * times
    strip = Strip(Condition("printer", Tone.WARN, "The label printer does not print", said, "Details"))
    qtbot.addWidget(strip)
    strip.resize(900, STRIP_HEIGHT)
    strip.resize(900, strip.heightForWidth(900))
    strip.show()
    [text] = [one for one in strip.findChildren(Text) if one.wordWrap()]
    qtbot.waitUntil(lambda: len(text.lines()) == lines)
    free = strip.height() - lines * text.fontMetrics().lineSpacing()
    assert free >= 2 * ABOVE_WORDS
    assert (strip.height() == STRIP_HEIGHT) is (lines == 1)
