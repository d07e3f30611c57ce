from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop.shell.theme import Tone
from desktop.shell.widgets import Pill, PillLook, TimePill, time_left, time_words


@pytest.mark.parametrize(
    ("minutes", "words", "tone"),
    [
        (-130, "late 2 h 10 min", Tone.BAD),
        (-8, "late 8 min", Tone.BAD),
        (0, "0 min", Tone.WARN),
        (29, "29 min", Tone.WARN),
        (30, "30 min", Tone.NEUTRAL),
        (130, "2 h 10 min", Tone.NEUTRAL),
        (3 * 24 * 60, "3 d", Tone.NEUTRAL),
    ],
)
def test_time_left_is_told_by_word_and_tone(minutes: int, words: str, tone: Tone) -> None:
    look = time_left(minutes)
    assert (look.word, look.tone) == (words, tone)
    assert look.shape()


def test_hours_have_two_figures_of_minutes() -> None:
    assert time_words(65) == "1 h 05 min"


@pytest.mark.parametrize("tone", [Tone.OK, Tone.WARN, Tone.BAD, Tone.INFO])
def test_a_status_has_a_shape_of_its_own(tone: Tone) -> None:
    shapes = {PillLook("word", other).shape() for other in (Tone.OK, Tone.WARN, Tone.BAD, Tone.INFO)}
    assert PillLook("word", tone).shape()
    assert len(shapes) == 4


def test_a_pill_without_a_word_is_not_there(qtbot: QtBot) -> None:
    pill = Pill("ready", Tone.OK)
    qtbot.addWidget(pill)
    pill.show_look(PillLook(""))
    assert pill.isHidden()


def test_a_pill_is_wide_enough_for_its_word(qtbot: QtBot) -> None:
    pill = TimePill(-130)
    qtbot.addWidget(pill)
    assert pill.minimumSizeHint() == pill.sizeHint()
    assert pill.accessibleName() == "late 2 h 10 min"
