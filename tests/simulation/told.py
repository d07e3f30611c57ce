"""What the model is told, and how it complains. Nothing here imports `core` or `sync`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]
Place = tuple[str, tuple[Any, ...]]
"""A table and a primary key."""
Rows = dict[Place, Row]


Shards = Mapping[tuple[str, int], tuple[int, frozenset[str]]]
"""By table and shard: the sum of the rows' hashes, and the rows themselves as texts."""


class Broken(AssertionError):
    """Something that must be true is not. `invariant` names it."""

    def __init__(self, invariant: str, who: str, what: object) -> None:
        super().__init__(f"{invariant}: {who}: {what}")
        self.invariant = invariant
        self.found = (invariant, who, what)


class NotYet(Broken):
    """It must be true once everything has come to its end, and need not be before."""


@dataclass(frozen=True)
class Command:
    """A line of an outbox."""

    id: str
    status: str
    code: str
    is_stuck: bool


@dataclass(frozen=True)
class Region:
    """What a workstation has of its region's sales: the rows of a stream of an epoch at a version."""

    stream: str
    epoch: str
    version: int
    rows: Rows


@dataclass(frozen=True)
class Screen:
    """All that a workstation shows and holds, at one moment.

    Attributes:
        rows: the private rows, with what was done here on top.
        before: what pending commands changed, in order: (command, place, the row before or None).
        rerun: the private rows after taking all of that back and doing it again; None if it was not tried.
        network: the rows of its copy of the network.
        shards: what its copy of the network adds up to; empty if nobody looked.
        stock: by article, what it says that this store has, by bucket.
        is_in_doubt: it says that its copy of the network is ahead of all else that it has.
        region: what it has of the sales of its region's other stores.
    """

    epoch: str
    location: int
    device: str
    store_version: int
    device_version: int
    network_epoch: str
    network_version: int
    rows: Rows
    before: list[tuple[str, Place, Row | None]]
    rerun: Rows | None
    outbox: list[Command]
    network: Rows
    shards: Shards
    stock: Mapping[int, Mapping[str, int]]
    is_in_doubt: bool
    region: Region


@dataclass(frozen=True)
class Delivery:
    """What came to a workstation in one go: by stream from which version to which, and the rows as they were
    left (None: deleted)."""

    epoch: str
    spans: Mapping[str, tuple[int, int]]
    rows: Mapping[Place, Row | None]


@dataclass(frozen=True)
class Piece:
    """A published delta: the rows as the versions in (after, to] left them (None: deleted)."""

    after: int
    to: int
    rows: Mapping[Place, Row | None]


@dataclass(frozen=True)
class Paid:
    """What has really gone to a card: of which payment, under which key, and for what: the refund that has
    this key, whichever core has asked, and its units; the key itself where nobody has proposed such a one."""

    payment: str
    key: str
    cents: int
    refund: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """A question about one refund: how much may have gone, for which units."""

    cents: int
    units: tuple[str, ...]


@dataclass(frozen=True)
class Proposed:
    """A refund as people have proposed it, and what they have said of it at the tills.

    Attributes:
        units: what came back, by name: the line of a sale, a colon, the place on it.
        said_cents: the money that is to go.
        taken: what is taken in exchange, as (line of the sale that it makes, units, cents for each).
        makes: that sale.
        is_taken: it was handed out, or what was to be paid for it was.
        added_cents: what was paid for it; with what people are asked about, which should have been.
        cash_cents: what has left the tills; without what people are asked about, which should not have.
    """

    units: tuple[str, ...]
    said_cents: int
    taken: tuple[tuple[str, int, int], ...]
    makes: str
    is_taken: bool
    added_cents: int
    cash_cents: int

    @property
    def listed_cents(self) -> int:
        """What is taken costs."""
        return sum(units * cents for _line, units, cents in self.taken)


@dataclass(frozen=True)
class Money:
    """What goes back for what was sold.

    Attributes:
        paid: cents, by sale.
        origins: by sale, the one that is no exchange, from which what it is paid with came in the end; a sale
            that is none is its own.
        added: cents, by sale, of what was paid with nothing that had been kept of another sale.
        payments: by the payment service's name for it, the origin of the sale that was paid with a card.
        took: cents, by that name.
        under_way: what is being paid and was not answered.
        refunds: by id: kind, state, sale_id, units, is_exchange_out, parts as [means, cents, cents done];
            `is_ordered`: what is taken in exchange is to be sent, and `is_held`: nothing is given for it now.
        claims: (unit, refund).
        cash: cents that left a till, by the command that told so.
        beyond_cents: of it, what people are asked about: more than a refund says.
        asked: what people are asked about because a core that was lost may have paid it, by refund.
        told_twice: refunds of which people are told that something was given twice.
        unanswered: of refunds and of executions, by id and by key, those that people are still asked about.
        told: cents of which the payment service says that it has paid them, and nobody else does, by the
            key of the execution.
        proposed: by id, the refunds that people have proposed, and that were not turned down as they were.
        sold: by line of a sale that is no exchange, what was paid for a unit of it, rounded up to the cent.
        sale_of_line: by line of a sale, the sale.
    """

    paid: Mapping[str, int]
    origins: Mapping[str, str]
    added: Mapping[str, int]
    payments: Mapping[str, str]
    took: Mapping[str, int]
    under_way: Collection[str]
    refunds: Mapping[str, Row]
    claims: Collection[tuple[str, str]]
    cash: Mapping[str, int]
    beyond_cents: int
    asked: Mapping[str, Asked]
    told_twice: Collection[str]
    unanswered: Set[str]
    told: Mapping[str, int]
    proposed: Mapping[str, Proposed]
    sold: Mapping[str, int]
    sale_of_line: Mapping[str, str]


@dataclass(frozen=True)
class Sold:
    """What was sold, and which stores are to know of it.

    Attributes:
        regions: by store, its region; "" for none.
        untold: stores of which not all has been told to their region yet.
        oldest: what was sold at this time or before is not told any more.
        sales: by id, with their `lines`.
        names: texts that say who bought, or with which card and receipt.
    """

    regions: Mapping[int, str]
    untold: Collection[int]
    oldest: int
    sales: Mapping[str, Row]
    names: Collection[str]


@dataclass(frozen=True)
class Work:
    """What the stores are at, in rows of the core's tables.

    Attributes:
        order_lines: `held` units wait for their payment, the `beyond` ones for goods to come.
        exchanges: what is held for who takes it in exchange: (location, article, units).
        asked: the aggregates that a person is asked about.
        deeds: (name, aggregate) of each command that it has kept.
    """

    fulfilments: list[Row]
    lines: list[Row]
    order_lines: list[Row]
    deliveries: list[Row]
    delivery_lines: list[Row]
    transfers: list[Row]
    transfer_lines: list[Row]
    counts: list[Row]
    exchanges: list[tuple[int, int, int]]
    asked: list[str]
    deeds: list[tuple[str, str]]


@dataclass(frozen=True)
class Story:
    """What the core tells of one order: `deeds` are the names of the commands in its history."""

    status: str
    is_confirmed: bool
    is_held: bool
    waits_for_people: bool
    deeds: list[str]


@dataclass(frozen=True)
class Books:
    """What the core's tables say: outcomes by command (device, sequence, status, code), the ledger, the
    positions by (article, location), where each piece is, the money that goes back, the work, the sales."""

    outcomes: Mapping[str, tuple[str, int, str, str]]
    movements: Mapping[str, Row]
    positions: Mapping[tuple[int, int], Mapping[str, int]]
    pieces: Collection[tuple[int, str, int | None]]
    money: Money
    work: Work
    sold: Sold


def differ(invariant: str, who: str, expected: Any, found: Any) -> None:
    """Complain where two things that must be equal are not, and say where."""
    if expected == found:
        return
    if not (isinstance(expected, dict) and isinstance(found, dict)):
        raise Broken(invariant, who, f"{expected!r} expected, and it is {found!r}")
    places = [place for place in expected.keys() | found.keys() if expected.get(place) != found.get(place)]
    told = [
        f"{place}: {_change(expected.get(place), found.get(place))}" for place in sorted(places, key=repr)[:4]
    ]
    raise Broken(invariant, who, f"{len(places)} differ; " + "; ".join(told))


def _change(expected: Any, found: Any) -> str:
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        keys = [key for key in expected.keys() | found.keys() if expected.get(key) != found.get(key)]
        return ", ".join(f"{key} {expected.get(key)!r} -> {found.get(key)!r}" for key in sorted(keys))
    return (
        f"{'missing' if found is None else 'too many' if expected is None else f'{expected!r} -> {found!r}'}"
    )
