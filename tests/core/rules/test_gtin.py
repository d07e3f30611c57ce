"""GTINs: the last digit is what the others make it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean

from core.rules.gtin import has_its_check_digit


@given(payload=st.integers(0, 10**13 - 1), digits=st.sampled_from([7, 11, 12, 13]), last=st.integers(0, 9))
def test_what_fits_is_what_the_standard_library_of_numbers_says(payload, digits, last):
    number = f"{payload % 10**digits:0{digits}d}{last}"
    assert has_its_check_digit(number) == (ean.calc_check_digit(number[:-1]) == str(last))


@pytest.mark.parametrize("gtin", ["4006381333931", "96385074", "04006381333931"])
def test_codes_in_the_shops_have_it(gtin):
    assert has_its_check_digit(gtin)
    assert not has_its_check_digit(gtin[:-1] + "7")
