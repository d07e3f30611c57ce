from __future__ import annotations

import io

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from desktop.shell.theme import LIGHT, Tone
from desktop.shell.widgets import (
    Card,
    Choice,
    Choices,
    DetailCard,
    Dropdown,
    EmptyState,
    FeedbackBar,
    Field,
    HourLoad,
    KeyValueRows,
    LabelPreview,
    LoadBars,
    MasterDetail,
    NumberTile,
    Page,
    PrimaryButton,
    ProgressThin,
    QuantityDots,
    Scroll,
    SearchField,
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
from desktop.shell.widgets.page import side_margin
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
    assert dots.words() == dots.accessibleName() == "1 of 3"
    few = dots.sizeHint().width()
    dots.show_quantity(14, 200)
    assert dots.sizeHint().width() < few


def test_progress_stays_between_nothing_and_all(qtbot: QtBot) -> None:
    bar = ProgressThin()
    qtbot.addWidget(bar)
    bar.show_share(7.0)
    assert bar.accessibleName() == "100 % done"
    bar.show_share(-1)
    assert bar.accessibleName() == "0 % done"


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


def a_label() -> bytes:
    paper = io.BytesIO()
    canvas = Canvas(paper, pagesize=(283, 425))
    canvas.rect(0, 0, 283, 212, fill=1)
    canvas.save()
    return paper.getvalue()


def test_a_label_is_shown_as_it_prints(qtbot: QtBot) -> None:
    preview = LabelPreview(name="label")
    qtbot.addWidget(preview)
    preview.resize(285, 427)
    assert preview.show_pdf(a_label(), words="Label of C-20418")
    picture = preview.grab().toImage()
    assert picture.pixelColor(142, 100).lightness() > 250
    assert picture.pixelColor(142, 320).lightness() < 5
    assert preview.accessibleName() == "Label of C-20418"


def test_what_is_not_a_label_is_not_shown(qtbot: QtBot) -> None:
    preview = LabelPreview(name="label")
    qtbot.addWidget(preview)
    assert not preview.show_pdf(b"<html>")
    assert not preview.show_pdf(a_label(), page=1)
    preview.grab()


def test_the_detail_folds_under_the_list(qtbot: QtBot) -> None:
    detail = DetailCard(name="detail")
    detail.head.addWidget(Text("C-20418"))
    extra = Text("load")
    detail.extras.addWidget(extra)
    detail.set_folded(False)
    detail.buttons.addWidget(PrimaryButton("Prepare", name="go"))
    both = MasterDetail(Scroll(), detail, fold_below=900)
    qtbot.addWidget(both)
    both.resize(1000, 600)
    both.show()
    assert not both.is_folded
    assert extra.isVisible()
    assert detail.height() <= detail.sizeHint().height()
    both.resize(880, 600)
    assert both.is_folded
    assert not extra.isVisible()
    assert both.layout().direction() is QBoxLayout.Direction.TopToBottom


def test_a_page_that_is_shown_first_has_its_margins_at_once(qtbot: QtBot) -> None:
    page = Page(name="wide")
    content = Card()
    page.body.addWidget(content)
    qtbot.addWidget(page)
    page.resize(800, 600)
    page.show()
    assert content.x() == side_margin(800)

    page.resize(1200, 600)
    assert content.x() == side_margin(1200) != side_margin(800)
