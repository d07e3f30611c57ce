"""Where people choose and type, and what stands there instead."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop.shell.theme import ROW
from desktop.shell.widgets import (
    Choice,
    Choices,
    Dropdown,
    EmptyState,
    Field,
    SearchField,
    Variant,
    VariantGrid,
)
from desktop.shell.widgets.choices import ChoiceButton


def test_variants_are_chosen_by_press_and_by_key(qtbot: QtBot) -> None:
    grid = VariantGrid(name="variants")
    qtbot.addWidget(grid)
    grid.show_variants(
        [Variant("a", "S", "marine", 0), Variant("b", "M", "marine", 2), Variant("c", "M", "sable", 5)], "b"
    )
    with qtbot.waitActive(grid):
        grid.show()
        grid.activateWindow()
    cells = {cell.objectName(): cell for cell in grid.findChildren(QAbstractButton)}
    assert cells["variant_a"].text() == "–"
    assert cells["variant_c"].accessibleName() == "sable, M: 5"
    cells["variant_a"].setFocus()
    qtbot.keyClick(cells["variant_a"], Qt.Key.Key_Right)
    qtbot.keyClick(cells["variant_b"], Qt.Key.Key_Down)
    assert cells["variant_c"].hasFocus()
    with qtbot.waitSignal(grid.chosen) as chosen:
        qtbot.keyClick(cells["variant_c"], Qt.Key.Key_Return)
    assert chosen.args == ["c"]
    assert [cell.is_selected for cell in cells.values()] == [False, False, True]


def test_choices_answer_with_their_key(qtbot: QtBot) -> None:
    choices = Choices(name="reasons")
    qtbot.addWidget(choices)
    choices.show_choices(
        [Choice("not_found", "Not found", "A count is asked for", "1"), Choice("later", "Later")]
    )
    with qtbot.waitSignal(choices.chosen) as chosen:
        choices.findChild(QAbstractButton, "reasons_later").click()
    assert chosen.args == ["later"]


def test_fields_are_named_for_everybody(qtbot: QtBot) -> None:
    search, field = (
        SearchField("Code, name or scan", name="find", is_large=True),
        Field("Proxy", name="proxy"),
    )
    for widget in (search, field):
        qtbot.addWidget(widget)
    assert (search.line.objectName(), search.line.accessibleName()) == ("find", "Code, name or scan")
    assert (field.line.objectName(), field.line.accessibleName()) == ("proxy", "Proxy")
    with qtbot.assertNotEmitted(search.edited):
        search.set_text("C-20418")
    assert search.text() == "C-20418"
    search.clear()
    assert search.text() == ""


def test_the_wheel_over_a_closed_list_chooses_nothing(qtbot: QtBot) -> None:
    made = Dropdown(name="port")
    qtbot.addWidget(made)
    made.show_choices([("one", 1), ("two", 2)], 1)
    made.show()
    chosen: list[int] = []
    made.activated.connect(chosen.append)
    middle, turned = QPointF(made.rect().center()), QPoint(0, -120)
    wheel = QWheelEvent(
        middle,
        made.mapToGlobal(middle),
        QPoint(),
        turned,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QCoreApplication.sendEvent(made, wheel)
    assert (chosen, made.currentData(), wheel.isAccepted()) == ([], 1, False)


def test_the_words_of_a_choice_go_on_in_the_next_line_and_none_is_lost(qtbot: QtBot) -> None:
    choices = Choices(name="choices")
    qtbot.addWidget(choices)
    hint = "The other refunds of this sale may go"
    choices.show_choices([Choice("close", "It was for something else", hint, "2")])
    choices.resize(500, 100)
    choices.show()
    [button] = choices.findChildren(ChoiceButton)
    assert button.height() == ROW
    choices.resize(220, 200)
    qtbot.waitUntil(lambda: button.height() > ROW)
    assert not button.is_cut()
    assert " ".join(text for _, text in button._broken()[1]) == hint


def test_where_there_is_little_height_the_words_of_an_empty_state_have_it(qtbot: QtBot) -> None:
    empty = EmptyState(
        "stock", "Nothing has moved here lately", "Movements of 30 days stand here", name="none"
    )
    qtbot.addWidget(empty)
    empty.resize(600, 400)
    empty.show()
    assert empty._mark.isVisible()
    empty.resize(600, 120)
    assert not empty._mark.isVisible()
    assert empty.minimumSizeHint().height() <= 120
