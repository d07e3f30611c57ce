"""A picture as it travels: a JPEG small enough for one command's envelope, in base64."""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import Final

from core.rules.errors import Refused

MAX_PICTURE_BYTES: Final = 40_000
MAX_PICTURE_CHARS: Final = 4 * -(-MAX_PICTURE_BYTES // 3)
LONGEST_SIDE_PX: Final = 1_024
"""What a picture is brought down to: a scratch on a dial is seen on it."""
_BEGINS, _ENDS = b"\xff\xd8\xff", b"\xff\xd9"


def as_text(jpeg: bytes) -> str:
    """A JPEG as a command carries it."""
    return base64.b64encode(jpeg).decode()


def as_jpeg(image: str) -> bytes:
    """And back.

    Raises:
        Refused: `not_a_picture`: it is not base64 of a JPEG of at most `MAX_PICTURE_BYTES`.
    """
    try:
        jpeg = base64.b64decode(image, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused("not_a_picture") from error
    if len(jpeg) > MAX_PICTURE_BYTES or not (jpeg.startswith(_BEGINS) and jpeg.endswith(_ENDS)):
        raise Refused("not_a_picture", size_bytes=len(jpeg))
    return jpeg


def picture_id(line_id: str, jpeg: bytes) -> str:
    """What a line's picture is called: its content, and whose it is."""
    return hashlib.sha256(line_id.encode() + b"\0" + jpeg).hexdigest()
