"""A person at the screen Prepare: an order in hand, scans as the scanner reads them."""

from __future__ import annotations

from typing import Any

import pytest

from core.model import Parcel
from desktop.devices.scanner import parse
from desktop.screens.preparation.presenter import PreparationPresenter
from desktop.screens.preparation.said_words import said_sentence
from desktop.screens.preparation.state import PreparationState
from tests.desktop.desk_double import SessionDesk
from tests.desktop.screens.at_once import now
from tests.desktop.screens.doubles import HeardFace
from tests.desktop.screens.store_world import ARTICLES, add_order


class Preparing:
    """The presenter with its face.

    Attributes:
        desk: the workstation.
        face: what was shown and heard.
        presenter: what is tried.
    """

    def __init__(self, desk: SessionDesk) -> None:
        self.desk = desk
        self.face: HeardFace[PreparationState] = HeardFace()
        self.presenter = PreparationPresenter(desk, self.face, lambda: "fr")

    @property
    def state(self) -> PreparationState:
        """What is shown now."""
        return self.presenter.state

    def take(self, articles: dict[str, int], key: str = "f1", **changes: Any) -> Preparing:
        """Have an order of these articles in hand."""
        add_order(self.desk, key, "C-20418", "Claire Martin", articles, **changes)
        now(self.presenter.open(key))
        return self

    def scan(self, text: str) -> str:
        """Scan a text, and say what the screen says then."""
        now(self.presenter.scan(parse(text)))
        return self.said()

    def scan_article(self, name: str) -> str:
        """Scan an article's barcode."""
        return self.scan(ARTICLES[name]["gtin"])

    def enter(self) -> str:
        """Press Enter."""
        now(self.presenter.primary())
        return self.said()

    def said(self) -> str:
        """The sentence on the screen, with how it sounds: "+" or "-"."""
        said = self.state.said
        return "" if said is None else f"{'+' if said.is_good else '-'} {said_sentence(said)}"

    def picked(self) -> dict[str, int]:
        """Units in hand by article, as the rows have them."""
        assert self.state.head is not None
        return {line.name: line.picked for line in self.state.head.lines}


@pytest.fixture
def person(desk: SessionDesk) -> Preparing:
    """Inès, with nothing in hand."""
    return Preparing(desk)


@pytest.fixture(name="person")
def person_with_three(desk: SessionDesk) -> Preparing:
    """Inès, with three orders in the queue."""
    add_order(desk, "f1", "C-20401", "Claire Martin", {"shirt": 1, "jacket": 1}, due_min=10)
    add_order(desk, "f2", "C-20402", "Linh Nguyen", {"shirt": 2, "watch": 1}, due_min=20)
    add_order(desk, "f3", "C-20403", "Hugo Lefèvre", {"belt": 1}, due_min=30)
    made = Preparing(desk)
    now(made.presenter.refresh())
    return made


def begin(person: Preparing, *keys: str) -> Preparing:
    for key in keys:
        person.presenter.composing.turn(key)
    person.enter()
    return person


def totes(person: Preparing) -> dict[str, int]:
    return {head.number: head.tote for head in person.state.heads}


def all_picked(person: Preparing) -> Preparing:
    """Two shirts and a jacket in hand, nothing packed yet."""
    person.take({"shirt": 2, "jacket": 1}, to_pay_cents=24_700)
    for name in ("shirt", "shirt", "jacket"):
        person.scan_article(name)
    return person


def parcels_of(person: Preparing) -> list[Parcel]:
    """Its parcels, by their numbers."""
    return sorted(person.desk.rows(Parcel), key=lambda parcel: parcel.number)


WATCH_WITH_SERIAL = f"\x1d01{ARTICLES['watch']['gtin'].zfill(14)}21MO-2217"
