"""The pictures of what came back with a return."""

from __future__ import annotations

from core.model import ReturnLine, ReturnPhoto
from core.model.gathered import rows_of
from core.rules.picture import as_jpeg
from sync.reading import Reader


def photos_of(reader: Reader, return_id: str) -> tuple[bytes, ...]:
    """Of each line the picture that was taken last, as a JPEG."""
    lines = rows_of(reader.session, ReturnLine, ReturnLine.return_id, [return_id])
    rows = rows_of(reader.session, ReturnPhoto, ReturnPhoto.return_id, [return_id])
    shown = {line.photo for line in lines}
    taken = sorted(rows, key=lambda row: (row.taken_at, row.id))
    return tuple(as_jpeg(row.image) for row in taken if row.id in shown)
