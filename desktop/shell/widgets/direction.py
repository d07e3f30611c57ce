"""Parts that stand beside one another where there is width, and one under the other where there is not."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout


def stand(parts: QBoxLayout, *, is_across: bool) -> None:
    """Have the parts of a layout stand beside one another, or one under the other."""
    across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
    parts.setDirection(across if is_across else down)
