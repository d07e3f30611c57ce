"""A short at the screen Prepare: why, what it does, and who else wants the article."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.model import FulfilmentLine
from desktop.screens.preparation.screen import PreparationScreen
from desktop.shell.theme import TOUCH
from desktop.shell.widgets import ProgressThin
from tests.desktop.desk_double import SessionDesk
from tests.desktop.screens.preparation_room import button, picking, press, screen, shown_buttons, text
from tests.desktop.screens.store_world import add_order

__all__ = ["picking", "screen"]


def test_f2_asks_why_and_a_digit_answers(picking: PreparationScreen, desk: SessionDesk, qtbot: QtBot) -> None:
    press(qtbot, picking, Qt.Key.Key_F2)
    assert text(picking, "short_title") == "Why is it short? Chemise lin Alba · 38\u00a0·\u00a0blanc"
    assert text(picking, "short_units") == "2 of 2 missing"
    assert shown_buttons(picking) == ["back"]
    qtbot.mouseClick(button(picking, "short_less"), Qt.MouseButton.LeftButton)
    press(qtbot, picking, Qt.Key.Key_3)

    line = desk.row(FulfilmentLine, "f1-2")
    assert (line.short, line.short_reason) == (1, "damaged")
    assert picking.view.feedback.sentence().startswith("Chemise lin Alba: 1 short (damaged)")


def test_what_is_missing_is_said_by_the_list_in_words_and_by_its_bar(
    picking: PreparationScreen, qtbot: QtBot
) -> None:
    press(qtbot, picking, Qt.Key.Key_F2)
    press(qtbot, picking, Qt.Key.Key_3)
    bar = picking.view.findChild(ProgressThin, "prepare_progress")
    assert bar is not None

    assert text(picking, "prepare_round_left") == "0 of 3 picked · 2 short"
    assert (bar.accessibleName(), bar.short) == ("0% done, 67% short", 2 / 3)
    said = [row.words() for row in picking.view.round.rows.rows()]
    assert "Chemise lin Alba, 38 · blanc, 2 short" in said[0]


def test_a_short_shows_its_effect_and_who_else_wants_the_article(
    picking: PreparationScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    add_order(desk, "f2", "C-20423", "Linh Nguyen", {"shirt": 1}, due_min=40)
    press(qtbot, picking, Qt.Key.Key_F2)
    assert button(picking, "short_reasons_not_found").accessibleName() == "Not found · 6\u00a0→\u00a00"
    assert (
        button(picking, "short_reasons_mismatch").accessibleName()
        == "Fewer than the stock says · 6\u00a0→\u00a04"
    )
    assert button(picking, "short_reasons_pick_later").accessibleName() == "Pick later"
    assert text(picking, "short_others") == "Also wanted by C-20423 (1 article(s))"
    press(qtbot, picking, Qt.Key.Key_F9)
    assert (
        text(picking, "short_others") == "Short for them too, with the reasons 1 to 3: C-20423 (1 article(s))"
    )
    # The buttons of before are let go when the loop comes round.
    QApplication.processEvents()
    assert (
        button(picking, "short_reasons_mismatch").accessibleName()
        == "Fewer than the stock says · 6\u00a0→\u00a03"
    )
    assert button(picking, "short_reasons_pick_later").accessibleName() == "Pick later"
    press(qtbot, picking, Qt.Key.Key_1)

    assert [desk.row(FulfilmentLine, key).short for key in ("f1-2", "f2-1")] == [2, 1]


def test_each_reason_can_be_pressed_and_says_its_effect(
    picking: PreparationScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    qtbot.mouseClick(button(picking, "prepare_short_button"), Qt.MouseButton.LeftButton)
    reason = button(picking, "short_reasons_mismatch")
    qtbot.waitUntil(lambda: reason.height() >= TOUCH)
    qtbot.mouseClick(reason, Qt.MouseButton.LeftButton)

    assert desk.row(FulfilmentLine, "f1-2").short_reason == "mismatch"
