"""What must be true of the chain, whatever happens: small and obvious, and written without the product.

It is told what the core committed, what people were told is done, and what a workstation shows; it keeps
plain rows, folds them, and complains. Nothing here imports `core` or `sync`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import refund_model
from feed_model import Feed
from told import Books, Broken, Money, Paid, Row, Rows, Screen, differ

# What a movement adds to which bucket; "own" stands for the bucket that it names itself.
EFFECTS: Mapping[str, tuple[tuple[str, int], ...]] = {
    "received": (("own", 1),),
    "returned": (("own", 1),),
    "adjusted": (("own", 1),),
    "sold": (("sellable", -1),),
    "allocated": (("allocated", 1),),
    "released": (("allocated", -1),),
    "picked": (),
    "unpicked": (),
    "handed_over": (("sellable", -1), ("allocated", -1)),
    "dispatched": (("sellable", -1), ("allocated", -1)),
    "transferred_out": (("own", -1), ("transit_out", 1)),
    "transferred_in": (("transit_in", -1), ("own", 1)),
    "condition_changed": (("own", -1),),
}
ON_HAND = ("sellable", "display", "damaged", "quarantine", "in_repair", "transit_in", "partner_owned")
OF_THE_STORE = (
    *("fulfilment", "movement", "exception_case", "count_task", "bin", "article_place", "staff"),
    *refund_model.OF_THE_STORE,
)
OF_A_FULFILMENT = ("fulfilment_line", "parcel")
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

    # What the core commits

    def begin(self, epoch: str, versions: Mapping[str, int]) -> None:
        """The core begins an epoch, with what it knows at its beginning."""
        self.feed.begin(epoch, versions)
        self.outcomes.clear()
        self.effects.clear()

    def look_at_books(self, books: Books) -> None:
        """The core's own tables."""
        self._one_immutable_outcome(books)
        self._one_effect(books)
        folded = ledger(books.movements.values())
        for place in sorted(folded.keys() | books.positions.keys()):
            differ(
                "stock is the fold of the ledger", f"{place}", folded.get(place), books.positions.get(place)
            )
        self._no_unit_in_two_places(books)
        had_effect = {id_: outcome[2] in HAD_EFFECT for id_, outcome in books.outcomes.items()}
        refund_model.no_refund_twice(books.money, had_effect)
        refund_model.never_more_than_was_paid(books.money, self.to_cards)
        self.money = books.money

    def _no_unit_in_two_places(self, books: Books) -> None:
        units = [(article, serial) for article, serial, _location in books.pieces]
        if len(units) != len(set(units)):
            raise Broken("no unit in two places", "core", units)
        of_units: dict[tuple[int, str], list[Row]] = defaultdict(list)
        for movement in books.movements.values():
            if movement["serial"]:
                of_units[(movement["article_id"], movement["serial"])].append(movement)
        for unit, movements in of_units.items():
            places = {
                place: kept for (_article, place), units in ledger(movements).items() if (kept := units)
            }
            there = [
                place for place, kept in places.items() if sum(kept[b] for b in kept if b in ON_HAND) > 0
            ]
            if len(there) > 1:
                raise Broken("no unit in two places", f"{unit}", places)

    def _one_immutable_outcome(self, books: Books) -> None:
        places = [(device, sequence) for device, sequence, _status, _code in books.outcomes.values()]
        if len(places) != len(set(places)):
            raise Broken("one outcome", "core", places)
        for command, outcome in books.outcomes.items():
            before = self.outcomes.setdefault(command, outcome)
            if before[2:] != outcome[2:] and not (before[2] == "quarantined" and command in self.accepted):
                raise Broken("one immutable outcome", command, f"{before} became {outcome}")
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
        if screen.epoch != self.feed.epoch:
            return
        self._read_your_writes(station, screen)
        base = self._base(station, screen)
        self._routed(station, screen, base)
        if screen.rerun is not None:
            differ("what is pending, run on top", station, screen.rerun, screen.rows)
        if screen.network_epoch == self.feed.epoch:
            network = {
                place: row
                for place, row in self.feed.fold("network", screen.network_version).items()
                if place[0] in {table for table, _key in screen.network}
            }
            differ("equal rows at equal versions", station, network, screen.network)
            self._stock(station, screen)

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

    def done_by(self, station: str) -> int:
        """How many commands people there were told are done."""
        return len(self.done[station])

    def put_back(self, station: str, known: int) -> None:
        """Its disk holds no more than its first `known` commands. What was done since and had gone out is
        with the core; what had not is lost with the disk, and nobody can have it back."""
        since = self.done[station][known:]
        self.done[station] = self.done[station][:known] + [id_ for id_ in since if id_ in self.outcomes]
        self.forget_shown(station)

    def forget_shown(self, station: str) -> None:
        """It was put back to an older day, or becomes another device: what it showed does not bind it."""
        self.shown.pop(station, None)
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

    def _routed(self, station: str, screen: Screen, base: Rows) -> None:
        heads = {row["id"] for (table, _key), row in base.items() if table == "fulfilment"}
        orders = {row["order_id"] for (table, _key), row in base.items() if table == "fulfilment"}
        buyers = {row["customer_id"] for (table, _key), row in base.items() if table == "orders"}
        for (table, key), row in base.items():
            is_ours = (
                (table in OF_THE_STORE and row["location_id"] == screen.location)
                or (table in OF_A_FULFILMENT and row["fulfilment_id"] in heads)
                or (table == "orders" and row["id"] in orders)
                or (table == "order_line" and row["order_id"] in orders)
                or (table == "customer" and row["id"] in buyers)
                or (table == "number_block" and row["device_id"] == screen.device)
                or refund_model.is_of_a_return((table, key), row, base)
            )
            if not is_ours:
                raise Broken("each row where its rule says", station, f"{table} {key}")

    def _stock(self, station: str, screen: Screen) -> None:
        """Each movement that is known here counts once: by the copy, by the stream, by being done here."""
        known: Rows = {
            place: row
            for _version, place, row in self.feed.log[f"store:{screen.location}"]
            if place[0] == "movement" and row and (row["network_version"] or 0) <= screen.network_version
        }
        known |= {place: row for place, row in screen.rows.items() if place[0] == "movement"}
        folded = ledger(known.values())
        for article, shown in screen.stock.items():
            expected = folded.get((article, screen.location), {})
            differ(
                "what screens say of stock",
                station,
                {"article": article, **plain(expected)},
                {"article": article, **plain(shown)},
            )

    # When it has become quiet

    def at_rest(self, station: str, screen: Screen) -> None:
        """Faults have stopped, and everything has had its time."""
        pending = [command.id for command in screen.outbox if not command.status]
        if pending:
            raise Broken("outboxes are empty", station, pending)
        versions = (screen.store_version, screen.device_version, screen.network_version)
        streams = (f"store:{screen.location}", f"device:{screen.device}", "network")
        newest = tuple(self.feed.newest.get(stream, 0) for stream in streams)
        if screen.epoch != self.feed.epoch or versions != newest:
            raise Broken("replicas are equal to the core", station, f"{versions} of {newest}")
        self.look(station, screen)

    def all_answered(self) -> None:
        """Each thing that anybody was told is done has an outcome."""
        for station, commands in self.done.items():
            for command in commands:
                if command not in self.outcomes:
                    raise Broken("no command vanishes", station, command)
        if self.money is not None:
            refund_model.cards_got_what_refunds_say(self.money, self.to_cards)


def ledger(movements: Iterable[Row]) -> dict[tuple[int, int], dict[str, int]]:
    """The sum of movements by (article, location) and bucket; what is zero is left out."""
    sums: dict[tuple[int, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for movement in movements:
        units = sums[(movement["article_id"], movement["location_id"])]
        for bucket, sign in EFFECTS[movement["kind"]]:
            units[movement["bucket"] if bucket == "own" else bucket] += sign * movement["quantity"]
        if movement["to_bucket"]:
            units[movement["to_bucket"]] += movement["quantity"]
    return {place: plain(units) for place, units in sums.items() if plain(units)}


def plain(units: Mapping[str, int]) -> dict[str, int]:
    """Without zeros."""
    return {bucket: quantity for bucket, quantity in units.items() if quantity}
