"""How a page divides its room, and a label upon it."""

from __future__ import annotations

import io

from PySide6.QtWidgets import QBoxLayout
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from desktop.shell.widgets import (
    Card,
    DetailCard,
    LabelPreview,
    MasterDetail,
    Page,
    PrimaryButton,
    Scroll,
    Text,
)
from desktop.shell.widgets.page import side_margin


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
