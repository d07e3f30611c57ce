"""What is selected on Receive: one line, a delivery, a parcel or a transfer, large, with what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.actions import Action
from desktop.screens.detail_card import WordyDetail
from desktop.screens.receive import closing, words
from desktop.screens.receive.state import Asked, Expected, Incoming, ReceiveState, Sight, Truck
from desktop.shell.amounts import article_words, barcode_parts, moment_words, variant_words
from desktop.shell.counts import counts
from desktop.shell.saying import translate
from desktop.shell.theme import GRID, TextRole
from desktop.shell.widgets import KeyValueRows, Pill, PrimaryButton, SecondaryButton, Text

ACROSS, MOST_BELOW = 2, 3
"""Secondary buttons side by side; how many are one below the other instead."""


class ReceiveDetail(WordyDetail):
    """The selected thing.

    Attributes:
        number: how many of it are here, in the largest type of the page.
    """

    def __init__(self, go: Action, others: Sequence[Action]) -> None:
        super().__init__(name="receive_detail")
        self._label = Text("", TextRole.LABEL, "ink3", name="receive_label", elide=True)
        self._pill = Pill(name="receive_pill")
        self._title = Text("", TextRole.HEADLINE, name="receive_title", wrap=True)
        self._variant = Text("", TextRole.LEAD, "ink2", name="receive_variant", wrap=True)
        self.number = Text("", TextRole.NUMBER, name="receive_number")
        self._sentence = Text("", TextRole.BODY, "ink2", name="receive_sentence", wrap=True)
        for part in (self._label, self._pill, self._title, self._variant, self.number, self._sentence):
            self.head.addWidget(part)
        self._facts = KeyValueRows(name="receive_facts")
        self.facts.addWidget(self._facts)
        self._primary = PrimaryButton("", name="receive_go_button")
        go.drive(self._primary)
        self.buttons.addWidget(self._primary)
        self._others = [
            (action, SecondaryButton("", name=f"{action.declared.name}_button")) for action in others
        ]
        for action, button in self._others:
            action.drive(button)
        self._below = QWidget()
        self._places = QGridLayout(self._below)
        self._places.setContentsMargins(0, 0, 0, 0)
        self._places.setSpacing(GRID)
        self.buttons.addWidget(self._below)
        self.close_parts()

    def show_state(self, state: ReceiveState) -> None:
        """Show what is selected."""
        if state.sight is Sight.CLOSING and state.truck is not None:
            self._show_closing(state.truck)
        elif state.line is not None and state.truck is not None:
            self._show_line(state.line, state.truck)
        elif state.truck_id and state.truck is not None:
            self._show(state.truck.number, words.origin_words(state.truck))
        elif state.parcel is not None:
            self._show_parcel(state.parcel, state)
        elif state.transfer is not None:
            self._show_transfer(state.transfer, state)
        elif state.truck is not None:
            self._show_truck(state.truck, state)
        self._place_others()
        self._primary.setVisible(self._primary.isEnabled())

    def _place_others(self) -> None:
        """What else can be done now, one below the other or, where a strip would leave too little height for
        so many, side by side."""
        shown = [button for action, button in self._others if action.isEnabled()]
        across = ACROSS if len(shown) > MOST_BELOW else 1
        for place, button in enumerate(shown):
            self._places.addWidget(button, place // across, place % across, 1, ACROSS // across)
        for _action, button in self._others:
            button.setVisible(button in shown)
        self._below.setVisible(bool(shown))

    def _show(
        self,
        label: str,
        title: str,
        *,
        variant: str = "",
        number: str = "",
        sentence: str = "",
        facts: Sequence[tuple[str, str]] = (),
    ) -> None:
        shown = ((self._label, label), (self._variant, variant), (self.number, number))
        for part, text in (*shown, (self._sentence, sentence)):
            part.setText(text)
            part.setVisible(bool(text))
        self._title.setText(title)
        self._pill.setVisible(False)
        self._facts.show_facts(facts)
        self.setAccessibleName(", ".join(part for part in (title, variant, number, sentence) if part))

    def _show_line(self, line: Expected, truck: Truck) -> None:
        box = truck.carton(line.carton_id)
        units = line.units
        label = translate("Receive", "Carton {number}").format(number=box.number) if box else ""
        facts = [
            (translate("Receive", "Place"), " · ".join(line.place)),
            (translate("Receive", "Barcode"), " ".join(barcode_parts(line.gtin)).strip()),
            (translate("Receive", "Serial numbers"), ", ".join(line.received_serials)),
            (translate("Receive", "Still to scan"), ", ".join(_left(line))),
            (translate("Receive", "Damaged"), str(units.damaged) if units.damaged else ""),
            (
                translate("Receive", "Too many"),
                str(units.extra) if units.extra and not truck.is_unannounced else "",
            ),
        ]
        self._show(
            label,
            line.name,
            variant=variant_words(line.size, line.colour),
            number=words.units_words(line),
            facts=facts,
        )

    def _show_closing(self, truck: Truck) -> None:
        found = closing.differences(truck)
        if found:
            sentence = translate("Receive", "Check once more on the truck, then finish.")
        else:
            sentence = translate("Receive", "What has come is what was announced.")
        title = translate("Receive", "Is the truck empty?")
        came = words.boxes_words(truck) or words.units_here_words(truck)
        self._show(truck.number, title, number=came, sentence=sentence)

    def _show_truck(self, truck: Truck, state: ReceiveState) -> None:
        facts = [
            (translate("Receive", "Expected"), moment_words(truck.due_at, state.now, state.timezone)),
            (translate("Receive", "Cartons"), ", ".join(box.number for box in truck.cartons[:8])),
        ]
        sentence = words.cartons_words(truck)
        if truck.is_called_off:
            sentence = words.called_off_words(truck, state)
        self._show(
            truck.number,
            words.origin_words(truck),
            number=counts.articles(truck.expected) if truck.expected else "",
            sentence=sentence,
            facts=facts,
        )

    def _show_parcel(self, parcel: Incoming, state: ReceiveState) -> None:
        facts = [
            (translate("Receive", "From"), parcel.origin),
            (translate("Receive", "Sent"), moment_words(parcel.sent_at, state.now, state.timezone)),
            (translate("Receive", "Parcel"), parcel.sscc),
        ]
        sentence = translate("Receive", "Scan its label when it is here: its bin is shown at once.")
        if parcel.is_lost:
            sentence = translate(
                "Receive",
                "It was given up for lost; its customer is served otherwise. Scan it if it comes.",
            )
        self._show(parcel.order_number, parcel.customer, sentence=sentence, facts=facts)

    def _show_transfer(self, asked: Asked, state: ReceiveState) -> None:
        facts = [
            (translate("Receive", "Asked by"), asked.requested_by),
            (translate("Receive", "Why"), asked.reason),
            (translate("Receive", "Answer"), asked.decision),
            (translate("Receive", "Since"), moment_words(asked.state_at, state.now, state.timezone)),
        ]
        for line in asked.lines:
            name = article_words(line.name, line.size, line.colour)
            facts.append((name, words.asked_words(line)))
        sentence = ""
        if asked.is_draft and not state.may_approve:
            sentence = translate("Receive", "A manager approves it.")
        self._show(asked.number, asked.from_name, sentence=sentence, facts=facts)
        self._pill.show_look(words.transfer_look(asked.stands))
        self._pill.setVisible(True)


def _left(line: Expected) -> list[str]:
    return [serial for serial in line.serials if serial not in line.received_serials]
