"""What it costs to take units of a basket from a place: transport, handling, splitting, risks, carbon.

Everything is an integer: thousandths of a cent (`_mc`), metres, grams, basis points (`_bp`). The same inputs
give the same costs on every machine, so a decision can be taken again years later.

The defaults are assumed orders of magnitude, to be replaced by the chain's own contracts and its carriers'
own figures: parcel tariffs rise with distance and weight as carriers' lists do; CO2e of a lorry's
tonne-kilometre and of a last mile; 100 EUR a tonne of CO2e (France's reference value is 250 EUR for 2030:
Quinet, *La valeur de l'action pour le climat*, 2019).
"""

from __future__ import annotations

from enum import StrEnum

import msgspec
import numpy as np
from numpy.typing import NDArray

from core.rules.carbon import PARCEL_G, TONNE_KM_G

Ints = NDArray[np.int64]

CENT_MC = 1_000
BP = 10_000
"""Basis points in a whole."""


class Cost(StrEnum):
    """One part of a plan's cost. Screens turn it into a word."""

    TRANSPORT = "transport"
    HANDLING = "handling"
    SPLIT = "split"
    STOCK_OUT_RISK = "stock_out_risk"
    MARKDOWN_AVOIDED = "markdown_avoided"
    REJECTION_RISK = "rejection_risk"
    CARBON = "carbon"


class Band(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A carrier's tariff up to a distance: for each parcel, and for each kilogram in it."""

    up_to_m: int
    parcel_mc: int
    kg_mc: int


class Costs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What things cost the chain.

    Attributes:
        bands: by distance, nearest first; the last one holds beyond its distance too.
        handling_origin_mc: preparing anything at all at a place: the walk, the box, the label.
        handling_unit_mc: picking a unit.
        load_rise_bp: how much dearer handling is at a place whose hour is full than at an idle one.
        split_mc: each parcel after the first: the customer's patience, the service calls.
        last_unit_mc: taking a place's last free unit of an article; taking one of ten costs a tenth of it.
        rejection_mc: an order that comes back: handled twice, late.
        carbon_parcel_g: CO2e of a parcel's last mile.
        carbon_g_tkm: CO2e of a tonne carried for a kilometre before that.
        carbon_tonne_mc: the chain's own price of a tonne of CO2e.
    """

    bands: tuple[Band, ...] = (
        Band(50_000, 390 * CENT_MC, 20 * CENT_MC),
        Band(200_000, 480 * CENT_MC, 25 * CENT_MC),
        Band(500_000, 560 * CENT_MC, 35 * CENT_MC),
        Band(1_500_000, 640 * CENT_MC, 45 * CENT_MC),
    )
    handling_origin_mc: int = 120 * CENT_MC
    handling_unit_mc: int = 40 * CENT_MC
    load_rise_bp: int = BP
    split_mc: int = 250 * CENT_MC
    last_unit_mc: int = 20 * CENT_MC
    rejection_mc: int = 600 * CENT_MC
    carbon_parcel_g: int = PARCEL_G
    carbon_g_tkm: int = TONNE_KM_G
    carbon_tonne_mc: int = 10_000 * CENT_MC


class Places(msgspec.Struct, frozen=True, eq=False):
    """Places that may serve a basket, as columns: L places, n articles.

    Attributes:
        distance_m: (L) to the customer, or to the store where the order is collected.
        is_there: (L) whether it is that store itself: nothing travels.
        load_bp: (L) open work against an hour's capacity.
        rejection_bp: (L) share of orders that the place gives back.
        free: (L, n) units free.
        markdown_mc: (L, n) saved by each unit that leaves before it is marked down there.
    """

    distance_m: Ints
    is_there: NDArray[np.bool_]
    load_bp: Ints
    rejection_bp: Ints
    free: Ints
    markdown_mc: Ints


class CostTable(msgspec.Struct, frozen=True, eq=False):
    """Costs by their kind: (L) of using a place at all, (L, n) of each unit from it."""

    origin: dict[Cost, Ints]
    unit: dict[Cost, Ints]

    def origin_total(self) -> Ints:
        """(L) over all kinds."""
        total: Ints = np.sum(list(self.origin.values()), axis=0, dtype=np.int64)
        return total

    def unit_total(self) -> Ints:
        """(L, n) over all kinds."""
        total: Ints = np.sum(list(self.unit.values()), axis=0, dtype=np.int64)
        return total


def cost_table(places: Places, weight_g: Ints, costs: Costs) -> CostTable:
    """What each place would cost for articles of these weights (n). The split is counted for every origin;
    `Costs.split_mc` is to be taken off once."""
    band = np.searchsorted([band.up_to_m for band in costs.bands[:-1]], places.distance_m)
    travels = ~places.is_there
    parcel = np.array([band.parcel_mc for band in costs.bands])[band] * travels
    per_kg = np.array([band.kg_mc for band in costs.bands])[band] * travels
    handling_bp = BP + places.load_bp * costs.load_rise_bp // BP
    carbon_g_kg = places.distance_m * costs.carbon_g_tkm * travels
    handled = costs.handling_unit_mc * handling_bp // BP
    # Grams a tonne-kilometre over metres and grams: 1e9 to a gram of CO2e, 1e6 of those to a tonne.
    carbon_mc_per_g = carbon_g_kg * costs.carbon_tonne_mc // 10**9
    return CostTable(
        origin={
            Cost.TRANSPORT: parcel,
            Cost.HANDLING: costs.handling_origin_mc * handling_bp // BP,
            Cost.SPLIT: np.full(len(parcel), costs.split_mc),
            Cost.REJECTION_RISK: costs.rejection_mc * places.rejection_bp // BP,
            Cost.CARBON: costs.carbon_parcel_g * costs.carbon_tonne_mc // 10**6 * travels,
        },
        unit={
            Cost.TRANSPORT: per_kg[:, None] * weight_g // 1_000,
            Cost.HANDLING: np.broadcast_to(handled[:, None], places.free.shape),
            Cost.STOCK_OUT_RISK: costs.last_unit_mc // np.maximum(places.free, 1),
            Cost.MARKDOWN_AVOIDED: -places.markdown_mc,
            Cost.CARBON: carbon_mc_per_g[:, None] * weight_g // 10**6,
        },
    )
