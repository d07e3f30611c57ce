"""How a customer gets what is taken in exchange and is not here: collected in this store, or sent home."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

import msgspec

from core.rules.errors import Refused
from core.rules.promise_time import opens_at, ready_by
from core.rules.time import DAY_MS, Instant, after

ON_THE_WAY_MS: Final = DAY_MS
"""How long what another location has ready is on its way to a store: the night's lorry."""

Text = Annotated[str, msgspec.Meta(max_length=200)]


class Way(StrEnum):
    """Where the new article goes. The words are those of an order's delivery."""

    PICKUP = "pickup"
    HOME = "home"


class Sending(msgspec.Struct, frozen=True):
    """To whom it goes, and where; `promised_at` is what the customer was told, 0 if nothing. From `code_seed`
    follows the code that it is collected with (`core.rules.pickup.exchange_code`)."""

    way: Way
    name: Text
    phone: Text = ""
    email: Text = ""
    street: Text = ""
    postcode: Annotated[str, msgspec.Meta(max_length=20)] = ""
    city: Text = ""
    promised_at: Instant = Instant(0)
    code_seed: Annotated[str, msgspec.Meta(max_length=64)] = ""


def check_sending(sending: Sending) -> None:
    """Say nothing if it can go there.

    Raises:
        Refused: `exchange_without_name`; `exchange_without_address`: home, and nobody knows where that is.
    """
    if not sending.name.strip():
        raise Refused("exchange_without_name")
    address = (sending.street, sending.postcode, sending.city)
    if sending.way is Way.HOME and not all(part.strip() for part in address):
        raise Refused("exchange_without_address")


def check_reach(sending: Sending) -> None:
    """Say nothing if its customer can be told how it goes. It is asked at the counter alone: what was ordered
    without it, by workstations of before, is not refused.

    Raises:
        Refused: `exchange_without_reach`.
    """
    if not (sending.phone.strip() or sending.email.strip()):
        raise Refused("exchange_without_reach")


class Hours(msgspec.Struct, frozen=True):
    """When a place is open: its line of opening hours, and its time zone."""

    opening: str
    timezone: str


def leaves_by(at: Instant, source: Hours) -> Instant:
    """By when what is asked for at `at` leaves the place that has it: once that has had time to prepare it.

    Raises:
        BadInput: `bad_opening_hours` or `unknown_timezone`.
    """
    return ready_by(at, source.opening, source.timezone)


def here_by(at: Instant, source: Hours, here: Hours) -> Instant:
    """By when what is asked for at `at` can be collected here: it leaves, is on its way, and waits once this
    store is open.

    Raises:
        BadInput: `bad_opening_hours` or `unknown_timezone`.
    """
    return opens_at(after(leaves_by(at, source), ON_THE_WAY_MS), here.opening, here.timezone)
