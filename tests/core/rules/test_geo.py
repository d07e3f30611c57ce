"""Distances on the ground."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.geo import EARTH_RADIUS_KM, distance_km

LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)


def test_lyon_and_paris_are_some_390_km_apart() -> None:
    assert distance_km(45.7606, 4.8598, 48.8566, 2.3522) == pytest.approx(392, abs=2)


def test_the_antipodes_are_half_a_great_circle_away() -> None:
    assert distance_km(0, 0, 0, 180) == pytest.approx(3.141592653589793 * EARTH_RADIUS_KM)


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_a_distance_is_the_same_both_ways_and_within_half_the_globe(
    lat_a: float, lon_a: float, lat_b: float, lon_b: float
) -> None:
    there, back = distance_km(lat_a, lon_a, lat_b, lon_b), distance_km(lat_b, lon_b, lat_a, lon_a)
    assert there == pytest.approx(back)
    assert 0 <= there <= 20_016


@given(LATITUDES, LONGITUDES)
def test_a_place_is_no_distance_from_itself(latitude: float, longitude: float) -> None:
    assert distance_km(latitude, longitude, latitude, longitude) == 0
