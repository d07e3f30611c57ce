"""How words for tables are marked, and how they are said: Qt's own two functions, typed.

`lupdate` finds a sentence by the names `translate` and `QT_TRANSLATE_NOOP`.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def QT_TRANSLATE_NOOP(_context: str, words: str) -> str:
    """Mark the words of a table: collected here, translated where they are said."""
    return words
