"""Asking another location for an article: where, how many, and the request that goes to the manager."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import msgspec
from msgspec.structs import replace

from core.commands import RequestTransfer
from core.ports import Ids
from core.rules.availability import available_to_promise
from core.rules.errors import CoulisseError, Refused
from core.rules.permissions import Permission
from core.rules.plausibility import MAX_UNITS_A_LINE
from core.rules.transfer import MAX_TRANSFER_LINES
from desktop.desk import Desk
from desktop.screens.receive.state import TRANSFER_KEY
from desktop.screens.screen import Face, Section
from desktop.screens.stock.state import Asking, StockState, WantedList
from sync.places import Showing, Sorting, Whereabouts, places_of
from sync.reading import Reader
from sync.schema import LocalSetting

MOST_PLACES = 20
"""As many places are looked at, the nearest that have some first."""
LIST_SETTING = "transfer_list"
"""Under which name the list is kept at the workstation."""
SENDING_KINDS = ("store", "warehouse")
"""The chain's own: partners and marketplaces do not send on request."""


class AskingFor:
    """The request that is being made, until it is sent or left."""

    def __init__(
        self,
        desk: Desk,
        face: Face[StockState],
        ids: Ids,
        state: Callable[[], StockState],
        show: Callable[..., None],
    ) -> None:
        self._desk, self._face, self._ids = desk, face, ids
        self._state, self._show = state, show
        self._is_taken_up = False

    def may_ask(self) -> bool:
        """Whether who is signed in may ask."""
        return self._desk.me.may(Permission.REQUEST_TRANSFER)

    async def turn(self) -> None:
        """Ask the nearest place that has some; once one is asked, the next one."""
        state = self._state()
        if state.page is None or not self.may_ask():
            return
        article_id, article, listed = state.page.article_id, state.page.name, state.listed
        found = await self._desk.read(
            lambda reader: places_of(
                reader, article_id, Sorting.NEAREST_WITH_STOCK, Showing.WITH_STOCK, 0, MOST_PLACES
            )
        )
        offered = [
            one
            for one in found
            if not one.is_here and one.is_open and one.kind in SENDING_KINDS and _available(one)
            # What is on the list is of one store, and so is what joins it.
            if listed.location_id in (0, one.location_id)
        ]
        ids = [one.location_id for one in offered]
        if not ids:
            self._show(asking=Asking(article_id=article_id, article=article))
            return
        before = state.asking.location_id if state.asking else 0
        place = offered[(ids.index(before) + 1) % len(ids) if before in ids else 0]
        self._show(
            asking=Asking(
                article_id=article_id,
                article=article,
                location_id=place.location_id,
                name=place.name,
                available=_available(place),
                quantity=1,
            )
        )

    def one_more(self) -> None:
        """One unit more; from what the place has on to one again."""
        asking = self._state().asking
        if asking is not None and asking.location_id:
            most = max(1, min(asking.available, MAX_UNITS_A_LINE))
            self._show(asking=replace(asking, quantity=asking.quantity % most + 1))

    async def put_on_list(self) -> None:
        """Ask for it together with others: the next article is looked for, and all is sent at once."""
        state = self._state()
        asking, listed = state.asking, state.listed
        if (
            asking is None
            or not asking.location_id
            or (listed.is_full and asking.article_id not in listed.units)
        ):
            return
        self._show(asking=None, listed=listed.with_line(asking))
        self._face.heard(True)
        await self._keep()

    async def empty_list(self) -> None:
        """Ask for nothing of what is on the list."""
        self._show(asking=None, listed=WantedList())
        await self._keep()

    async def take_up(self) -> None:
        """What was on the list when the program ended is on it again."""
        if self._is_taken_up:
            return
        self._is_taken_up = True
        text = await self._desk.read(_kept)
        if text and not self._state().listed.lines:
            with suppress(msgspec.DecodeError, msgspec.ValidationError):
                self._show(listed=msgspec.json.decode(text, type=WantedList))

    async def _keep(self) -> None:
        listed = self._state().listed
        await self._desk.keep(LIST_SETTING, msgspec.json.encode(listed).decode() if listed.lines else "")

    def leave(self) -> bool:
        """Ask for nothing after all; False where nothing was being asked."""
        was_asking = self._state().asking is not None
        if was_asking:
            self._show(asking=None)
        return was_asking

    async def send(self) -> None:
        """Make the request, and go where it is approved and followed."""
        asking, before = self._state().asking, self._state().listed
        listed = before.with_line(asking) if asking is not None and asking.location_id else before
        if not listed.lines or len(listed.lines) > MAX_TRANSFER_LINES:
            return
        key = self._ids.new()
        command = RequestTransfer(
            transfer_id=key,
            location_id=self._desk.me.location_id,
            from_location_id=listed.location_id,
            units=listed.units,
        )
        # The key may be pressed twice: what is being asked for is not there to be asked for again.
        self._show(asking=None, listed=WantedList())
        try:
            await self._desk.do(command)
        except CoulisseError as error:
            self._show(asking=asking, listed=before)
            if not isinstance(error, Refused):
                raise
            self._face.refused(error)
            return
        await self._keep()
        self._face.go(Section.RECEIVE, TRANSFER_KEY + key)


def _kept(reader: Reader) -> str:
    row = reader.session.get(LocalSetting, LIST_SETTING)
    return row.value if row is not None else ""


def _available(place: Whereabouts) -> int:
    return available_to_promise(place.stock).quantity
