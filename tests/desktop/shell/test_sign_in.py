from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop.shell.sign_in import Person, SignInPage
from desktop.shell.widgets import PinDots, Text

PEOPLE = [Person("s1", "Inès Martin", "Associate"), Person("s2", "Marc Lefèvre", "Manager")]


def page(qtbot: QtBot) -> SignInPage:
    made = SignInPage()
    qtbot.addWidget(made)
    made.resize(1024, 768)
    made.show_people(PEOPLE)
    made.show()
    return made


def press(made: SignInPage, *names: str) -> None:
    for name in names:
        made.findChild(QAbstractButton, name).click()


def test_name_then_pin_by_finger(qtbot: QtBot) -> None:
    made = page(qtbot)
    with qtbot.waitSignal(made.person_chosen) as chosen:
        press(made, "person_s1")
    assert chosen.args == ["s1"]
    with qtbot.waitSignal(made.sign_in_wanted) as wanted:
        press(
            made,
            "pin_pad_2",
            "pin_pad_5",
            "pin_pad_9",
            "pin_pad_erase",
            "pin_pad_8",
            "pin_pad_0",
            "sign_in_go",
        )
    assert wanted.args == ["s1", "2580"]


def test_name_then_pin_by_key(qtbot: QtBot) -> None:
    made = page(qtbot)
    made.choose("s2")
    dots = made.findChild(PinDots, "pin")
    with qtbot.waitSignal(made.sign_in_wanted) as wanted:
        qtbot.keyClicks(dots, "12x34")
        qtbot.keyClick(dots, Qt.Key.Key_Backspace)
        qtbot.keyClick(dots, Qt.Key.Key_Enter)
    assert wanted.args == ["s2", "123"]


def test_an_empty_pin_asks_for_nothing(qtbot: QtBot) -> None:
    made = page(qtbot)
    made.choose("s1")
    with qtbot.assertNotEmitted(made.sign_in_wanted):
        press(made, "sign_in_go")


def test_news_of_the_names_leaves_a_pin_alone_while_it_is_typed(qtbot: QtBot) -> None:
    made = page(qtbot)
    made.choose("s1")
    press(made, "pin_pad_1")
    made.show_people([*PEOPLE, Person("s3", "Zoé Petit", "Associate")])
    assert made.findChild(PinDots, "pin").pin() == "1"
    assert made.findChild(PinDots, "pin").isVisible()
    made.show_people(PEOPLE[1:])
    assert not made.findChild(PinDots, "pin").isVisible()


def test_a_refusal_says_why_and_empties_the_pin(qtbot: QtBot) -> None:
    made = page(qtbot)
    made.choose("s1")
    press(made, "pin_pad_1")
    made.set_checking(True)
    assert not made.findChild(QAbstractButton, "pin_pad_1").isEnabled()
    made.refuse("This PIN is not right. 4 tries are left.")
    assert made.sentence() == "This PIN is not right. 4 tries are left."
    assert made.findChild(PinDots, "pin").pin() == ""
    assert made.findChild(QAbstractButton, "pin_pad_1").isEnabled()


def test_a_badge_of_somebody_unknown_changes_nothing(qtbot: QtBot) -> None:
    made = page(qtbot)
    assert not made.choose("nobody")
    assert made.choose("s1")


def test_somebody_else_goes_back_to_the_names(qtbot: QtBot) -> None:
    made = page(qtbot)
    made.lock("s1")
    press(made, "pin_pad_1")
    with qtbot.waitSignal(made.another_wanted):
        press(made, "sign_in_other")
    assert made.findChild(QAbstractButton, "person_s1").isVisible()
    assert made.findChild(PinDots, "pin").pin() == ""


def test_the_pin_is_never_shown(qtbot: QtBot) -> None:
    made = page(qtbot)
    made.choose("s1")
    dots = made.findChild(PinDots, "pin")
    qtbot.keyClicks(dots, "1111")
    ones = dots.grab().toImage()
    dots.clear()
    qtbot.keyClicks(dots, "9876")
    assert dots.grab().toImage() == ones
    assert "9876" not in dots.accessibleName()


def test_every_target_is_large_enough_for_a_finger(qtbot: QtBot) -> None:
    made = page(qtbot)
    made.choose("s1")
    for target in made.findChildren(QAbstractButton):
        if target.isVisible():
            assert min(target.width(), target.height()) >= 44, target.objectName()


def test_what_is_wrong_is_seen_on_the_step_of_the_names_too(qtbot: QtBot) -> None:
    made = page(qtbot)
    trouble = made.findChild(Text, "sign_in_trouble")
    assert not trouble.isVisible()

    made.refuse("This badge is nobody's here.")

    assert trouble.isVisible()
    assert (trouble.text(), made.sentence()) == ("This badge is nobody's here.",) * 2
    made.choose("s1")
    assert made.sentence() == ""
    made.refuse("Wrong PIN.")
    assert made.findChild(Text, "sign_in_sentence").isVisible()
    assert not trouble.isVisible()
