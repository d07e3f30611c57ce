"""What must be true of stock, written without the product."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from told import Books, Broken, Row, differ

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


def is_the_fold_of_the_ledger(books: Books) -> None:
    """What a location has of an article is the sum of what is known to have happened to it."""
    folded = ledger(books.movements.values())
    for place in sorted(folded.keys() | books.positions.keys()):
        differ("stock is the fold of the ledger", f"{place}", folded.get(place), books.positions.get(place))


def no_unit_in_two_places(books: Books) -> None:
    """Each serialised unit stands in one place, by its row and by the ledger."""
    units = [(article, serial) for article, serial, _location in books.pieces]
    if len(units) != len(set(units)):
        raise Broken("no unit in two places", "core", units)
    of_units: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for movement in books.movements.values():
        if movement["serial"]:
            of_units[(movement["article_id"], movement["serial"])].append(movement)
    for unit, movements in of_units.items():
        places = {place: kept for (_article, place), units in ledger(movements).items() if (kept := units)}
        there = [place for place, kept in places.items() if sum(kept[b] for b in kept if b in ON_HAND) > 0]
        if len(there) > 1:
            raise Broken("no unit in two places", f"{unit}", places)


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


def no_more_is_free(
    station: str, article: int, expected: Mapping[str, int], shown: Mapping[str, int]
) -> None:
    """Who does not know everything shows no more than there is to be had."""
    most, free = (units.get("sellable", 0) - units.get("allocated", 0) for units in (expected, shown))
    if free > most:
        raise Broken("in doubt no more is free", station, f"{article}: {dict(shown)}, and it is {expected}")


def plain(units: Mapping[str, int]) -> dict[str, int]:
    """Without zeros."""
    return {bucket: quantity for bucket, quantity in units.items() if quantity}
