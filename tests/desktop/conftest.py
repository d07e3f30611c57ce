"""Every test of the desktop leaves the language as it found it: it is one for the whole process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLocale

from desktop.shell.language import language


@pytest.fixture(autouse=True)
def language_as_found() -> Iterator[None]:
    """Whatever a test opened, the next one reads the sentences of the source again."""
    code, installed, locale = language.code, list(language._installed), QLocale()
    yield
    QLocale.setDefault(locale)
    if language.code == code:
        return
    for translator in language._installed:
        QCoreApplication.removeTranslator(translator)
    for translator in installed:
        QCoreApplication.installTranslator(translator)
    language._installed, language.code = installed, code
