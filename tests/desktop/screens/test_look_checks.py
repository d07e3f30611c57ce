"""The look's own checks: what they must not let pass."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.shell.widgets import Card, EdgeLine, Field, QuietButton, SecondaryButton, Text
from desktop.shell.widgets.buttons import QUIET_PADDING
from tests.desktop.screens.look_checks import badly_parted, check_room, shows_focus

WIDEST = 900


class Placed(SecondaryButton):
    """A button that can come to a place in which nothing of it is seen."""

    is_covered = False

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_covered:
            super().paintEvent(event)


def test_a_ring_that_was_seen_once_is_looked_for_in_the_next_place_too(qtbot: QtBot) -> None:
    button = Placed("Print", name="print")
    qtbot.addWidget(button)
    with qtbot.waitActive(button):
        button.show()
        button.activateWindow()
    assert shows_focus(button)
    button.is_covered = True
    assert not shows_focus(button)


def test_a_button_that_reaches_beyond_its_ground_is_found(qtbot: QtBot) -> None:
    """The ground that it shows under the pointer would end in the middle of nothing."""
    whole, ground = QWidget(), QWidget()
    around, line = QVBoxLayout(whole), EdgeLine(ground)
    around.setContentsMargins(24, 24, 24, 24)
    around.addWidget(ground)
    line.setContentsMargins(QUIET_PADDING, 0, QUIET_PADDING, 0)
    line.addWidget(QuietButton("Print again", name="again", key="Ctrl+P"))
    qtbot.addWidget(whole)
    whole.show()
    assert check_room(whole) == []
    line.setContentsMargins(0, 0, 0, 0)
    QApplication.processEvents()
    assert [problem.split(":")[0] for problem in check_room(whole)] == ["beyond its ground"]


def test_a_field_from_which_words_below_take_height_is_found(qtbot: QtBot) -> None:
    """A column asks for the height of wrapped words at its own width, not at the most that they may have."""
    card = Card(name="card")
    words = Text("Still to be said: " + "the new PIN again, " * 4, wrap=True)
    for part in (Field("Current PIN", name="now"), Field("New PIN", name="new"), words):
        card.body.addWidget(part)
    qtbot.addWidget(card)
    for most, is_cut in ((WIDEST, False), (200, True)):
        words.setMaximumWidth(most)
        card.resize(900, card.heightForWidth(900))
        card.show()
        qtbot.wait(20)
        assert any(problem.startswith("cut off: Field") for problem in check_room(card)) is is_cut


@pytest.mark.parametrize(
    ("text", "lines", "is_bad"),
    [
        ("Culotte · 40 · Bleu", ("Culotte · 40 ·", "Bleu"), True),
        ("Culotte · Bleu", ("Culotte", "· Bleu"), True),
        ("2 demandés, 2 envoyés", ("2 demandés, 2", "envoyés"), True),
        ("Abîmé : 1 × Veste", ("Abîmé : 1 ×", "Veste"), True),
        ("Zone A · 4 articles", ("Zone A\u00a0· 4", "articles"), True),
        ("Rien. 1\u202f204 articles", ("Rien. 1\u202f204", "articles"), True),
        ("Culotte · 40 · Bleu", ("Culotte\u00a0· 40", "Bleu"), False),
        ("Dans le casier 4 ici", ("Dans le casier 4", "ici"), False),
        ("À résoudre : 4", ("À résoudre : 4",), False),
    ],
)
def test_a_line_that_leaves_a_dot_or_a_number_alone_is_found(
    text: str, lines: tuple[str, ...], is_bad: bool
) -> None:
    assert badly_parted(text, lines) is is_bad
