"""What stands in the window's place: before there is a workstation, and when it cannot be opened."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from core.rules.errors import Damaged, Refused
from desktop.shell.first_start import FirstStartPage
from desktop.shell.first_start_arrival import Arrival
from desktop.shell.first_start_words import asked_again, key_note
from desktop.shell.pace import Download
from desktop.shell.trouble import TroublePage
from sync.keys import KeyPlace


def trouble() -> TroublePage:
    """The page of what stands in the way."""
    return TroublePage(Damaged("replica_damaged"))


def first_start() -> FirstStartPage:
    """A machine that nobody has used yet, and a code that is not good any more."""
    page = FirstStartPage()
    page.ask("https://coulisse.example.com")
    page.show_asked(asked_again(Refused("enrolment_code_refused_used")), key_note(KeyPlace.FILE))
    return page


def arriving() -> FirstStartPage:
    """The store is here, the network is on its way."""
    page = FirstStartPage()
    page.show_arrival(Arrival("Lyon Part-Dieu", 5, 28, download=Download(18_000_000, 64_000_000, 41_000)))
    return page


PAGES: dict[str, Callable[[], QWidget]] = {page.__name__: page for page in (trouble, first_start, arriving)}
"""What stands in the window's place."""
