"""The binding to Qt must not give away what is not its own (docs/decisions/0004)."""

import sys

from PySide6.QtWidgets import QLabel

CALLS = 500


def test_calls_into_qt_leave_the_count_of_none_alone(qtbot):
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        label.setText("calm")
    assert sys.getrefcount(None) > before - CALLS / 10
