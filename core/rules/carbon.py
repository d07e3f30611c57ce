"""What a parcel's way costs the climate: its carriage by weight and distance, and its last mile."""

from __future__ import annotations

from typing import Final

PARCEL_G: Final = 300
"""CO2e of a parcel's last mile, in grams; an assumed order of magnitude, as all figures here."""
TONNE_KM_G: Final = 80
"""CO2e of a tonne carried for a kilometre by lorry, in grams."""
UNKNOWN_WEIGHT_G: Final = 500
"""What a unit is taken to weigh when nobody has told."""


def parcel_carbon_g(
    distance_m: int, weight_g: int, *, parcel_g: int = PARCEL_G, tonne_km_g: int = TONNE_KM_G
) -> int:
    """CO2e of a parcel of this weight over this distance, in grams, rounded down.

    Args:
        parcel_g, tonne_km_g: the chain's own figures.
    """
    return parcel_g + distance_m * weight_g * tonne_km_g // 10**9
