"""How the customer gets what is taken instead: along, collected here, or home; by when, from where, and at
what cost to the climate.

What is not here is an order, which the core sources. Which places give what is decided here by the same rules
(`core.rules.sourcing`), as far as this store knows them.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace
from sqlalchemy import select

from core.model import Article, CarbonFigures
from core.rules.availability import available_to_promise
from core.rules.carbon import UNKNOWN_WEIGHT_G
from core.rules.exchange_sending import Hours, Way, here_by, leaves_by
from core.rules.order import Channel
from core.rules.shipping import arrives_by, chosen_service, leaves_at
from core.rules.sourcing import Share, decide
from core.rules.sourcing_carbon import plan_carbon_g
from core.rules.sourcing_case import Case, Policy, Source, Wanted
from core.rules.sourcing_costs import Costs
from core.rules.time import Instant
from desktop.screens.calling import services_calling
from desktop.screens.returns.exchange_state import Instead, Offer
from sync.places import Showing, Sorting, Standing, Whereabouts
from sync.reading import Reader

MOST_PLACES = 20
"""As many places are looked at for an article, the nearest that have some first."""


class Seen:
    """Where articles are, as one read finds them: each is looked for once, for its sum and for its places.

    Attributes:
        reader: whose read it is.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._standings: dict[int, Standing] = {}

    def free_anywhere(self, article_id: int) -> int:
        """Units that can be promised in the whole network."""
        return self._of(article_id).everywhere(Showing.WITH_STOCK).available

    def places(self, article_id: int) -> list[Whereabouts]:
        """This store, and the nearest places that have some."""
        return self._of(article_id).places(Sorting.NEAREST_WITH_STOCK, Showing.WITH_STOCK, 0, MOST_PLACES)

    def weight_g(self, article_id: int) -> int:
        """What a unit weighs, or is taken to weigh."""
        article = self.reader.session.get(Article, article_id)
        return (article.weight_g if article is not None else 0) or UNKNOWN_WEIGHT_G

    def rules(self) -> Policy:
        """The rules for sources, as far as a store has them: with the chain's figures for CO2e, if it has
        set any."""
        known = next(iter(self.reader.session.scalars(select(CarbonFigures))), None)
        if known is None:
            return Policy()
        return Policy(costs=Costs(carbon_parcel_g=known.parcel_g, carbon_g_tkm=known.tonne_km_g))

    def _of(self, article_id: int) -> Standing:
        known = self._standings.get(article_id)
        if known is None:
            known = self._standings[article_id] = Standing(self.reader, article_id)
        return known


def offers(seen: Seen, instead: Sequence[Instead], now: Instant) -> tuple[Offer, ...]:
    """The ways that there are for all of it together; none where nobody here can say.

    Where all of it is here, it is taken along or sent home. A piece that was scanned is in the hand: it is
    taken along. Else it is one order, of all that is taken.
    """
    if not all(one.is_here for one in instead):
        return _ordered(seen, instead, now)
    if not instead or any(one.serial for one in instead):
        return ()
    return _from_here(seen, instead, now)


# From here


def _from_here(seen: Seen, instead: Sequence[Instead], now: Instant) -> tuple[Offer, ...]:
    weight_g = sum(one.quantity * seen.weight_g(one.article_id) for one in instead)
    found = seen.places(instead[0].article_id)
    here = next((one for one in found if one.is_here and _free_at(one)), None)
    if here is None:
        return ()
    along = Offer(way=None, at=now, place="", km=0.0, free=_free_at(here))
    return along, _home_from_here(seen, weight_g, along, here, now)


def _home_from_here(seen: Seen, weight_g: int, along: Offer, here: Whereabouts, now: Instant) -> Offer:
    """Once it is prepared, with the carrier that takes such a parcel from here, as its store will choose."""
    ready_at = leaves_by(now, _hours(here))
    carbon_g = seen.rules().costs.carbon_parcel_g
    home = replace(along, way=Way.HOME, at=ready_at, carbon_g=carbon_g)
    offered = {row.offered(): row for row in services_calling(seen.reader)}
    chosen = chosen_service(list(offered), weight_g)
    if chosen is None:
        return home
    row = offered[chosen]
    leaves = leaves_at(ready_at, row.closes_min, here.opening, here.timezone)
    days = row.delivers_days
    arrives = arrives_by(leaves, days, here.timezone) if days else Instant(0)
    name = " ".join(part for part in (row.carrier_name, row.service_name) if part)
    return replace(home, at=leaves, carrier=name, arrives_at=arrives)


# Ordered


class _Around(msgspec.Struct, frozen=True):
    """The places that have some of it, and what of each article is free there."""

    here: Whereabouts
    places: dict[int, Whereabouts]
    free: dict[int, dict[int, int]]

    def sources(self) -> tuple[Source, ...]:
        return tuple(
            Source(key, place.km, self.free[key], kind=place.kind, is_open=place.is_open)
            for key, place in self.places.items()
        )


def _ordered(seen: Seen, instead: Sequence[Instead], now: Instant) -> tuple[Offer, ...]:
    """One order, all together, once the last of it is there."""
    around = _around(seen, {one.article_id for one in instead})
    if around is None:
        return ()
    wanted = tuple(
        Wanted(str(place), one.article_id, one.quantity, seen.weight_g(one.article_id))
        for place, one in enumerate(instead)
    )
    rules = seen.rules()
    found = [_sent(way, Case(wanted, around.sources(), policy=rules), around, now) for way in Way]
    return tuple(one for one in found if one is not None)


def _around(seen: Seen, article_ids: set[int]) -> _Around | None:
    """None where no place is known to have one of them."""
    places: dict[int, Whereabouts] = {}
    free: dict[int, dict[int, int]] = {}
    for article_id in sorted(article_ids):
        found = seen.places(article_id)
        if not any(map(_free_at, found)):
            return None
        for one in found:
            places[one.location_id] = one
            free.setdefault(one.location_id, {})[article_id] = _free_at(one)
    here = next((one for one in places.values() if one.is_here), None)
    return None if here is None else _Around(here, places, free)


def _sent(way: Way, case: Case, around: _Around, now: Instant) -> Offer | None:
    """As the rules share it out; None where they let nobody send it. Where its customer lives nobody asks:
    near this store, it is assumed."""
    preferred = around.here.location_id if way is Way.PICKUP else None
    case = replace(case, preferred=preferred, channel=Channel.STORE.value)
    plan = decide(case).plan
    if not plan.shares:
        return None
    away = [share for share in plan.shares if share.location_id != around.here.location_id]
    at = {share.location_id: _there_by(way, around, share.location_id, now) for share in plan.shares}
    last = max(away or plan.shares, key=lambda share: at[share.location_id])
    place = around.places[last.location_id]
    return Offer(
        way=way,
        at=max(at.values()),
        place="" if place.is_here else place.name,
        km=place.km,
        free=_least_free(around, case.wanted, last),
        parcels=len(away) if way is Way.PICKUP else len(plan.shares),
        carbon_g=plan_carbon_g(case, plan),
    )


def _there_by(way: Way, around: _Around, location_id: int, now: Instant) -> Instant:
    source, own = _hours(around.places[location_id]), _hours(around.here)
    if way is Way.HOME or location_id == around.here.location_id:
        return leaves_by(now, source)
    return here_by(now, source, own)


def _least_free(around: _Around, wanted: Sequence[Wanted], share: Share) -> int:
    article = {line.key: line.article_id for line in wanted}
    return min(around.free[share.location_id][article[key]] for key in share.units)


def _hours(place: Whereabouts) -> Hours:
    return Hours(place.opening, place.timezone)


def _free_at(place: Whereabouts) -> int:
    return available_to_promise(place.stock).quantity if place.is_open else 0
