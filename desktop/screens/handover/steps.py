"""The steps of the check at the counter, as tall as they are."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QSizePolicy

from desktop.shell.widgets import Scroll


class Steps(Scroll):
    """Both steps, as tall as they are; where a small screen has less height, they scroll, and the button that
    lets the parcels go stays."""

    def __init__(self, spacing: int) -> None:
        super().__init__(name="hand_over_steps", spacing=spacing)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A scroll area keeps to itself that what is in it has become smaller.
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        # What wraps at this width counts: it is also as tall as this may become.
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), self.heightForWidth(self.width())))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        # -1 while nothing in it wraps.
        wrapped = self.body.totalHeightForWidth(width)
        return wrapped if wrapped >= 0 else self.body.totalSizeHint().height()
