"""A label as pictures, for scripts and previews that have no display."""

from __future__ import annotations

import threading
from contextlib import closing
from io import BytesIO

import pypdfium2

POINTS_PER_INCH = 72
PDFIUM = threading.Lock()
"""PDFium is for one thread at a time: held while a page is drawn, on whichever thread."""


def render_png(pdf: bytes, dpi: int) -> tuple[bytes, ...]:
    """Each page of a PDF as a PNG of that resolution."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return tuple(_encoded(document, number, dpi) for number in range(len(document)))


def _encoded(document: pypdfium2.PdfDocument, number: int, dpi: int) -> bytes:
    stream = BytesIO()
    with closing(document[number]) as page:
        page.render(scale=dpi / POINTS_PER_INCH).to_pil().save(stream, "PNG")
    return stream.getvalue()
