"""A label as pictures, for scripts and previews that have no display."""

from __future__ import annotations

import threading
from io import BytesIO

import pypdfium2

POINTS_PER_INCH = 72
PDFIUM = threading.Lock()
"""PDFium is for one thread at a time: held while a page is drawn, on whichever thread."""


def render_png(pdf: bytes, dpi: int) -> tuple[bytes, ...]:
    """Each page of a PDF as a PNG of that resolution."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(_encoded(page, dpi) for page in document)
    finally:
        document.close()


def _encoded(page: pypdfium2.PdfPage, dpi: int) -> bytes:
    stream = BytesIO()
    page.render(scale=dpi / POINTS_PER_INCH).to_pil().save(stream, "PNG")
    return stream.getvalue()
