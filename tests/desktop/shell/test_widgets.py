from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.shell.theme import LIGHT, Tone
from desktop.shell.widgets import (
    Card,
    EmptyState,
    FeedbackBar,
    HourLoad,
    KeyValueRows,
    LoadBars,
    NumberTile,
    ProgressThin,
    QuantityDots,
    SectionTitle,
    StepHeader,
    StepState,
    Swatch,
    Term,
    Text,
    Variant,
    VariantGrid,
    WhyCard,
)
from desktop.shell.widgets.swatch import category_icon


def words_in(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.text() and not label.isHidden()]


def test_a_good_scan_lights_the_edge_for_a_moment(qtbot: QtBot) -> None:
    card = Card()
    qtbot.addWidget(card)
    bar = FeedbackBar(name="feedback", card=card)
    card.body.addWidget(bar)
    bar.good("Right one.")
    assert (bar.sentence(), bar.tone, card.edge()) == ("Right one.", Tone.OK, Tone.OK)
    qtbot.waitUntil(lambda: card.edge() is None)
    assert bar.sentence() == "Right one."


def test_a_bad_scan_stays_until_the_next(qtbot: QtBot) -> None:
    card = Card()
    qtbot.addWidget(card)
    bar = FeedbackBar(name="feedback", card=card)
    card.body.addWidget(bar)
    bar.good("Right one.")
    bar.bad("Not in this round.")
    assert not card._quiet.isActive()
    assert card.edge() is Tone.BAD
    bar.clear()
    assert (bar.sentence(), card.edge()) == ("", None)


def test_a_number_tile_says_its_number_and_is_pressed(qtbot: QtBot) -> None:
    tile = NumberTile("late", 0, Tone.BAD, name="late")
    qtbot.addWidget(tile)
    tile.show_number(3, "en retard")
    assert tile.accessibleName() == "3 en retard"
    with qtbot.waitSignal(tile.clicked):
        qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)


def test_quantities_are_told_in_words(qtbot: QtBot) -> None:
    dots = QuantityDots(1, 3, 1)
    qtbot.addWidget(dots)
    assert dots.words() == dots.accessibleName() == "1 of 3, 1 short"
    few = dots.sizeHint().width()
    dots.show_quantity(14, 200)
    assert dots.sizeHint().width() < few


def test_progress_stays_between_nothing_and_all(qtbot: QtBot) -> None:
    bar = ProgressThin()
    qtbot.addWidget(bar)
    bar.show_share(7.0)
    assert bar.accessibleName() == "100% done"
    bar.show_share(-1)
    assert bar.accessibleName() == "0% done"
    bar.show_share(1 / 3, 2 / 3)
    assert bar.accessibleName() == "33% done, 67% short"


def test_what_will_not_come_is_drawn_at_the_end_of_a_bar(qtbot: QtBot) -> None:
    bar = ProgressThin()
    qtbot.addWidget(bar)
    bar.resize(300, 8)
    bar.show_share(1 / 3, 1 / 3)
    picture = bar.grab().toImage()
    assert [picture.pixelColor(x, 4) for x in (50, 150, 250)] == [LIGHT.accent, LIGHT.line, LIGHT.bad]
    bar.show_share(2 / 3, 1 / 3)
    assert bar.grab().toImage().pixelColor(50, 4) == LIGHT.ok


def test_load_names_the_hour_that_is_over(qtbot: QtBot) -> None:
    bars = LoadBars(name="load")
    qtbot.addWidget(bars)
    bars.resize(300, 86)
    bars.show_load([HourLoad("10 h", 6), HourLoad("11 h", 9)], 7)
    assert bars.accessibleName() == "10 h: 6 of 7, 11 h: 9 of 7"
    picture = bars.grab().toImage()
    assert picture.pixelColor(230, 50) == LIGHT.warn
    assert picture.pixelColor(70, 50) == LIGHT.accent
    bars.show_load([], 0)
    bars.grab()


def test_a_category_without_a_drawing_hangs_on_a_hanger() -> None:
    assert category_icon("jacket") == "category-jacket"
    assert category_icon("spaceship") == category_icon("") == "category-other"


def test_a_swatch_keeps_its_proportions(qtbot: QtBot) -> None:
    swatch = Swatch("#223058", "jacket", size=QSize(200, 240))
    qtbot.addWidget(swatch)
    swatch.resize(200, 120)
    picture = swatch.grab().toImage()
    assert picture.pixelColor(50, 60).blue() > 60
    assert picture.pixelColor(150, 60) == picture.pixelColor(199, 119)


def test_other_variants_take_the_place_of_the_first(qtbot: QtBot) -> None:
    grid = VariantGrid(name="variants")
    qtbot.addWidget(grid)
    grid.show_variants([Variant(str(n), f"T{n}", "marine", n) for n in range(6)])
    grid.show_variants([Variant("x", "unique", "sable", 1)])
    grid.show()
    assert words_in(grid) == ["unique", "sable"]


def test_facts_without_a_value_are_left_out(qtbot: QtBot) -> None:
    facts = KeyValueRows()
    qtbot.addWidget(facts)
    facts.show_facts([("Articles", "3"), ("Note", "")])
    facts.show_facts([("Articles", "4"), ("To pay", "nothing")])
    assert facts.facts() == [("Articles", "4"), ("To pay", "nothing")]
    assert words_in(facts) == ["Articles", "4", "To pay", "nothing"]


def test_a_number_is_explained_term_by_term(qtbot: QtBot) -> None:
    why = WhyCard(name="why")
    qtbot.addWidget(why)
    why.show_terms(
        [Term("On hand", 4, signed=False), Term("picked", -1), Term("arrives", 2)], "Can be promised", 5
    )
    assert words_in(why) == ["On hand", "4", "picked", "− 1", "arrives", "+ 2", "Can be promised", "5"]


def test_an_empty_state_proposes_something(qtbot: QtBot) -> None:
    empty = EmptyState("prepare", name="nothing")
    qtbot.addWidget(empty)
    empty.say("Nothing to prepare", "Next promise: 14:30, 2 orders.", "Put back 3 articles")
    assert (empty.sentence(), empty.hint()) == ("Nothing to prepare", "Next promise: 14:30, 2 orders.")
    with qtbot.waitSignal(empty.acted):
        empty.findChild(QAbstractButton, "nothing_action").click()


def test_what_is_done_is_drawn_in_the_colour_of_what_is_done(qtbot: QtBot) -> None:
    done = EmptyState("check", name="done")
    qtbot.addWidget(done)
    done.resize(400, 400)
    for tone, ground in ((Tone.ACCENT, LIGHT.accent_soft), (Tone.OK, LIGHT.ok_soft)):
        done.say("C-20037 is in bin 4", icon="check", tone=tone)
        mark = done._mark.grab().toImage()
        assert mark.pixelColor(32, 6) == ground


def test_a_section_title_and_a_step_can_change(qtbot: QtBot) -> None:
    title, step = SectionTitle("Prepare", "4 orders"), StepHeader(2, "The parcels")
    for widget in (title, step):
        qtbot.addWidget(widget)
    title.set_text("Préparer", "4 commandes")
    step.set_state(StepState.DONE)
    assert (title.title(), title.hint()) == ("Préparer", "4 commandes")
    assert step.accessibleName() == "2. The parcels"


def test_a_cut_text_tells_the_whole_in_its_tool_tip(qtbot: QtBot) -> None:
    text = Text("Claire Martin · click and collect", elide=True)
    qtbot.addWidget(text)
    text.show()
    text.resize(60, 24)
    assert text.toolTip() == text.text()
    text.resize(600, 24)
    assert text.toolTip() == ""
