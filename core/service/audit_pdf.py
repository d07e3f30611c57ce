"""The journal as a PDF for whoever keeps papers: what the audit found, then every envelope, page by page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from core.orchestration.audit import Audited, JournalLine
from core.rules.time import Instant

SUFFIX: Final = ".pdf"
MARGIN: Final = 36.0
ROW: Final = 11.0
HEAD: Final = 15.0
SMALL: Final = 7.5
COLUMNS: Final[tuple[tuple[str, float], ...]] = (
    ("Device", 96),
    ("No.", 30),
    ("Done at (UTC)", 86),
    ("Received (UTC)", 86),
    ("Command", 92),
    ("About", 168),
    ("Author", 76),
    ("Came to", 136),
)
"""Headings and widths in points, on A4 across."""


def write_pdf(
    path: Path, audited: Audited, said: str, lines: Iterable[JournalLine], core_id: str, at: Instant
) -> int:
    """Write it; returns how many envelopes are on it.

    Args:
        said: what the audit found, as a sentence.
        at: when it was looked at.
    """
    paper = _Paper(path, f"Coulisse, core {core_id}: audit of {_moment(at)} UTC")
    paper.sentence(
        f"{audited.devices} devices, {audited.envelopes} envelopes ({audited.erased} erased on request),"
        f" {audited.approvals} approvals, {audited.refunds} refunds, {audited.credits} store credits."
    )
    paper.sentence(said, is_bold=True)
    count = 0
    paper.heading()
    for line in lines:
        paper.row(_cells(line))
        count += 1
    paper.save()
    return count


def _cells(line: JournalLine) -> tuple[str, ...]:
    came_to = ", ".join(one for one in (line.status, line.code, "erased" if line.is_erased else "") if one)
    return (
        line.device_id,
        str(line.sequence),
        _moment(line.at),
        _moment(line.received_at),
        line.name,
        line.aggregate,
        line.author,
        came_to,
    )


def _moment(at: int) -> str:
    try:
        return datetime.fromtimestamp(at / 1_000, UTC).strftime("%Y-%m-%d %H:%M:%S")
    except (ValueError, OverflowError, OSError):
        return str(at)


class _Paper:
    """Pages, one after the other, with a title and a number on each."""

    def __init__(self, path: Path, title: str) -> None:
        self._canvas = Canvas(str(path), pagesize=landscape(A4), invariant=1)
        self._canvas.setTitle(title)
        self._title, self._page = title, 0
        self._width, self._height = landscape(A4)
        self._has_heading = False
        self._begin()

    def sentence(self, text: str, *, is_bold: bool = False) -> None:
        self._canvas.setFont("Helvetica-Bold" if is_bold else "Helvetica", 10)
        self._canvas.drawString(MARGIN, self._y, _plain(text))
        self._y -= HEAD

    def heading(self) -> None:
        self._has_heading = True
        self._y -= ROW / 2
        self._draw([name for name, _ in COLUMNS], "Helvetica-Bold")
        self._canvas.setLineWidth(0.5)
        self._canvas.line(MARGIN, self._y + ROW - 3, self._width - MARGIN, self._y + ROW - 3)

    def row(self, cells: Iterable[str]) -> None:
        if self._y < MARGIN + ROW:
            self._canvas.showPage()
            self._begin()
            self.heading()
        self._draw(cells, "Helvetica")

    def save(self) -> None:
        self._canvas.save()

    def _begin(self) -> None:
        self._page += 1
        self._y = self._height - MARGIN
        self._canvas.setFont("Helvetica", SMALL)
        self._canvas.drawString(MARGIN, self._height - MARGIN / 2, _plain(self._title))
        self._canvas.drawRightString(self._width - MARGIN, self._height - MARGIN / 2, str(self._page))

    def _draw(self, cells: Iterable[str], font: str) -> None:
        x = MARGIN
        self._canvas.setFont(font, SMALL)
        for text, (_, width) in zip(cells, COLUMNS, strict=True):
            self._canvas.drawString(x, self._y, self._cut(_plain(text), font, width - 4))
            x += width
        self._y -= ROW

    def _cut(self, text: str, font: str, width: float) -> str:
        """As much of it as has room: of names that are long the end tells them apart."""
        canvas: Any = self._canvas
        if canvas.stringWidth(text, font, SMALL) <= width:
            return text
        while text and canvas.stringWidth("\u2026" + text, font, SMALL) > width:
            text = text[1:]
        return "\u2026" + text


def _plain(text: str) -> str:
    """What the page's own font can write (Windows-1252)."""
    return text.encode("cp1252", "replace").decode("cp1252")
