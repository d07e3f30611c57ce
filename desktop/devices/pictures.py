"""Pictures of goods: from a file, the clipboard or a drag, brought down to what travels."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from core.rules.errors import Refused
from core.rules.picture import LONGEST_SIDE_PX, MAX_PICTURE_BYTES

MAX_FILE_BYTES: Final = 40 * 1024 * 1024
"""More than a camera's file has."""
_QUALITIES: Final = (82, 70, 58, 46, 34, 24)
_SMALLER: Final = 0.75
_LEAST_SIDE_PX: Final = 240

FILE_PATTERNS: Final = ("*.jpg", "*.jpeg", "*.png", "*.webp", "*.bmp")


def small_jpeg(source: object) -> bytes:
    """A JPEG of at most `MAX_PICTURE_BYTES`, upright, without what a camera writes beside a picture.

    Takes up to some tenths of a second: not for the GUI's thread.

    Args:
        source: the path of a file, or a `QImage`.

    Raises:
        Refused: `not_a_picture`.
    """
    image = source if isinstance(source, QImage) else _read(Path(str(source)))
    if image.isNull():
        raise Refused("not_a_picture")
    side = LONGEST_SIDE_PX
    # On white: what is transparent would be black in a JPEG.
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    while side >= _LEAST_SIDE_PX:
        small = _within(plain, side)
        for quality in _QUALITIES:
            jpeg = _written(small, quality)
            if len(jpeg) <= MAX_PICTURE_BYTES:
                return jpeg
        side = int(side * _SMALLER)
    raise Refused("not_a_picture")


def _read(path: Path) -> QImage:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise Refused("not_a_picture", name=path.name)
    except OSError as error:
        raise Refused("not_a_picture", name=path.name) from error
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > 2 * LONGEST_SIDE_PX:
        # A JPEG is read at a fraction of its size: a tenth of the time and memory.
        whole = QSize(2 * LONGEST_SIDE_PX, 2 * LONGEST_SIDE_PX)
        reader.setScaledSize(size.scaled(whole, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def _within(image: QImage, side: int) -> QImage:
    if max(image.width(), image.height()) <= side:
        return image
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return image.scaled(QSize(side, side), keep, smooth)


def _written(image: QImage, quality: int) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", quality)  # type: ignore[call-overload]
    buffer.close()
    return bytes(content.data())
