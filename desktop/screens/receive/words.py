"""Receive in words: rows, titles, what the primary step is called, what a scan would do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from core.rules.delivery import CartonState, DeliveryKind, DeliveryState
from core.rules.transfer import TransferState
from desktop.screens.receive import closing, closing_words
from desktop.screens.receive.state import (
    PARCEL_KEY,
    TRANSFER_KEY,
    Asked,
    AskedLine,
    Boxed,
    Expected,
    Incoming,
    ReceiveState,
    Sight,
    Truck,
)
from desktop.shell.amounts import bin_words, moment_words, variant_words
from desktop.shell.counts import counts
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.theme import Tone
from desktop.shell.widgets import Cell, Group, PillLook, Row

_KINDS: Final[Mapping[str, tuple[str, str]]] = {
    DeliveryKind.ANNOUNCED: ("ship", QT_TRANSLATE_NOOP("Receive", "Delivery")),
    DeliveryKind.TRANSFER: ("transfer", QT_TRANSLATE_NOOP("Receive", "Transfer")),
    DeliveryKind.UNANNOUNCED: ("ship", QT_TRANSLATE_NOOP("Receive", "Not announced")),
}
_TRANSFERS: Final[Mapping[str, tuple[Tone, str, str]]] = {
    TransferState.DRAFT: (Tone.WARN, "waiting", QT_TRANSLATE_NOOP("Receive", "to approve")),
    TransferState.APPROVED: (Tone.INFO, "waiting", QT_TRANSLATE_NOOP("Receive", "asked for")),
    TransferState.PICKING: (Tone.INFO, "person", QT_TRANSLATE_NOOP("Receive", "being picked")),
    TransferState.IN_TRANSIT: (Tone.INFO, "ship", QT_TRANSLATE_NOOP("Receive", "in transit")),
    TransferState.PARTLY_RECEIVED: (Tone.WARN, "alert", QT_TRANSLATE_NOOP("Receive", "partly received")),
    TransferState.RECEIVED: (Tone.OK, "check", QT_TRANSLATE_NOOP("Receive", "received")),
    TransferState.CLOSED: (Tone.NEUTRAL, "check", QT_TRANSLATE_NOOP("Receive", "closed")),
    TransferState.REFUSED: (Tone.BAD, "refused", QT_TRANSLATE_NOOP("Receive", "refused")),
    TransferState.CANCELLED: (Tone.NEUTRAL, "refused", QT_TRANSLATE_NOOP("Receive", "called off")),
}


def groups(state: ReceiveState) -> list[Group]:
    """The rows of what is in front; what is on the truck is not told once more as asked for."""
    if state.sight is Sight.CLOSING and state.truck is not None:
        return closing_words.groups(state.truck)
    if state.truck_id and state.truck is not None:
        return _lines(state.truck, state.carton_id)
    on_truck = {truck.number for truck in state.trucks}
    made = [
        Group(tuple(_truck_row(one, state) for one in state.trucks), translate("Receive", "On the truck")),
        Group(
            tuple(_parcel_row(one, state) for one in state.parcels),
            translate("Receive", "Customers’ parcels"),
            translate("Receive", "sent from elsewhere"),
        ),
        Group(
            tuple(_transfer_row(one, state) for one in state.transfers if one.number not in on_truck),
            translate("Receive", "Asked of other stores"),
        ),
        Group(
            tuple(_truck_row(one, state) for one in state.called_off)
            + tuple(_parcel_row(one, state) for one in state.lost),
            translate("Receive", "Not awaited any more"),
            translate("Receive", "in case it comes all the same"),
        ),
    ]
    return [group for group in made if group.rows]


def _truck_row(truck: Truck, state: ReceiveState) -> Row:
    icon, words = _KINDS.get(truck.kind, _KINDS[DeliveryKind.ANNOUNCED])
    is_begun = truck.state == DeliveryState.RECEIVING
    if truck.is_called_off:
        pill = PillLook(translate("Receive", "called off"), Tone.NEUTRAL, "refused")
    elif is_begun:
        pill = PillLook(translate("Receive", "being received"), Tone.ACCENT, "person")
    else:
        pill = PillLook(moment_words(truck.due_at, state.now, state.timezone), Tone.INFO, "clock")
    return Row(
        truck.id,
        (
            Cell(pill=pill),
            Cell(truck.number, origin_words(truck), strong=True, icon=icon),
            Cell(translate("Receive", words), boxes_words(truck) or units_here_words(truck)),
        ),
        action=_truck_action(truck),
        is_muted=truck.is_called_off,
    )


def _truck_action(truck: Truck) -> str:
    if truck.is_called_off:
        return translate("Receive", "It is here")
    if truck.state == DeliveryState.RECEIVING:
        return translate("Receive", "Go on")
    return translate("Receive", "Receive")


def called_off_words(truck: Truck, state: ReceiveState) -> str:
    """What one has before one that was called off, and what to do if it comes."""
    words = translate(
        "Receive", "It was called off {time}. If it is here, scan what is in it: a manager is told of it."
    )
    return words.format(time=moment_words(truck.state_at, state.now, state.timezone))


def _parcel_row(parcel: Incoming, state: ReceiveState) -> Row:
    pill = PillLook(translate("Receive", "on its way"), Tone.INFO, "ship")
    if parcel.is_lost:
        pill = PillLook(translate("Receive", "given up for lost"), Tone.NEUTRAL, "refused")
    sent = moment_words(parcel.sent_at, state.now, state.timezone)
    return Row(
        PARCEL_KEY + parcel.sscc,
        (
            Cell(pill=pill),
            Cell(parcel.customer, parcel.order_number, strong=True, icon="parcel"),
            Cell(parcel.origin, translate("Receive", "sent {time}").format(time=sent)),
        ),
        action=translate("Receive", "It is here"),
        is_muted=parcel.is_lost,
    )


def _transfer_row(asked: Asked, state: ReceiveState) -> Row:
    units = sum(line.quantity for line in asked.lines)
    name = asked.lines[0].name if asked.lines else ""
    may = asked.is_draft and state.may_approve
    return Row(
        TRANSFER_KEY + asked.id,
        (
            Cell(pill=transfer_look(asked.stands)),
            Cell(asked.number, asked.from_name, strong=True, icon="transfer"),
            Cell(name, counts.articles(units)),
        ),
        action=translate("Receive", "Approve") if may else "",
        is_muted=not asked.is_open,
    )


def asked_words(line: AskedLine) -> str:
    """ "3 asked for", and once some have left "3 asked for, 2 sent, 0 received"."""
    said = [counts.asked_for(line.quantity)]
    if line.sent or line.received:
        said += [counts.sent(line.sent), counts.received(line.received)]
    return ", ".join(said)


def transfer_look(state: str) -> PillLook:
    """Where a transfer stands; a state that only a newer core knows is said as it is written."""
    tone, icon, words = _TRANSFERS.get(state, (Tone.NEUTRAL, "info", state))
    return PillLook(translate("Receive", words), tone, icon)


def origin_words(truck: Truck) -> str:
    """Who sends it."""
    return truck.origin or translate("Receive", "sender not known")


def cartons_words(truck: Truck) -> str:
    """How much of it has come: "Cartons: 2 of 3 · Articles: 14 of 20"."""
    return " · ".join(part for part in (boxes_words(truck), units_here_words(truck)) if part)


def boxes_words(truck: Truck) -> str:
    """How many of its cartons have come; empty where it has none."""
    if not truck.cartons:
        return ""
    words = translate("Receive", "Cartons: {here} of {of}")
    return words.format(here=truck.cartons_here, of=len(truck.cartons))


def units_here_words(truck: Truck) -> str:
    """How many of its articles have come."""
    if not truck.expected:
        return counts.articles(truck.received)
    words = translate("Receive", "Articles: {here} of {of}")
    return words.format(here=truck.received, of=truck.expected)


def _lines(truck: Truck, carton_id: str) -> list[Group]:
    """The lines by carton, the one in hand first, then those that are still to come."""
    boxes = sorted(truck.cartons, key=lambda box: (box.id != carton_id, box.is_here, box.number))
    made = [
        Group(
            tuple(_line_row(line, truck) for line in truck.lines if line.carton_id == box.id),
            translate("Receive", "Carton {number}").format(number=box.number),
            carton_words(box),
        )
        for box in boxes
    ]
    loose = tuple(_line_row(line, truck) for line in truck.lines if not truck.carton(line.carton_id))
    made.append(Group(loose, translate("Receive", "In no carton") if truck.cartons else ""))
    return [group for group in made if group.rows or group.title != made[-1].title]


def carton_words(box: Boxed) -> str:
    """Whether a carton has come."""
    if box.state == CartonState.MISSING:
        return translate("Receive", "missing")
    if not box.is_here:
        return translate("Receive", "not scanned yet")
    return translate("Receive", "here") if box.is_announced else translate("Receive", "here, not announced")


def _line_row(line: Expected, truck: Truck) -> Row:
    units = line.units
    if units.damaged:
        pill = PillLook(counts.damaged(units.damaged), Tone.BAD, "alert")
    elif units.extra and not truck.is_unannounced:
        pill = PillLook(translate("Receive", "{count} too many").format(count=units.extra), Tone.WARN, "plus")
    elif units.left:
        pill = PillLook(
            translate("Receive", "{count} to come").format(count=units.left), Tone.NEUTRAL, "waiting"
        )
    else:
        pill = PillLook(translate("Receive", "here"), Tone.OK, "check")
    return Row(
        line.id,
        (
            Cell(pill=pill),
            Cell(line.name, variant_words(line.size, line.colour), strong=True, swatch=line.colour_hex),
            Cell(units_words(line), " · ".join(line.place)),
        ),
        is_muted=not line.differs or truck.is_unannounced,
    )


def units_words(line: Expected) -> str:
    """ "3 of 5", or "3 articles" of what nobody had announced."""
    units = line.units
    if not units.expected:
        return counts.articles(units.received)
    return translate("Receive", "{here} of {of}").format(here=units.received, of=units.expected)


def scan_words(state: ReceiveState) -> str:
    """What a scan would do now."""
    if state.sight is Sight.PARCEL:
        return translate("Receive", "Scan the bin that you put the parcel in")
    if state.awaiting:
        return translate("Receive", "Scan the serial number of the piece")
    if state.sight is Sight.LIST:
        return translate("Receive", "Scan a carton or a customer’s parcel")
    return translate("Receive", "Scan the next carton, an article or a customer’s parcel")


def go_words(state: ReceiveState) -> str:
    """What the primary step does now."""
    if state.sight is Sight.PARCEL:
        code = state.in_hand.proposed_bin if state.in_hand else ""
        return translate("Receive", "It is in bin {bin}").format(bin=bin_words(code) or "–")
    if state.sight is Sight.CLOSING:
        count = len(closing.differences(state.truck)) if state.truck else 0
        if not count:
            return translate("Receive", "Finish: all is there")
        return translate("Receive", "Finish: {count} to explain").format(count=count)
    if state.sight is Sight.DELIVERY:
        return translate("Receive", "The truck is empty")
    if state.parcel is not None:
        return translate("Receive", "It is here")
    if state.transfer is not None:
        return translate("Receive", "Approve the request")
    if state.truck is not None and state.truck.is_called_off:
        return translate("Receive", "It is here")
    return translate("Receive", "Receive")


def title_words(state: ReceiveState) -> tuple[str, str]:
    """What is in front, in a line, and under it how far it has come."""
    truck = state.truck
    if truck is None or not state.truck_id:
        return "", ""
    return f"{truck.number} · {origin_words(truck)}", cartons_words(truck)
