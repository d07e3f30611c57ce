"""Pages drawn as PDF, with the letters embedded."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from threading import Lock

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop.labels.content import LabelData
from desktop.labels.drawing import Line, Page, Painted, Placed, medium_for
from desktop.labels.layout import lay_out
from desktop.labels.symbols import Symbol, bars, modules
from desktop.labels.template import Align, Ink, Template
from desktop.labels.typeface import CAPITAL_EM, pdf_typeface

_DRAWING = Lock()
"""One label at a time: reportlab reads an embedded font at one place of one file (`TTFont.face`). A preview
that was drawn while a label was printed took the other's letters, or ended in an error."""
_GREYS = {Ink.BLACK: 0.0, Ink.GREY: 0.45, Ink.WHITE: 1.0}
_ROW_OVERLAP = 0.02
"""Rows of modules overlap by this part of a module, so that no viewer draws a hairline between them."""


def render_pdf(template: Template, data: LabelData, language: str) -> bytes:
    """The label as PDF, one page a label or sheet; the same input gives the same bytes.

    Raises:
        BadInput: see ``layout.lay_out``.
    """
    pages = lay_out(template, data, language, medium_for(None))
    return draw(pages, template.width_mm, template.title.get(language, template.name))


def draw(pages: Sequence[Page], width_mm: float, title: str) -> bytes:
    """Pages that were laid out for PDF, as one document."""
    stream = BytesIO()
    with _DRAWING:
        canvas = Canvas(stream, invariant=1, pageCompression=1)
        pdf_typeface().begin(canvas._doc)
        canvas.setTitle(title)
        canvas.setCreator("Coulisse")
        for page in pages:
            canvas.setPageSize((width_mm * mm, page.height_mm * mm))
            _draw_page(canvas, page)
            canvas.showPage()
        canvas.save()
    return stream.getvalue()


def _draw_page(canvas: Canvas, page: Page) -> None:
    # millimetres from the top left corner, as the layout has them
    canvas.translate(0, page.height_mm * mm)
    for item in page.items:
        if isinstance(item, Line):
            _draw_line(canvas, item)
        elif isinstance(item, Painted):
            _draw_box(canvas, item)
        else:
            _draw_symbol(canvas, item)


def _draw_line(canvas: Canvas, line: Line) -> None:
    size_pt = line.letter_mm / CAPITAL_EM * mm
    canvas.setFillGray(_GREYS[line.ink])
    canvas.setFont(pdf_typeface().font_name(line.weight), size_pt)
    baseline = -line.baseline_mm * mm
    if line.align is Align.LEFT:
        canvas.drawString(line.area.x * mm, baseline, line.text)
    elif line.align is Align.RIGHT:
        canvas.drawRightString(line.area.right * mm, baseline, line.text)
    else:
        canvas.drawCentredString((line.area.x + line.area.width / 2) * mm, baseline, line.text)


def _draw_box(canvas: Canvas, box: Painted) -> None:
    grey, inset = _GREYS[box.ink], box.line_mm / 2
    canvas.setFillGray(grey)
    canvas.setStrokeGray(grey)
    canvas.setLineWidth(box.line_mm * mm)
    canvas.rect(
        (box.area.x + inset) * mm,
        -(box.area.bottom - inset) * mm,
        (box.area.width - box.line_mm) * mm,
        (box.area.height - box.line_mm) * mm,
        stroke=int(box.line_mm > 0),
        fill=int(box.line_mm == 0),
    )


def _draw_symbol(canvas: Canvas, placed: Placed) -> None:
    # whole numbers in a scale of modules: a float takes reportlab as long as all else of a bar
    module = placed.module_mm * mm
    if placed.symbol.rows == 1:
        tall, rectangles = (
            placed.height_mm * mm,
            [f"{first} -1 {width} 1 re" for first, width in bars(placed.symbol)],
        )
    else:
        tall, rectangles = module, _rectangles(placed.symbol)
    scale = f"q 0 g {module:.5f} 0 0 {tall:.5f} {placed.x_mm * mm:.4f} {-placed.y_mm * mm:.4f} cm"
    canvas.addLiteral(" ".join((scale, *rectangles, "f Q")))


def _rectangles(symbol: Symbol) -> list[str]:
    tall = f"{1 + _ROW_OVERLAP:g}"
    return [
        f"{first} {-index - 1} {width} {tall} re"
        for index, row in enumerate(modules(symbol))
        for first, width in _runs(row)
    ]


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """The dark stretches of a row as (first module, width)."""
    runs: list[tuple[int, int]] = []
    for position, dark in enumerate(row):
        if not dark:
            continue
        if runs and sum(runs[-1]) == position:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((position, 1))
    return runs
