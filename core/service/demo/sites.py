"""Where the demo chain is: stores, warehouses and partners in French towns with their true coordinates."""

from __future__ import annotations

import unicodedata
from collections import Counter

import numpy as np

from core.service.demo import seeds
from core.service.demo.draws import Part, one_of, stream
from core.service.demo.seeds import Coordinates, Site
from core.service.records import LocationRecord

SPREAD_DEGREES = 0.006
"""About 600 m: how far a generated store stands from the middle of its town."""
_OPENINGS = ("mo-sa 10:00-19:00", "mo-sa 10:00-19:30", "mo-sa 09:30-19:30", "mo-sa 10:00-20:00")
_CAPACITIES = (4, 6, 8, 10, 12)


def largest_store_count() -> int:
    """How many stores the lists suffice for."""
    return len(seeds.store_sites()) + len(seeds.towns()) * len(seeds.streets().quarters)


def locations(seed: int, stores: int, warehouses: int, partners: int) -> tuple[LocationRecord, ...]:
    """Stores first (the demo's own one is the very first), then warehouses, then partners.

    Raises:
        ValueError: fewer than one store, or more of a kind than the lists suffice for.
    """
    if not 1 <= stores <= largest_store_count():
        raise ValueError(f"between 1 and {largest_store_count()} stores, not {stores}")
    others = (*_others("warehouse", warehouses), *_others("partner", partners))
    return (*_stores(seed, stores), *others)


def _stores(seed: int, count: int) -> list[LocationRecord]:
    rng = stream(seed, Part.LOCATIONS)
    by_hand = seeds.store_sites()[:count]
    sites = [*by_hand, *(_generated(rng, index) for index in range(count - len(by_hand)))]
    records = []
    seen: Counter[str] = Counter()
    for index, site in enumerate(sites):
        letters = _three_letters(site.city)
        seen[letters] += 1
        middle = seeds.french_towns()[site.geoname]
        where = middle if index < len(by_hand) else _nearby(rng, middle)
        records.append(_record(site, f"{letters}-{seen[letters]:02d}", where))
    return records


def _others(kind: str, count: int) -> list[LocationRecord]:
    sites = [site for site in seeds.other_sites() if site.kind == kind]
    if count > len(sites):
        raise ValueError(f"at most {len(sites)} locations of kind {kind}, not {count}")
    return [_record(site, site.code, seeds.french_towns()[site.geoname]) for site in sites[:count]]


def _generated(rng: np.random.Generator, index: int) -> Site:
    """The store with this index among the generated: once round all towns for each quarter."""
    lap, place = divmod(index, len(seeds.towns()))
    town = seeds.towns()[place]
    return Site(
        name=f"{town.town} {seeds.streets().quarters[lap]}",
        geoname=town.geoname,
        street=f"{int(rng.integers(1, 90))} {one_of(rng, seeds.streets().streets)}",
        postcode=town.postcode,
        city=town.town,
        opening=one_of(rng, _OPENINGS),
        capacity_per_hour=one_of(rng, _CAPACITIES),
    )


def _nearby(rng: np.random.Generator, middle: Coordinates) -> Coordinates:
    north, east = rng.uniform(-SPREAD_DEGREES, SPREAD_DEGREES, 2).tolist()
    return Coordinates(round(middle.latitude + north, 5), round(middle.longitude + east, 5))


def _record(site: Site, code: str, where: Coordinates) -> LocationRecord:
    return LocationRecord(
        code=code,
        name=site.name,
        kind=site.kind,
        street=site.street,
        postcode=site.postcode,
        city=site.city,
        latitude=where.latitude,
        longitude=where.longitude,
        opening=site.opening,
        capacity_per_hour=site.capacity_per_hour,
    )


def _three_letters(city: str) -> str:
    """The start of a store's code: "Lyon" gives LYO, "Saint-Étienne" STE, "Le Havre" HAV."""
    plain = unicodedata.normalize("NFKD", city.upper()).encode("ascii", "ignore").decode()
    for article in ("LE ", "LA ", "LES "):
        plain = plain.removeprefix(article)
    if plain.startswith("SAINT-"):
        plain = "ST" + plain.removeprefix("SAINT-")
    return "".join(letter for letter in plain if letter.isalpha())[:3]
