"""The journal on paper: every envelope on it, what was found first, nothing beyond the page."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from core.orchestration.audit import Audited, JournalLine
from core.rules.time import Instant
from core.service.audit_pdf import write_pdf

AT = Instant(1_772_539_200_000)
MANY = 120


def line(number: int, **changes: object) -> JournalLine:
    fields = {
        "device_id": "lyon-till-1",
        "sequence": number,
        "command_id": f"c-{number}",
        "name": "ApproveRefund",
        "aggregate": f"return:01a229a0-3af8-7000-b5aa-{number:012d}",
        "author": "jeanne",
        "at": AT,
        "received_at": AT,
        "status": "applied",
        "code": "",
        "is_erased": False,
    }
    return JournalLine(**(fields | changes))  # type: ignore[arg-type]


def read(path: Path) -> list[str]:
    """The words of each page."""
    document = pypdfium2.PdfDocument(str(path))
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return pages


def test_every_envelope_is_on_a_page_and_what_was_found_on_the_first(tmp_path: Path) -> None:
    path = tmp_path / "audit.pdf"
    lines = [line(number) for number in range(1, MANY + 1)]
    lines[4] = line(5, is_erased=True, author="Élodie\u202f→", code="cash_paid_twice", status="recorded")
    audited = Audited(devices=1, envelopes=MANY, erased=1)
    count = write_pdf(path, audited, "It does not follow: device x, envelope 7", lines, "core-1", AT)
    pages = read(path)
    assert (count, len(pages) > 2) == (MANY, True)
    assert "It does not follow: device x, envelope 7" in pages[0]
    assert "120 envelopes (1 erased on request)" in pages[0]
    assert "2026-03-03 12:00:00" in pages[0]
    assert "recorded, cash_paid_twice, erased" in pages[0]
    assert "lodie" in pages[0]
    for page in pages:
        assert "Came to" in page
        assert "core-1" in page
    text = "".join(pages)
    assert all(f"{number:012d}" in text for number in range(1, MANY + 1))
