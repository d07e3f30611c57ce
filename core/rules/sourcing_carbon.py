"""What the parcels of a plan cost the climate, by the figures that weigh in the decision on it."""

from __future__ import annotations

from core.rules.carbon import UNKNOWN_WEIGHT_G, parcel_carbon_g
from core.rules.sourcing import Plan
from core.rules.sourcing_case import Case

METRES_A_KM = 1_000


def plan_carbon_g(case: Case, plan: Plan) -> int:
    """CO2e in grams: each location of the plan sends one parcel with all that it gives. What is collected
    where it lies goes nowhere.

    Args:
        plan: of a decision on the case.
    """
    weights = {line.key: line.weight_g or UNKNOWN_WEIGHT_G for line in case.wanted}
    metres = {one.location_id: round(one.distance_km * METRES_A_KM) for one in case.sources}
    costs = case.policy.costs
    return sum(
        parcel_carbon_g(
            metres[share.location_id],
            sum(weights[key] * units for key, units in share.units.items()),
            parcel_g=costs.carbon_parcel_g,
            tonne_km_g=costs.carbon_g_tkm,
        )
        for share in plan.shares
        if share.location_id != case.preferred
    )
