"""Looks at a world from outside, and lets the model see what the core and the workstations say."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from feed_reading import NETWORK_TABLES, published_by, shards_of
from observer import LogReader, articles_of, books_of, screen_of
from told import Broken, Money, NotYet, Screen
from work_model import stories_are_told
from work_reading import stories_of

from core.orchestration import Core
from core.rules.errors import CoulisseError
from sync.faults import database_faults

if TYPE_CHECKING:
    from station import Station
    from world import World

TOLD_SHARE = 0.3
"""At how many looks during the day an order's history is read, which takes longer than all else there; at its
end every history is."""


HELD, SENT, KEPT = "ordered and held", "ordered and sent", "ordered in the backup"


class Onlooker:
    """Who looks at one world."""

    def __init__(self, world: World, chance: random.Random) -> None:
        self._world = world
        self._model = world.model
        self._log = LogReader(world.model)
        self._chance = chance
        # Of its own: what else chance decides in a world does not depend on how often somebody looks.
        self._stories = random.Random(0)
        self._looked_at = -1
        self._ordered: set[tuple[str, str]] = set()

    def begin(self, core: Core) -> None:
        """The core begins an epoch with what it knows."""
        self._log.begin(core)
        self._looked_at = -1
        self._articles = articles_of(core)

    def begin_restored(self, core: Core) -> None:
        """The core begins an epoch with what was kept: of what was ordered in exchange it is counted what was
        still to go on its way."""
        self.begin(core)
        refunds = books_of(core).money.refunds.values()
        self._world.history.did[KEPT] += sum(
            one["is_ordered"] and not one["is_exchange_out"] for one in refunds
        )

    def look_around(self) -> None:
        """Look at the core, and at some of the workstations."""
        self.look_at_core()
        for station in self._world.stations.values():
            if station.is_up and self._chance.random() < 0.4:
                self.look(station, with_rerun=self._chance.random() < 0.3)

    def look_at_core(self) -> None:
        """Let the model see the core's tables."""
        if self._world.core.is_up:
            if self._looked_at == self._world.core.commits:
                return
            self._looked_at = self._world.core.commits
            self._log.follow(self._world.core.core)
            self._model.issued = {id_ for one in self._world.stations.values() for id_ in one.given}
            self._model.to_cards = self._world.cards.paid
            books = books_of(self._world.core.core)
            self._model.look_at_books(books)
            self._count_ordered(books.money)
            if self._stories.random() < TOLD_SHARE:
                stories_are_told(*stories_of(self._world.core.core, self._stories))

    def _count_ordered(self, money: Money) -> None:
        """What was ordered in exchange: of how much it was seen that it goes on its way, and how much waits
        until people have said whether its units were paid before."""
        ordered = [(id_, one) for id_, one in money.refunds.items() if one["is_ordered"]]
        seen = {(SENT, id_) for id_, one in ordered if one["is_exchange_out"]}
        seen |= {(HELD, id_) for id_, one in ordered if one["is_held"] and not one["is_exchange_out"]}
        self._world.history.did.update(what for what, _id in seen - self._ordered)
        self._ordered |= seen

    def look(self, station: Station, *, with_rerun: bool = False) -> None:
        """Let the model see what a workstation shows."""
        if not self._world.core.is_up or not station.is_enrolled or station.is_being_helped:
            return
        self.look_at_core()
        try:
            screen = self._screen(station, with_rerun=with_rerun)
        except CoulisseError as error:
            self._world.history.note(station.name, f"shows nothing: {error.code}")
            return
        self._tell_what_came(station)
        self._model.look(station.name, screen)

    def look_at_rest(self) -> None:
        """Everything has had its time.

        Raises:
            NotYet: something is still under way.
            Broken: something is not as it must be at any moment.
        """
        self.look_at_core()
        # First what costs nothing and is asked again and again while a restored core waits for its devices.
        self._model.to_cards = self._world.cards.paid
        try:
            self._model.all_answered()
        except Broken as broken:
            raise NotYet(*broken.found) from broken
        for station in self._world.stations.values():
            self._tell_what_came(station)
            try:
                screen = self._screen(station, with_rerun=True)
            except CoulisseError as error:
                raise NotYet("nothing is wedged", station.name, error.code) from error
            self._model.at_rest(station.name, screen)
        stories_are_told(*stories_of(self._world.core.core))
        self._look_at_what_is_published()

    def _screen(self, station: Station, *, with_rerun: bool) -> Screen:
        try:
            with database_faults():
                return screen_of(station, self._articles, with_rerun=with_rerun)
        except CoulisseError as error:
            station.said = error.code
            raise

    def _tell_what_came(self, station: Station) -> None:
        taken = [station.taken.pop(0) for _ in range(len(station.taken))]
        for delivery in taken:
            if delivery is None:
                self._model.feed.forget_delivered(station.name)
            else:
                self._model.feed.delivered(station.name, delivery)

    def _look_at_what_is_published(self) -> None:
        feed, (pieces, newest, sums, at) = self._model.feed, published_by(self._world.core.publisher)
        feed.any_cover(pieces, newest, self._chance)
        if at:
            rows = feed.fold("network", at).items()
            shown = {place: row for place, row in rows if place[0] in NETWORK_TABLES}
            feed.same_sums("core", shards_of(shown, sums))
