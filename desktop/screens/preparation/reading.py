"""What Prepare reads: the queue, the order in hand with stock and bins, and whose a scanned article is."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

import msgspec
from sqlalchemy import select

from core.model import Fulfilment, FulfilmentLine
from core.rules.availability import Stock
from core.rules.fulfilment import CLAIM_LASTS_MS, OPEN_STATES, PREPARED_HERE, TO_PREPARE
from core.rules.preparation_policy import PreparationPolicy, policy_from
from core.rules.time import Instant
from desktop.desk import Me
from desktop.screens.fulfilments import (
    MAX_SHOWN,
    Head,
    Holder,
    Place,
    heads,
    heads_of,
    one_head,
    open_heads,
    this_place,
)
from desktop.screens.preparation.bins import free_bins
from desktop.screens.preparation.leaving import Leaving, Services, leaving_of, services_here
from desktop.screens.preparation.round import CLAIMABLE, of_one_round, phase_together
from desktop.screens.preparation.state import Other, Phase
from sync.reading import Reader
from sync.schema import PendingCommand

LABEL_TEMPLATE = "pickup_parcel"


class Queue(msgspec.Struct, frozen=True):
    """What can be begun, and what colleagues have: a page of it. `waiting` is how much there is to begin."""

    place: Place
    free: tuple[Head, ...]
    taken: tuple[Head, ...]
    waiting: int


class Loaded(msgspec.Struct, frozen=True):
    """The orders in hand together, in the order of their totes, and the one in focus.

    `free_bins` are free for the one in focus, and known once nothing is picked any more. `printed` is the bin
    that the last label of each of its parcels says, by parcel number. `weights` are grams by article,
    `sender` is this store's address, `services` the names of carrier and service by their codes, `leaving`
    those of the one in focus.
    """

    heads: tuple[Head, ...]
    head: Head
    place: Place
    stock: dict[int, Stock]
    free_bins: tuple[str, ...]
    printed: dict[str, str]
    weights: dict[int, int] = msgspec.field(default_factory=dict)
    sender: str = ""
    services: Services = msgspec.field(default_factory=dict)
    leaving: Leaving | None = None
    policy: PreparationPolicy = PreparationPolicy()


class Whose(msgspec.Struct, frozen=True):
    """Whom a scanned article is for: another open order, or nobody; its name if the network knows it."""

    number: str = ""
    customer: str = ""
    name: str = ""
    size: str = ""
    colour: str = ""


def load_queue(reader: Reader, me: Me, now: Instant, most: int = MAX_SHOWN) -> Queue:
    """What is to prepare in this store, the most urgent first; `most` of it."""
    found = open_heads(reader, me, now, PREPARED_HERE, most)
    free = tuple(head for head in found if head.holder is not Holder.COLLEAGUE)
    taken = tuple(head for head in found if head.holder is Holder.COLLEAGUE)
    return Queue(this_place(reader), free, taken, count_free(reader, me, now))


_WAITING = (
    "SELECT count(*) FROM fulfilment WHERE location_id = :here"
    " AND state IN (SELECT value FROM json_each(:states))"
    " AND (claimed_device IS NULL OR claimed_device = :device OR coalesce(claimed_at, 0) <= :lapsed)"
)


def count_free(reader: Reader, me: Me, now: Instant) -> int:
    """How many orders can be begun here, on however many pages."""
    states = json.dumps(sorted(PREPARED_HERE))
    wanted = {
        "here": reader.location_id,
        "states": states,
        "device": me.device_id,
        "lapsed": now - CLAIM_LASTS_MS,
    }
    return int(reader.raw.execute(_WAITING, wanted).fetchone()[0])


def load_heads(reader: Reader, me: Me, now: Instant, ids: Sequence[str]) -> tuple[Head, ...]:
    """Orders of this store by their fulfilments' ids, in the order of their totes."""
    found = heads_of(reader, me, now, ids)
    return tuple(sorted(found, key=lambda head: (head.tote, head.promised_at, head.number)))


def load_round(reader: Reader, me: Me, now: Instant, fulfilment_id: str) -> list[Head]:
    """What is taken in hand when this order is opened, the order itself first to be asked for; nothing where
    this store does not have it."""
    opened = one_head(reader, me, now, fulfilment_id)
    if opened is None:
        return []
    if not opened.round_id:
        return [opened]
    states = json.dumps(sorted(PREPARED_HERE | {opened.state}))
    where = "round_id = :round AND state IN (SELECT value FROM json_each(:states))"
    together = heads(reader, me, now, where, {"round": opened.round_id, "states": states})
    return of_one_round(together, opened)


def load_work(reader: Reader, now: Instant, in_hand: Sequence[Head], focus: Head) -> Loaded:
    """What preparing these orders needs."""
    stock = reader.stock_here({line.article_id for head in in_hand for line in head.lines})
    # While it is picked nobody asks for a bin.
    is_picked = phase_together(in_hand, focus) is not Phase.PICK
    bins = free_bins(reader, focus.id, sum(line.left_here for line in focus.lines)) if is_picked else ()
    printed = _printed_bins(reader, focus)
    place = this_place(reader)
    loaded = Loaded(tuple(in_hand), focus, place, stock, bins, printed, policy=_policy(reader))
    if not focus.carrier:
        return loaded
    weights = _weights(reader, {line.article_id for line in focus.lines})
    return msgspec.structs.replace(
        loaded,
        weights=weights,
        sender=_sender(reader),
        services=services_here(reader),
        leaving=leaving_of(reader, focus, now, place.timezone),
    )


def _policy(reader: Reader) -> PreparationPolicy:
    """How this store prepares."""
    asked = "SELECT policy FROM preparation_policy WHERE location_id = ?"
    row = reader.raw.execute(asked, (reader.location_id,)).fetchone()
    return policy_from(json.loads(row[0])) if row else PreparationPolicy()


def _weights(reader: Reader, articles: Collection[int]) -> dict[int, int]:
    """Grams by article, as far as the network has come."""
    asked = "SELECT id, weight_g FROM article WHERE id IN (SELECT value FROM json_each(?))"
    return dict(reader.raw.execute(asked, (json.dumps(sorted(articles)),)).fetchall())


def _sender(reader: Reader) -> str:
    asked = "SELECT name, street, trim(postcode || ' ' || city) FROM location WHERE id = ?"
    row = reader.raw.execute(asked, (reader.location_id,)).fetchone()
    return ", ".join(part for part in row or () if part)


def _printed_bins(reader: Reader, head: Head) -> dict[str, str]:
    if not head.parcels:
        return {}
    asked = "SELECT data FROM spool_job WHERE template = ? AND aggregate = ? ORDER BY asked_at, id"
    found = reader.raw.execute(asked, (LABEL_TEMPLATE, f"fulfilment:{head.id}")).fetchall()
    labels = [json.loads(data) for (data,) in found]
    return {str(label.get("sscc", "")): str(label.get("bin", "")) for label in labels}


def whose(reader: Reader, me: Me, now: Instant, gtin: str, in_hand: Collection[str]) -> Whose:
    """Whom an article is for that none of the orders in hand wants."""
    article = reader.article_by_gtin(gtin)
    bare = gtin.lstrip("0")
    ids = reader.session.scalars(
        select(FulfilmentLine.fulfilment_id)
        .join(Fulfilment, Fulfilment.id == FulfilmentLine.fulfilment_id)
        .where(
            FulfilmentLine.gtin.in_({bare.zfill(length) for length in (8, 12, 13, 14)}),
            Fulfilment.location_id == reader.location_id,
            Fulfilment.state.in_(sorted(TO_PREPARE)),
            Fulfilment.id.not_in(in_hand),
        )
        .order_by(Fulfilment.promised_at, Fulfilment.id)
    ).all()
    others = (head for key in ids if (head := one_head(reader, me, now, key)))
    wanting = next((head for head in others if _wants(head, bare)), None)
    return Whose(
        number=wanting.number if wanting else "",
        customer=wanting.family_name if wanting else "",
        name=article.name if article else "",
        size=article.size if article else "",
        colour=article.colour if article else "",
    )


def others_wanting(
    reader: Reader, me: Me, now: Instant, article_id: int, in_hand: Collection[str]
) -> tuple[Other, ...]:
    """Open orders of this store that want an article and that no colleague is at, the most urgent first."""
    ids = reader.session.scalars(
        select(FulfilmentLine.fulfilment_id)
        .join(Fulfilment, Fulfilment.id == FulfilmentLine.fulfilment_id)
        .where(
            FulfilmentLine.article_id == article_id,
            Fulfilment.location_id == reader.location_id,
            Fulfilment.state.in_(sorted(CLAIMABLE)),
            Fulfilment.id.not_in(in_hand),
        )
        .distinct()
        .limit(MAX_SHOWN)
    ).all()
    wanting = [head for head in load_heads(reader, me, now, ids) if head.holder is not Holder.COLLEAGUE]
    wanting.sort(key=lambda head: (head.promised_at, head.number))
    return tuple(
        Other(head.id, line.id, head.number, line.left_to_pick)
        for head in wanting
        for line in head.lines
        if line.article_id == article_id and line.left_to_pick and not line.is_awaited
    )


class Known(msgspec.Struct, frozen=True):
    """An article by its barcode."""

    article_id: int
    name: str
    size: str
    colour: str


def known_article(reader: Reader, gtin: str) -> Known | None:
    """The article as the network knows it; while that has not come, as an order of this store does."""
    article = reader.article_by_gtin(gtin)
    if article is not None:
        return Known(article.id, article.name, article.size, article.colour)
    bare = gtin.lstrip("0")
    wanted = {bare.zfill(length) for length in (8, 12, 13, 14)}
    row = reader.session.scalars(
        select(FulfilmentLine).where(FulfilmentLine.gtin.in_(wanted)).limit(1)
    ).one_or_none()
    return Known(row.article_id, row.name, row.size, row.colour) if row else None


def _wants(head: Head, bare_gtin: str) -> bool:
    return any(line.gtin.lstrip("0") == bare_gtin and line.left_to_pick for line in head.lines)


def by_number(reader: Reader, number: str) -> str:
    """The id of this store's fulfilment of an order, "" for none; an open one before others."""
    rows = reader.session.execute(
        select(Fulfilment.id, Fulfilment.state)
        .where(Fulfilment.location_id == reader.location_id, Fulfilment.order_number == number)
        .order_by(Fulfilment.id)
    ).all()
    best = sorted(rows, key=lambda row: row.state not in OPEN_STATES)
    return best[0].id if best else ""


def last_command(reader: Reader, aggregate: str, name: str) -> str:
    """The id of the newest command of this name on an aggregate, "" for none."""
    newest = (
        select(PendingCommand.id)
        .where(PendingCommand.aggregate == aggregate, PendingCommand.name == name)
        .order_by(PendingCommand.sequence.desc())
        .limit(1)
    )
    return reader.session.scalar(newest) or ""
