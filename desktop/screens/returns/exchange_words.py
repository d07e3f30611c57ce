"""How the customer gets what is taken instead and is not here, in words."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QLocale

from core.rules.exceptions import EXCHANGE_CANCELLED
from core.rules.exchange_sending import Way
from core.rules.time import Instant
from desktop.screens.returns.counter_state import Sent
from desktop.screens.returns.exchange_state import Offer
from desktop.screens.returns.state import ReturnsState
from desktop.screens.stock.beside_words import km_words
from desktop.shell.amounts import clock_words, day_words
from desktop.shell.counts import counts
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.widgets.chips import Chip

GRAMS_A_KG = 1_000
WAYS: Mapping[Way | None, str] = {
    None: QT_TRANSLATE_NOOP("Returns", "Take along"),
    Way.PICKUP: QT_TRANSLATE_NOOP("Returns", "Collect here"),
    Way.HOME: QT_TRANSLATE_NOOP("Returns", "Send home"),
}


def way_chips(state: ReturnsState) -> list[Chip]:
    """The ways that there are, each with its digit while somebody chooses: else digits give reasons."""
    return [
        Chip(key_of(one.way), translate("Returns", WAYS[one.way]), str(place) if state.is_choosing else "")
        for place, one in enumerate(state.offers, 1)
    ]


def key_of(way: Way | None) -> str:
    """A way's key among chips."""
    return "along" if way is None else way.value


def way_of(key: str) -> Way | None:
    """The way that a chip's key stands for."""
    return None if key == key_of(None) else Way(key)


def promise_words(state: ReturnsState) -> str:
    """What the customer can be told now."""
    if any(one.is_unseen for one in state.instead):
        return translate(
            "Returns", "No store is known to have it: headquarters says whether more comes, and when."
        )
    return offer_words(state.offer, state.now, state.timezone)


def offer_words(offer: Offer | None, now: Instant, timezone: str) -> str:
    """When, and where it comes from, as far as anybody here can say."""
    if offer is None:
        return translate("Returns", "Headquarters says where it comes from, and when.")
    if offer.carrier:
        when = _leaving_words(offer, now, timezone)
    else:
        when = by_words(offer.way, day_words(offer.at, timezone, now=now), offer.at, timezone)
    if not offer.place:
        return when
    source = f"{offer.place} ({km_words(offer.km)})"
    return f"{when} " + translate("Returns", "Most likely from {place}, free there: {count}.").format(
        place=source, count=offer.free
    )


def _leaving_words(offer: Offer, now: Instant, timezone: str) -> str:
    """ "Leaves Tue 11 Nov, 16:30 with Colissimo, there by Thu 13 Nov." """
    said = translate("Returns", "Leaves {day}, {time} with {carrier}.")
    if offer.arrives_at:
        said = translate("Returns", "Leaves {day}, {time} with {carrier}, there by {arrival}.")
    return said.format(
        day=day_words(offer.at, timezone, now=now),
        time=clock_words(offer.at, timezone),
        carrier=offer.carrier,
        arrival=day_words(offer.arrives_at, timezone, now=now),
    )


def terms_words(state: ReturnsState) -> str:
    """What its way costs, by whom it goes where nobody here knows, and from when on it is held."""
    offer, said = state.offer, [translate("Returns", "Delivery is free.")]
    if offer is not None and offer.way is Way.HOME and not offer.carrier:
        said.append(translate("Returns", "Headquarters chooses the carrier."))
    if offer is not None and offer.parcels > 1:
        said.append(translate("Returns", "In {parcels}.").format(parcels=counts.parcels(offer.parcels)))
    if offer is not None and offer.carbon_g:
        said.append(_carbon_words(offer.carbon_g))
    if any(one.is_unseen for one in state.instead):
        said.append(translate("Returns", "Nothing is held before headquarters has heard of it."))
    else:
        said.append(held_words(state))
    return " ".join(said)


def _carbon_words(carbon_g: int) -> str:
    """In whole kilograms: what a parcel costs is known in its order of magnitude alone."""
    if carbon_g < GRAMS_A_KG:
        return translate("Returns", "Less than 1 kg of CO₂e.")
    weight = QLocale().toString(round(carbon_g / GRAMS_A_KG))
    return translate("Returns", "About {weight} kg of CO₂e.").format(weight=weight)


def by_words(way: Way | None, day: str, at: Instant, timezone: str) -> str:
    """ "Here from Tue 11 Nov, 11:00.", with the day in the screen's words or the paper's."""
    if way is None:
        return ""
    said = {
        Way.PICKUP: translate("Returns", "Here from {day}, {time}."),
        Way.HOME: translate("Returns", "Leaves by {day}, {time}."),
    }[way]
    return said.format(day=day, time=clock_words(at, timezone))


def held_words(state: ReturnsState) -> str:
    """From when on it is this customer's."""
    if state.is_connected:
        return translate("Returns", "It is held as soon as you go on; all of the exchange goes together.")
    return translate("Returns", "Offline: it is held once the line is back. Until then no money of it moves.")


def sent_words(sent: Sent, now: Instant, timezone: str) -> str:
    """How far what was ordered has come."""
    if sent.failed:
        said = translate("Returns", "When headquarters heard of it, nothing was free any more.")
        if sent.failed == EXCHANGE_CANCELLED:
            said = translate("Returns", "Headquarters has cancelled its order.")
        whom = " · ".join(part for part in (sent.name, sent.reach) if part)
        return f"{said} {whom}." if whom else said
    if not sent.order_number:
        return translate("Returns", "Nothing is held before headquarters has heard of it.")
    held = translate("Returns", "Held for {name} as order {number}.")
    said = held.format(name=sent.name, number=sent.order_number)
    if not sent.promised_at:
        return said
    day = day_words(sent.promised_at, timezone, now=now)
    return f"{said} {by_words(sent.way, day, sent.promised_at, timezone)}"
