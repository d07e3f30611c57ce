"""What a label template's text must be before it travels to every store.

Whether it prints well (at its longest, on each printer) is tried by the workstations, which have the fonts
and the layout (`desktop.labels.validate`): before one is published from there, and where it arrives. Here is
what needs neither: a readable file, of a size that travels, which says whose it is.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any, Final

from core.rules.errors import Refused

MAX_LABEL_TEXT: Final = 32 * 1024
"""Characters; the largest that ships has a tenth of it."""
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")


def check_label_text(name: str, text: str) -> None:
    """Whether a text may become the chain's template of this name. Empty, it gives the template up.

    Raises:
        Refused: `label_name_malformed`, `label_text_too_long`, `label_text_unreadable`,
            `label_name_differs`.
    """
    if not _NAME.fullmatch(name):
        raise Refused("label_name_malformed", name=name)
    if len(text) > MAX_LABEL_TEXT:
        raise Refused("label_text_too_long", name=name, most=MAX_LABEL_TEXT)
    if not text:
        return
    try:
        file: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused("label_text_unreadable", name=name, reason=str(error)) from error
    if file.get("name") != name:
        raise Refused("label_name_differs", name=name, found=str(file.get("name", "")))
    if not file.get("elements"):
        raise Refused("label_text_unreadable", name=name, reason="no elements")
