"""Asking the core for what this store does not know, while somebody waits at the counter."""

from __future__ import annotations

import msgspec

from sync.answers import FoundCredit, FoundStory
from sync.client import CoreClient
from sync.workstation import Workstation


class AskedSale(msgspec.Struct, frozen=True):
    """What is known of a sale: its receipt code, order number or parcel's number; or the card's last four
    digits, and when it was sold, from and until (31 days at most); or an article and its serial number, or
    its day; or its customer's whole name, and its day where several have that name."""

    receipt: str = ""
    card_last4: str = ""
    sold_from: int = 0
    sold_until: int = 0
    sku: str = ""
    serial: str = ""
    customer: str = ""


async def ask_for_sales(workstation: Workstation, asked: AskedSale, asked_by: str) -> tuple[str, ...]:
    """Ids of the sales that the core has found. They come on the private stream, as if they were sold here.

    For a loop of its own: it blocks on the disk between its requests.

    Raises:
        Offline: the core does not answer. Refused: `nothing_to_look_for`, `name_of_several`.
    """
    state = workstation.replica.state()
    client = CoreClient(state.core_url, state.token, workstation.world.transport)
    try:
        # An older core knows fewer of the words, and refuses what it does not know.
        said = {name: value for name, value in msgspec.structs.asdict(asked).items() if value}
        return tuple(await client.find_sales({**said, "asked_by": asked_by}))
    finally:
        await client.close()


async def ask_for_credit(workstation: Workstation, number: str, takes_cents: int = 0) -> FoundCredit:
    """A store credit or gift card as it is now, wherever it was issued; `takes_cents` are about to be taken
    of it here, and held so long.

    For a loop of its own: it blocks on the disk between its requests.

    Raises:
        Offline: the core does not answer. Refused: `unknown_credit`.
    """
    state = workstation.replica.state()
    client = CoreClient(state.core_url, state.token, workstation.world.transport)
    try:
        return await client.credit(number, takes_cents)
    finally:
        await client.close()


async def let_credit_go(workstation: Workstation, number: str) -> None:
    """What was held of a credit is not taken here: others need not wait for it.

    For a loop of its own: it blocks on the disk between its requests.

    Raises:
        Offline: the core does not answer. Refused: `unknown_credit`.
    """
    state = workstation.replica.state()
    client = CoreClient(state.core_url, state.token, workstation.world.transport)
    try:
        await client.let_credit_go(number)
    finally:
        await client.close()


async def ask_for_story(workstation: Workstation, number: str, language: str) -> FoundStory:
    """What became of an order that this store has, or had, a part in.

    For a loop of its own: it blocks on the disk between its requests.

    Raises:
        Offline: the core does not answer. Refused: `unknown_order`.
    """
    state = workstation.replica.state()
    client = CoreClient(state.core_url, state.token, workstation.world.transport)
    try:
        return await client.story(number, language)
    finally:
        await client.close()
