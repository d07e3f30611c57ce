"""What must be true of the work in the stores: of orders and their lines, of what is picked, counted,
received and sent to another store. Nothing here imports `core` or `sync`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from told import Books, Row, Story, Work, differ

ENDED = ("rejected", "lapsed", "cancelled", "put_back")
GIVEN_UP = (*ENDED, "to_put_back")
GONE = ("handed_over", "dispatched", "delivered", "closed")
SENT = ("handed_over", "dispatched", "delivered")
ON_ITS_WAY = ("dispatched", "lost")
AWAITED = ("announced", "receiving")
OF_A_FULFILMENT, OF_A_DELIVERY = "fulfilment:", "delivery:"

Units = Mapping[tuple[object, ...], int]


def work_adds_up(books: Books) -> None:
    """At any moment, by the core's tables."""
    work = books.work
    heads = {row["id"]: row for row in work.fulfilments}
    movements = list(books.movements.values())
    _what_was_picked(movements, heads, work)
    _what_was_received(movements, work)
    _what_was_counted(movements, work)
    _what_is_held(books, heads)
    _what_is_on_its_way(books)
    totes = Counter((row["round_id"], row["tote"]) for row in work.fulfilments if row["tote"])
    differ("one order in a tote", "core", {}, {place: n for place, n in totes.items() if n > 1})
    _each_unit_is_somewhere(heads, work)


def _summed(units: Iterable[tuple[tuple[object, ...], int]]) -> dict[tuple[object, ...], int]:
    """Without zeros."""
    sums: dict[tuple[object, ...], int] = defaultdict(int)
    for place, quantity in units:
        sums[place] += quantity
    return {place: quantity for place, quantity in sums.items() if quantity}


def _of(movements: Iterable[Row], beginning: str, signs: Mapping[str, int]) -> dict[tuple[object, ...], int]:
    """Units by what they belong to and article."""
    return _summed(
        ((row["aggregate"].removeprefix(beginning), row["article_id"]), signs[row["kind"]] * row["quantity"])
        for row in movements
        if row["kind"] in signs and row["aggregate"].startswith(beginning)
    )


def _what_was_picked(movements: list[Row], heads: Mapping[str, Row], work: Work) -> None:
    """A fulfilment's lines say of what was picked and what has left what the ledger says."""
    name = "lines say what the ledger says"
    lines = [(row["fulfilment_id"], row["article_id"], row) for row in work.lines]
    picked = _summed(((id_, article), row["picked"] - row["put_back"]) for id_, article, row in lines)
    differ(name, "picked", _of(movements, OF_A_FULFILMENT, {"picked": 1, "unpicked": -1}), picked)
    left = _summed(((id_, article), row["handed_over"]) for id_, article, row in lines)
    # On its way to be collected in another store it is not its customer's yet.
    leaving = {"handed_over": 1, "transferred_out": 1}
    sent = _of(movements, OF_A_FULFILMENT, {"dispatched": 1})
    to_customers = {
        place: units for place, units in sent.items() if heads[str(place[0])]["collect_location_id"] is None
    }
    gone = [*_of(movements, OF_A_FULFILMENT, leaving).items(), *to_customers.items()]
    differ(name, "left", _summed(gone), left)
    _what_is_bound_elsewhere(movements, heads, work)


def _what_is_bound_elsewhere(movements: list[Row], heads: Mapping[str, Row], work: Work) -> None:
    """What is on its way to be collected in another store is what has left for it, and is what will come."""
    arrived = {row["aggregate"] for row in movements if row["reason"] == "arrived"}
    bound = {
        id_
        for id_, head in heads.items()
        if head["state"] in ON_ITS_WAY
        and head["collect_location_id"] not in (None, head["location_id"])
        # What was back and is sent once more left for it more than once.
        and OF_A_FULFILMENT + id_ not in arrived
    }
    coming = _summed(
        ((row["fulfilment_id"], row["article_id"]), row["picked"] or max(0, row["quantity"] - row["short"]))
        for row in work.lines
        if row["fulfilment_id"] in bound
    )
    told = [row for row in movements if row["kind"] == "dispatched" or row["reason"] == "not_left"]
    left = _of(told, OF_A_FULFILMENT, {"dispatched": 1, "received": -1})
    ours = {place: units for place, units in left.items() if place[0] in bound}
    differ("lines say what the ledger says", "on its way", ours, coming)


def _what_was_received(movements: list[Row], work: Work) -> None:
    came = _of(movements, OF_A_DELIVERY, {"received": 1, "transferred_in": 1})
    off = [row for row in movements if row["reason"] == "taken_off" and row["bucket"] != "transit_in"]
    sums = [*came.items(), *_of(off, OF_A_DELIVERY, {"adjusted": 1}).items()]
    lines = _summed(((row["delivery_id"], row["article_id"]), row["received"]) for row in work.delivery_lines)
    differ("lines say what the ledger says", "received", _summed(sums), lines)


def _what_was_counted(movements: list[Row], work: Work) -> None:
    """However many people have counted, the ledger has the difference that was found, once."""
    tasks = _summed(
        ((row["aggregate"], row["article_id"]), row["counted"] - row["expected"])
        for row in work.counts
        if row["state"] == "counted"
    )
    counted = _of([row for row in movements if row["reason"] == "counted"], "", {"adjusted": 1})
    differ("a count corrects once", "core", tasks, counted)


def _what_is_held(books: Books, heads: Mapping[str, Row]) -> None:
    """Stock is held for what is still to leave, and for nothing else."""
    waiting = [
        (
            (row["article_id"], head["location_id"]),
            max(0, row["quantity"] - row["short"] - row["handed_over"]),
        )
        for row in books.work.lines
        if (head := heads[row["fulfilment_id"]])["state"] not in (*ENDED, *GONE)
    ]
    exchanged = [((article, location), units) for location, article, units in books.work.exchanges]
    held = _summed([*waiting, *exchanged])
    differ("stock is held for what is to leave", "core", held, _bucket(books, "allocated"))


def _bucket(books: Books, bucket: str) -> Units:
    return {place: units[bucket] for place, units in books.positions.items() if units.get(bucket)}


def _what_is_on_its_way(books: Books) -> None:
    """What is in transit is what a store awaits, and what another has sent and not heard of."""
    name, work = "in transit is what is awaited", books.work
    there = {row["id"]: row["location_id"] for row in work.deliveries if row["state"] in AWAITED}
    awaited = _summed(
        (
            (row["article_id"], there[row["delivery_id"]]),
            max(0, row["expected"] - row["received"] - row["missing"]),
        )
        for row in work.delivery_lines
        if row["delivery_id"] in there
    )
    differ(name, "receiver", awaited, _bucket(books, "transit_in"))
    sender = {row["id"]: row["from_location_id"] for row in work.transfers}
    sent = _summed(
        ((row["article_id"], sender[row["transfer_id"]]), row["sent"] - row["settled"])
        for row in work.transfer_lines
    )
    differ(name, "sender", sent, _bucket(books, "transit_out"))


def _share(row: Row, head: Row) -> tuple[int, int, int]:
    """Of a fulfilment's line: units that it takes care of, that somebody has begun with, that are gone."""
    state = head["state"]
    if state == "dispatched" and head["collect_location_id"] is not None:
        state = "arrived"
    gone = max(row["picked"], row["handed_over"]) if state in SENT else row["handed_over"]
    if state in GONE:
        return gone, 0, gone
    if state in GIVEN_UP:
        return row["handed_over"], 0, gone
    live = max(0, row["quantity"] - row["short"])
    return live, live if state != "proposed" or row["picked"] else 0, gone


def _progress(heads: Mapping[str, Row], work: Work) -> dict[str, tuple[int, int, int]]:
    by_line: dict[str, tuple[int, int, int]] = defaultdict(lambda: (0, 0, 0))
    for row in work.lines:
        share = _share(row, heads[row["fulfilment_id"]])
        sums = zip(by_line[row["order_line_id"]], share, strict=True)
        by_line[row["order_line_id"]] = tuple(map(sum, sums))  # type: ignore[assignment]
    return by_line


def _each_unit_is_somewhere(heads: Mapping[str, Row], work: Work) -> None:
    """Each unit that a customer waits for is being seen to, gone, told to people as not to be had, or
    somebody is asked what becomes of it."""
    progress = _progress(heads, work)
    asked = {head["order_id"] for head in heads.values() if OF_A_FULFILMENT + head["id"] in work.asked}
    lost = {
        row["id"]: (row["quantity"], row["cancelled"], progress[row["id"]][0], row["unfillable"])
        for row in work.order_lines
        if row["order_id"] not in asked
        and row["quantity"] - row["cancelled"] > progress[row["id"]][0] + row["unfillable"] + row["held"]
    }
    differ("no line without a next step", "core", {}, lost)


# When everything has had its time


def stories_are_told(work: Work, stories: Mapping[str, Story]) -> None:
    """What an order's page says follows from its lines; its history has each deed; what nobody can fill waits
    for people."""
    heads = {row["id"]: row for row in work.fulfilments}
    progress = _progress(heads, work)
    deeds: dict[str, Counter[str]] = defaultdict(Counter)
    for name, aggregate in work.deeds:
        head = heads.get(aggregate.removeprefix(OF_A_FULFILMENT))
        if head is not None:
            deeds[head["order_id"]][name] += 1
    for order, story in stories.items():
        lines = [row for row in work.order_lines if row["order_id"] == order]
        told = [(row, *progress[row["id"]]) for row in lines]
        differ("roll-ups follow", order, _status(told, story), story.status)
        differ("every fact is in the history", order, dict(deeds[order]), dict(Counter(story.deeds)))
        is_stuck = any(row["unfillable"] > row["beyond"] for row in lines)
        if is_stuck and not story.waits_for_people:
            differ("no line without a next step", order, "told to people", "told to nobody")


def _status(told: list[tuple[Row, int, int, int]], story: Story) -> str:
    wanted = sum(max(0, row["quantity"] - row["cancelled"]) for row, *_ in told)
    gone = sum(left for *_, left in told)
    sourced = sum(units + row["held"] for row, units, *_ in told)
    ways = (
        ("cancelled", not wanted and not gone),
        ("fulfilled", gone >= wanted),
        ("partly_fulfilled", gone > 0),
        ("on_hold", story.is_held),
        ("placed", not story.is_confirmed),
        ("in_fulfilment", any(begun for _row, _units, begun, _left in told)),
        ("unfillable", any(row["unfillable"] > row["beyond"] for row, *_ in told)),
        ("backordered", any(row["beyond"] for row, *_ in told)),
        ("sourced", sourced >= wanted),
        ("backordered", sourced > 0),
    )
    return next((name for name, is_so in ways if is_so), "confirmed")
