"""Money goes back to the very payments that paid, to none of them more than it took."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.rules.payment_parts import NAMELESS, Payment, spread_over
from core.rules.refund import Means, Part
from core.rules.refund_money import allocate

CENTS = st.integers(1, 50_000)
MEANS = st.sampled_from([Means.CARD, Means.GIFT_CARD, Means.CASH])


@given(st.lists(st.tuples(MEANS, CENTS), min_size=1, max_size=6), st.lists(CENTS, max_size=8))
def test_no_payment_gives_back_more_than_it_took_and_each_all_when_everything_comes_back(
    paid: list[tuple[Means, int]], refunds: list[int]
) -> None:
    payments = [Payment(place, means, cents) for place, (means, cents) in enumerate(paid)]
    took = {payment.place: payment.cents for payment in payments}
    taken: dict[int, int] = {}
    refunded: list[Part] = []
    for wanted in [*refunds, sum(took.values())]:
        cents = min(wanted, sum(took.values()) - sum(taken.values()))
        for part in allocate(cents, [Part(*one) for one in paid], refunded):
            shares = spread_over(part.means, part.cents, payments, taken)
            assert NAMELESS not in shares
            assert sum(shares.values()) == part.cents
            assert all(payments[place].means is part.means for place in shares)
            for place, share in shares.items():
                taken[place] = taken.get(place, 0) + share
                assert taken[place] <= took[place]
            refunded.append(part)
    assert taken == took


def test_the_first_is_filled_before_the_second_and_what_no_payment_has_room_for_has_no_name() -> None:
    two = [Payment(0, Means.CARD, 2_000), Payment(1, Means.CASH, 900), Payment(2, Means.CARD, 1_500)]
    assert spread_over(Means.CARD, 1_000, two, {}) == {0: 1_000}
    assert spread_over(Means.CARD, 3_000, two, {0: 1_000}) == {0: 1_000, 2: 1_500, NAMELESS: 500}
    assert spread_over(Means.GIFT_CARD, 700, two, {}) == {NAMELESS: 700}
