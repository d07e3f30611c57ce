"""Numbers on things are unique without a register."""

from __future__ import annotations

from itertools import pairwise

from stdnum import ean

from core.service.demo.codes import badge, ean13, serial


def test_a_whole_space_of_badges_has_no_two_alike() -> None:
    assert len({badge(index) for index in range(20**4)}) == 20**4


def test_serials_of_far_apart_locations_differ() -> None:
    indices = [place * 1_000_000 + number for place in (0, 1, 42, 999) for number in range(2_000)]
    assert len({serial("TE", index) for index in indices}) == len(indices)


def test_neighbouring_eans_are_valid_and_differ_in_many_digits() -> None:
    codes = [ean13(20418, index) for index in range(1_000)]
    assert all(ean.is_valid(code) for code in codes)
    assert all(sum(a != b for a, b in zip(one, other, strict=True)) >= 3 for one, other in pairwise(codes))
