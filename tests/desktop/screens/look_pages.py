"""The pages that stand alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from core.rules.errors import Damaged
from desktop.shell.first_start import FirstStartPage
from desktop.shell.first_start_arrival import Arrival
from desktop.shell.first_start_words import note, why_not
from desktop.shell.trouble import TroublePage
from desktop.shell.wording import cause_words
from sync import Download
from sync.connection import Cause
from sync.keys import KeyPlace


def trouble() -> QWidget:
    return TroublePage(Damaged("replica_damaged"))


def first_start() -> QWidget:
    page = FirstStartPage()
    page.ask("https://coulisse.example.com")
    asked = why_not("https://coulisse.example.com", "ABCD")
    assert asked is not None
    page.show_asked(asked, note(KeyPlace.FILE, is_again=False))
    return page


def enrolling_again() -> QWidget:
    page = FirstStartPage()
    page.ask("https://coulisse.example.com")
    asked = why_not("https://coulisse.example.com", "")
    assert asked is not None
    page.show_asked(asked, note(KeyPlace.FILE, is_again=True))
    return page


def arriving() -> QWidget:
    page = FirstStartPage()
    download = Download(212_000_000, 640_000_000, 1_740_000, 5_254_000, 95_000)
    trouble_now = cause_words(Cause.NOT_THE_CORE)
    page.show_arrival(Arrival("Lyon Part-Dieu", 11, 42, download=download, trouble=trouble_now))
    return page


PAGES: dict[str, Callable[[], QWidget]] = {
    page.__name__: page for page in (trouble, first_start, enrolling_again, arriving)
}
