"""Every test of the desktop leaves windows and language as it found them: both are the whole process's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication

from desktop.shell.language import language
from tests.support.window_leftovers import windows_as_found


@pytest.fixture(scope="session", autouse=True)
def one_application(qapp: QApplication) -> None:
    """Made before anything else: what a command line makes for its sentences alone could show no window."""


@pytest.fixture(autouse=True)
def windows_go_with_their_test() -> Iterator[None]:
    """No widget of one test meets the next one."""
    with windows_as_found():
        yield


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
