"""What arrives at a machine that has just become a workstation."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.shell.ages import download_words
from desktop.shell.counts import counts
from desktop.shell.saying import translate
from desktop.shell.theme import GRID, TextRole, Tone
from desktop.shell.widgets import Divider, Pill, PillLook, PrimaryButton, ProgressThin, Text
from sync import Download


class Arrival(msgspec.Struct, frozen=True):
    """What has come.

    Attributes:
        people, orders: rows of this store's own stream; nobody can sign in before people are there.
        has_network: the network's copy is here.
        trouble: a sentence about what stands in the way now; empty for nothing.
    """

    location: str = ""
    people: int = 0
    orders: int = 0
    has_network: bool = False
    download: Download | None = None
    trouble: str = ""


class _Line(QWidget):
    """One thing that arrives: its name, where it stands, and how much of it there is."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._title = Text("", TextRole.BODY_STRONG)
        self._pill = Pill(name=f"{name}_state")
        self._rows = Text("", TextRole.LABEL, "ink2", name=f"{name}_rows", wrap=True)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._pill)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._rows)

    def say(self, title: str, is_here: bool, rows: str) -> None:
        """Say it."""
        here, comes = translate("FirstStart", "here"), translate("FirstStart", "arriving")
        self._title.setText(title)
        self._pill.show_look(
            PillLook(here, Tone.OK, "check") if is_here else PillLook(comes, Tone.INFO, "arrive")
        )
        self._rows.setText(rows)


class ArrivalStep(QWidget):
    """The second step of the first start.

    Signals:
        go_wanted: on to the names.

    Attributes:
        go: the button for that.
    """

    go_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._arrival = Arrival()
        self._title = Text("", TextRole.TITLE, name="arrival_title", wrap=True)
        self._lead = Text("", TextRole.BODY, "ink2", name="arrival_lead", wrap=True)
        self._own, self._network = _Line("arrival_own"), _Line("arrival_network")
        self._progress = ProgressThin(name="arrival_progress")
        self._trouble = Text("", TextRole.LABEL_STRONG, "warn", name="arrival_trouble", wrap=True)
        self.go = PrimaryButton("", name="arrival_go", key="Enter")
        self.go.clicked.connect(self.go_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for part in (self._title, self._lead, self._own, Divider(), self._network, self._progress):
            column.addWidget(part)
            column.addSpacing(4)
        column.addWidget(self._trouble)
        column.addSpacing(GRID)
        column.addWidget(self.go, 0, Qt.AlignmentFlag.AlignRight)
        self.speak()

    def show_arrival(self, arrival: Arrival) -> None:
        """Show what has come."""
        self._arrival = arrival
        self.speak()

    def speak(self) -> None:
        """Say it in the language of now."""
        arrival = self._arrival
        whose = translate("FirstStart", "This workstation is {0}’s").format(arrival.location)
        self._title.setText(
            whose if arrival.location else translate("FirstStart", "Connected to headquarters")
        )
        self._lead.setText(
            translate(
                "FirstStart",
                "Work can begin as soon as this store’s own orders are here; the network goes on arriving "
                "meanwhile. The program may be closed: it goes on where it was.",
            )
        )
        self._own.say(translate("FirstStart", "This store"), arrival.people > 0, _own_words(arrival))
        network = translate("FirstStart", "The whole network’s articles and stock")
        self._network.say(network, arrival.has_network, _network_words(arrival))
        self._progress.setVisible(not arrival.has_network)
        self._progress.show_share(arrival.download.share if arrival.download else 0.0)
        self._trouble.setText(arrival.trouble)
        self._trouble.setVisible(bool(arrival.trouble))
        self.go.set_text(translate("FirstStart", "Choose your name"))
        self.go.setEnabled(arrival.people > 0)


def _own_words(arrival: Arrival) -> str:
    if not arrival.people:
        return translate("FirstStart", "People and orders are asked for.")
    return " · ".join((counts.people(arrival.people), counts.orders(arrival.orders)))


def _network_words(arrival: Arrival) -> str:
    if arrival.has_network:
        return ""
    if arrival.download is None:
        return translate("FirstStart", "The copy is asked for.")
    if arrival.download.share >= 1:
        return translate("FirstStart", "All of it has come; it is checked and unpacked.")
    return download_words(arrival.download)
