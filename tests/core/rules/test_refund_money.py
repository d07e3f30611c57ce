"""Money to the cent: never more than was paid, by unit, line and means, and all of it when all is back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules.errors import Refused
from core.rules.refund import Means, Part
from core.rules.refund_money import (
    Sold,
    SoldLine,
    allocate,
    check_parts,
    delivery_id,
    due,
    exchange,
    fee_due,
    first_units_cents,
    room_of,
    spread,
    summed,
    tax_within,
    taxes_of,
    unit_cents,
    unit_id,
    unit_taxes,
    worth_of,
)
from tests.support.examples import examples

LINES = st.lists(
    st.tuples(st.integers(1, 6), st.integers(0, 50_000), st.sampled_from([550, 1_000, 2_000])),
    min_size=1,
    max_size=5,
)


@st.composite
def sales(draw: st.DrawFn) -> Sold:
    """A sale with a promotion over the whole, delivery perhaps, paid with up to three means."""
    drawn = draw(LINES)
    listed = [cents for _, cents, _ in drawn]
    paid = spread(sum(listed) - draw(st.integers(0, sum(listed))), listed)
    lines = tuple(
        SoldLine(f"l{place}", quantity, cents, rate)
        for place, ((quantity, _, rate), cents) in enumerate(zip(drawn, paid, strict=True))
    )
    delivery = draw(st.sampled_from([0, 490]))
    total = sum(paid) + delivery
    means = draw(st.lists(st.sampled_from(Means), min_size=1, max_size=3, unique=True))
    shares = spread(total, [draw(st.integers(0, 3)) for _ in means])
    return Sold(
        "s", lines, tuple(Part(one, cents) for one, cents in zip(means, shares, strict=True)), delivery
    )


@st.composite
def returned(draw: st.DrawFn) -> tuple[Sold, list[list[str]]]:
    """A sale, and its units in the batches in which they come back; its delivery with the last."""
    sold = draw(sales())
    units = draw(st.permutations(sorted(set(worth_of(sold)) - {delivery_id("s")})))
    cuts = sorted(draw(st.lists(st.integers(0, len(units)), max_size=4)))
    batches = [units[start:end] for start, end in zip([0, *cuts], [*cuts, len(units)], strict=True)]
    batches = [batch for batch in batches if batch]
    if sold.delivery_cents:
        batches[-1] = [*batches[-1], delivery_id("s")]
    return sold, batches


@settings(max_examples=examples(60, 150), deadline=None)
@given(returned(), st.data())
def test_whatever_comes_back_in_whatever_order_it_is_what_was_paid(
    case: tuple[Sold, list[list[str]]], data: st.DataObject
) -> None:
    sold, batches = case
    claimed: set[str] = set()
    refunded: list[Part] = []
    for batch in batches:
        found = due(sold, batch, claimed)
        total = sum(found.values())
        parts = allocate(total, sold.paid, refunded)
        if data.draw(st.booleans()) and total:
            parts = (Part(Means.STORE_CREDIT, total),)
        check_parts(parts, total, sold.paid, refunded)
        claimed |= found.keys()
        refunded += parts
        back = summed(refunded)
        for means, cents in back.items():
            assert means is Means.STORE_CREDIT or cents <= summed(sold.paid)[means]
        assert sum(back.values()) <= sold.paid_cents
    assert sum(part.cents for part in refunded) == sold.paid_cents
    assert sum(taxes_of(sold, set(worth_of(sold))).values()) == sum(
        tax_within(line.paid_cents, line.tax_rate_bp) for line in sold.lines
    ) + tax_within(sold.delivery_cents, 2_000)


@settings(max_examples=examples(30, 100), deadline=None)
@given(sales())
def test_spreading_over_units_loses_no_cent(sold: Sold) -> None:
    for line in sold.lines:
        assert sum(unit_cents(line)) == line.paid_cents
        assert max(unit_cents(line)) - min(unit_cents(line)) <= 1
        assert sum(unit_taxes(line)) == tax_within(line.paid_cents, line.tax_rate_bp)
    assert sum(worth_of(sold).values()) == sold.paid_cents


@settings(max_examples=examples(60, 150), deadline=None)
@given(returned(), st.integers(0, 2_000), st.data())
def test_with_exchanges_and_a_fee_it_is_never_more_and_in_the_end_as_much(
    case: tuple[Sold, list[list[str]]], fee_cents: int, data: st.DataObject
) -> None:
    sold, batches = case
    claimed: set[str] = set()
    gone: list[Part] = []
    fees_kept = 0
    for batch in batches:
        worth = sum(due(sold, batch, claimed).values())
        fee = fee_due([fee_cents], fees_kept, worth)
        net = exchange(worth - fee, data.draw(st.sampled_from([0, 100, 5_000])))
        parts = allocate(net.back_cents, sold.paid, gone)
        check_parts(parts, net.back_cents, sold.paid, gone)
        taken = allocate(worth - fee - net.back_cents, sold.paid, [*gone, *parts])
        gone += [*parts, *taken]
        claimed |= set(batch)
        fees_kept += fee
        for means, cents in summed(gone).items():
            assert cents <= summed(sold.paid)[means], "of no means more than was paid with it"
    assert fees_kept == min(fee_cents, sold.paid_cents), "once, in however many parts it comes back"
    assert sum(part.cents for part in gone) + fees_kept == sold.paid_cents


SOLD = Sold(
    "s",
    (SoldLine("a", 2, 3_001), SoldLine("b", 1, 999)),
    (Part(Means.CARD, 4_000), Part(Means.CASH, 490)),
    490,
)


def test_a_line_of_an_odd_cent_gives_it_to_its_first_unit() -> None:
    assert worth_of(SOLD) == {"a:0": 1_501, "a:1": 1_500, "b:0": 999, "s:delivery": 490}


@pytest.mark.parametrize(
    ("units", "claimed", "code"),
    [
        ([], set(), "no_units"),
        (["a:2"], set(), "unknown_unit"),
        (["a:0"], {"a:0"}, "unit_claimed"),
        (["a:0", "s:delivery"], {"b:0"}, "delivery_not_due"),
    ],
)
def test_what_is_not_due_is_refused(units: list[str], claimed: set[str], code: str) -> None:
    with pytest.raises(Refused, match=code):
        due(SOLD, units, claimed)


def test_the_delivery_goes_back_with_the_last_unit() -> None:
    assert due(SOLD, ["b:0", "s:delivery"], {"a:0", "a:1"}) == {"b:0": 999, "s:delivery": 490}


def test_money_goes_back_in_the_chains_order_as_far_as_each_means_was_used() -> None:
    assert allocate(4_100, SOLD.paid, []) == (Part(Means.CARD, 4_000), Part(Means.CASH, 100))
    cash_first = (Means.CASH, Means.CARD)
    assert allocate(600, SOLD.paid, [Part(Means.CASH, 90)], cash_first) == (
        Part(Means.CASH, 400),
        Part(Means.CARD, 200),
    )
    with pytest.raises(Refused, match="more_than_was_paid"):
        allocate(4_491, SOLD.paid, [])


@pytest.mark.parametrize(
    ("parts", "total", "code"),
    [
        ([Part(Means.CARD, 100)], 101, "parts_do_not_add_up"),
        ([Part(Means.CARD, 101), Part(Means.CASH, -1)], 100, "parts_do_not_add_up"),
        ([Part(Means.CASH, 491)], 491, "more_than_was_paid"),
        ([Part(Means.GIFT_CARD, 1)], 1, "more_than_was_paid"),
        ([Part(Means.STORE_CREDIT, 4_491)], 4_491, "more_than_was_paid"),
    ],
)
def test_means_that_were_not_paid_with_get_nothing(parts: list[Part], total: int, code: str) -> None:
    with pytest.raises(Refused, match=code):
        check_parts(parts, total, SOLD.paid, [])


def test_store_credit_in_place_of_the_card_leaves_the_card_its_room() -> None:
    room = room_of(SOLD.paid, [Part(Means.STORE_CREDIT, 4_000)])
    assert room == {Means.CARD: 4_000, Means.CASH: 490}
    with pytest.raises(Refused, match="more_than_was_paid"):
        check_parts([Part(Means.CARD, 500)], 500, SOLD.paid, [Part(Means.STORE_CREDIT, 4_000)])


def test_an_exchange_nets_up_or_down() -> None:
    assert (exchange(5_000, 3_000).back_cents, exchange(5_000, 3_000).to_pay_cents) == (2_000, 0)
    assert (exchange(3_000, 5_000).back_cents, exchange(3_000, 5_000).to_pay_cents) == (0, 2_000)


def test_tax_is_rounded_half_up_once_a_line() -> None:
    assert [tax_within(cents, 2_000) for cents in (1_200, 3, 0)] == [200, 1, 0]
    assert unit_id("a", 1) == "a:1"


@given(st.integers(0, 1_000_000), st.integers(1, 40), st.data())
def test_units_of_a_line_that_are_sold_one_by_one_keep_their_cents(
    cents: int, units: int, data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, units))
    paid = first_units_cents(cents, units, first)
    whole = SoldLine("l", units, cents)
    assert unit_cents(SoldLine("l", first, paid)) == unit_cents(whole)[:first]
    assert sum(unit_taxes(SoldLine("l", first, paid))) == tax_within(paid, 2_000)
    assert first_units_cents(cents, units, units) == cents
