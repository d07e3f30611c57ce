"""What must be true of the chain, whatever happens: small and obvious, and written without the product.

It is told what the core committed, what people were told is done, and what a workstation shows; it keeps
plain rows, folds them, and complains. Nothing here imports `core` or `sync`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import chain_model
import refund_model
import routing_model
import stock_model
import work_model
from feed_model import Feed
from region_model import Regions
from told import Books, Broken, Money, NotYet, Paid, Rows, Screen, differ

HAD_EFFECT = ("applied", "adjusted", "recorded")


@dataclass
class Model:
    """The chain as it must be.

    Attributes:
        feed: what the core has committed and logged.
        done: by workstation, the commands that people were told are done.
        issued: every identifier that a workstation has drawn.
        to_cards: what the payment service has really paid.
        money: what the core said of money when somebody looked last.
        regions: what the stores of a region know of each other's sales.
        may_differ: workstations of which the copy of the network was changed behind the program's back, and
            may not be the core's until everything has come to its end.
        may_be_behind: workstations of which all but the copy of the network may be older than that copy.
    """

    feed: Feed = field(default_factory=Feed)
    done: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    outcomes: dict[str, tuple[str, int, str, str]] = field(default_factory=dict)
    effects: dict[str, frozenset[str]] = field(default_factory=dict)
    issued: set[str] = field(default_factory=set)
    to_cards: list[Paid] = field(default_factory=list)
    money: Money | None = None
    accepted: set[str] = field(default_factory=set)
    shown: dict[str, tuple[str, int, int, str, int]] = field(default_factory=dict)
    may_be_behind: set[str] = field(default_factory=set)
    may_differ: set[str] = field(default_factory=set)
    regions: Regions = field(default_factory=Regions)
    _held_by_core_alone: set[tuple[str, str]] = field(default_factory=set)
    _is_begun_anew: bool = False

    # What the core commits

    def begin(self, epoch: str, versions: Mapping[str, int]) -> None:
        """The core begins an epoch, with what it knows at its beginning."""
        self.feed.begin(epoch, versions)
        self.outcomes.clear()
        self.effects.clear()
        self.money = None
        self._is_begun_anew = True

    def look_at_books(self, books: Books) -> None:
        """The core's own tables."""
        if self._is_begun_anew:
            self._forget_what_nobody_holds(books)
        self._one_immutable_outcome(books)
        self._one_effect(books)
        stock_model.is_the_fold_of_the_ledger(books)
        stock_model.no_unit_in_two_places(books)
        work_model.work_adds_up(books)
        had_effect = {id_: outcome[2] in HAD_EFFECT for id_, outcome in books.outcomes.items()}
        refund_model.no_refund_twice(books.money, had_effect)
        refund_model.never_more_than_was_paid(books.money, self.to_cards)
        refund_model.no_unit_twice_to_a_card(self.to_cards)
        chain_model.nothing_beyond_its_units(books.money, self.to_cards)
        refund_model.nothing_sent_while_asked(self.money, books.money)
        self.regions.look_at_core(self.feed, books.sold, books.money.claims)
        self.money = books.money

    def _one_immutable_outcome(self, books: Books) -> None:
        places = [(device, sequence) for device, sequence, _status, _code in books.outcomes.values()]
        if len(places) != len(set(places)):
            raise Broken("one outcome", "core", places)
        for command, outcome in books.outcomes.items():
            before = self.outcomes.setdefault(command, outcome)
            if before[2:] != outcome[2:] and not (before[2] == "quarantined" and command in self.accepted):
                raise Broken("one immutable outcome", command, f"{before} became {outcome}")
            if before[2:] != outcome[2:]:
                # Somebody has vouched for it: this one stays, and so does what it does.
                self.outcomes[command] = outcome
                self.effects.pop(command, None)
            if command not in self.issued:
                raise Broken("no command from nowhere", command, outcome)
        for command in self.outcomes.keys() - books.outcomes.keys():
            raise Broken("one immutable outcome", command, "its outcome has gone")

    def _one_effect(self, books: Books) -> None:
        made: dict[str, set[str]] = defaultdict(set)
        for id_, movement in books.movements.items():
            made[str(movement["command_id"])].add(id_)
        for command, outcome in books.outcomes.items():
            effects = frozenset(made[command])
            if effects and outcome[2] not in HAD_EFFECT:
                raise Broken("no effect", command, f"{outcome} and yet {sorted(effects)}")
            if self.effects.setdefault(command, effects) != effects:
                raise Broken("exactly one effect", command, sorted(effects ^ self.effects[command]))

    # What people are told

    def told_done(self, station: str, command: str) -> None:
        """Somebody was told that this is done."""
        self.done[station].append(command)

    def look(self, station: str, screen: Screen) -> None:
        """What a workstation shows at any moment."""
        self._monotonic(station, screen)
        self._none_vanished(station, screen)
        self.feed.same_sums(station, screen.shards)
        self._in_doubt_after_damage(station, screen)
        self.regions.look(self.feed, station, screen)
        if screen.epoch != self.feed.epoch:
            return
        self._read_your_writes(station, screen)
        base = self._base(station, screen)
        routing_model.each_where_its_rule_says(station, screen, base)
        if screen.rerun is not None and not screen.is_in_doubt:
            differ("what is pending, run on top", station, screen.rerun, screen.rows)
        if screen.network_epoch == self.feed.epoch and station not in self.may_differ:
            network = {
                place: row
                for place, row in self.feed.fold("network", screen.network_version).items()
                if place[0] in {table for table, _key in screen.network}
            }
            differ("equal rows at equal versions", station, network, screen.network)
            self._stock(station, screen)

    def _in_doubt_after_damage(self, station: str, screen: Screen) -> None:
        """Only where a disk was damaged or put back may a workstation not know what its copy contains, and
        only until its first pull. Meanwhile what was done reads other stock than when it was done."""
        if not screen.is_in_doubt:
            self.may_be_behind.discard(station)
        elif station not in self.may_be_behind:
            raise Broken("in doubt after damage alone", station, screen.network_version)

    def _monotonic(self, station: str, screen: Screen) -> None:
        now = (
            screen.epoch,
            screen.store_version,
            screen.device_version,
            screen.network_epoch,
            screen.network_version,
        )
        before = self.shown.get(station)
        self.shown[station] = now
        if before is None:
            return
        is_back = before[0] == now[0] and (now[1] < before[1] or now[2] < before[2])
        if is_back or (before[3] == now[3] and now[4] < before[4]):
            raise Broken("reads are monotonic", station, f"{before} became {now}")

    def copied(self, station: str, twin: str) -> None:
        """Its disk was copied: what it was told is done is in the copy as well."""
        self.done[twin] = list(self.done[station])
        self.may_be_behind |= {twin} if station in self.may_be_behind else set()
        self.may_differ |= {twin} if station in self.may_differ else set()

    def done_by(self, station: str) -> int:
        """How many commands people there were told are done."""
        return len(self.done[station])

    def put_back(self, station: str, known: int) -> None:
        """Its disk holds no more than its first `known` commands. What was done since and had gone out is
        with the core; what had not is lost with the disk, and nobody can have it back."""
        since = [id_ for id_ in self.done[station][known:] if id_ in self.outcomes]
        self.done[station] = self.done[station][:known] + since
        # What was with the core alone at an earlier time may be lost by now.
        lost = {(where, id_) for where, id_ in self._held_by_core_alone if where == station}
        lost -= {(station, id_) for id_ in self.done[station]}
        self._held_by_core_alone = (self._held_by_core_alone - lost) | {(station, id_) for id_ in since}
        self.may_be_behind.add(station)
        self.forget_shown(station)

    def _forget_what_nobody_holds(self, books: Books) -> None:
        """A disk was put back to before a command, and then the core was: nobody can have it back."""
        self._is_begun_anew = False
        gone = {(station, id_) for station, id_ in self._held_by_core_alone if id_ not in books.outcomes}
        self._held_by_core_alone -= gone
        for station, id_ in gone:
            self.done[station].remove(id_)

    def forget_shown(self, station: str) -> None:
        """It was put back to an older day, or becomes another device: what it showed does not bind it."""
        self.shown.pop(station, None)
        self.regions.forget_shown(station)
        self.feed.forget_delivered(station)

    def _none_vanished(self, station: str, screen: Screen) -> None:
        here = {command.id: command for command in screen.outbox}
        for command in self.done[station]:
            if command not in here and command not in self.outcomes:
                raise Broken("no command vanishes", station, command)
        if screen.epoch != self.feed.epoch or screen.device_version < self.feed.newest.get(
            f"device:{screen.device}", 0
        ):
            return
        for command in screen.outbox:
            known = self.outcomes.get(command.id)
            answer = (command.status, command.code)
            if command.status and known and answer != known[2:] and command.id not in self.accepted:
                raise Broken("one immutable outcome", station, f"{command} and at the core {known}")

    def _read_your_writes(self, station: str, screen: Screen) -> None:
        """What somebody did here reads as done: it is pending, or the version that it came to is here."""
        for command in screen.outbox:
            stream, version = self.feed.began.get(command.id, ("", 0))
            is_late = stream == f"store:{screen.location}" and version > screen.store_version
            if command.status and is_late:
                raise Broken("read your writes", station, f"{command} of {version} at {screen.store_version}")

    def _base(self, station: str, screen: Screen) -> Rows:
        """What is here without what was done here: it must be the core's rows at this version."""
        base = dict(screen.rows)
        for _command, place, row in reversed(screen.before):
            base.pop(place, None)
            if row is not None:
                base[place] = row
        expected = self.feed.fold(f"store:{screen.location}", screen.store_version)
        expected |= self.feed.fold(f"device:{screen.device}", screen.device_version)
        expected = {place: row for place, row in expected.items() if place[0] != "outcome"}
        differ("base and pending", station, expected, base)
        pending = {command.id for command in screen.outbox if not command.status}
        strange = {command for command, _place, _row in screen.before} - pending
        if strange:
            raise Broken("base and pending", station, f"effects of what is not pending: {sorted(strange)}")
        return base

    def _stock(self, station: str, screen: Screen) -> None:
        """Each movement that is known here counts once: by the copy, by the stream, by being done here."""
        known: Rows = {
            place: row
            for _version, place, row in self.feed.log[f"store:{screen.location}"]
            if place[0] == "movement" and row and (row["network_version"] or 0) <= screen.network_version
        }
        here = {place: row for place, row in screen.rows.items() if place[0] == "movement"}
        known = here | known if screen.is_in_doubt else known | here
        folded = stock_model.ledger(known.values())
        for article, shown in screen.stock.items():
            expected = folded.get((article, screen.location), {})
            if screen.is_in_doubt:
                stock_model.no_more_is_free(station, article, expected, shown)
                continue
            differ(
                "what screens say of stock",
                station,
                {"article": article, **stock_model.plain(expected)},
                {"article": article, **stock_model.plain(shown)},
            )

    # When it has become quiet

    def at_rest(self, station: str, screen: Screen) -> None:
        """Faults have stopped, and everything has had its time."""
        pending = [command.id for command in screen.outbox if not command.status]
        if pending:
            raise NotYet("outboxes are empty", station, pending)
        versions = (screen.store_version, screen.device_version, screen.network_version)
        streams = (f"store:{screen.location}", f"device:{screen.device}", "network")
        newest = tuple(self.feed.newest.get(stream, 0) for stream in streams)
        if screen.epoch != self.feed.epoch or versions != newest or screen.is_in_doubt:
            raise NotYet("replicas are equal to the core", station, f"{versions} of {newest}")
        self.may_differ.discard(station)
        self.look(station, screen)
        self.regions.at_rest(self.feed, station, screen)

    def all_answered(self) -> None:
        """Each thing that anybody was told is done has an outcome."""
        for station, commands in self.done.items():
            for command in commands:
                if command not in self.outcomes:
                    raise Broken("no command vanishes", station, command)
        if self.money is not None:
            refund_model.each_payment_is_known(self.money, self.to_cards)
            refund_model.cards_got_what_refunds_say(self.money, self.to_cards)
            refund_model.nothing_given_twice(self.money, self.to_cards)
            refund_model.what_was_held_is_settled(self.money, self.to_cards)
