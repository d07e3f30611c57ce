"""The most particular rule holds, a channel's pool is kept from the others, and the terms always add up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.rules.availability import Stock, Term, available_to_promise
from core.rules.availability_policy import ALL_OPEN, ChannelPolicy, Rule

CHANNELS = ("", "web", "store", "marketplace")
RULES = st.builds(
    Rule,
    channel=st.sampled_from(CHANNELS),
    location_id=st.sampled_from([0, 1, 2]),
    article_id=st.sampled_from([0, 7, 8]),
    threshold=st.integers(0, 5),
    pool=st.integers(0, 5),
    is_open=st.booleans(),
)


def test_the_most_particular_rule_holds() -> None:
    policy = ChannelPolicy(
        [
            Rule(threshold=1),
            Rule(channel="web", threshold=2),
            Rule(channel="web", location_id=1, threshold=3),
            Rule(location_id=1, article_id=7, threshold=4),
        ]
    )
    assert policy.terms("store", 2, 8).channel_threshold == 1
    assert policy.terms("web", 2, 8).channel_threshold == 2
    assert policy.terms("web", 1, 8).channel_threshold == 3
    assert policy.terms("web", 1, 7).channel_threshold == 4


def test_a_pool_is_kept_from_the_other_channels_and_open_to_its_own() -> None:
    policy = ChannelPolicy([Rule(channel="store", pool=3), Rule(channel="marketplace", article_id=7, pool=1)])
    stock = Stock(sellable=5)
    assert available_to_promise(stock, policy.terms("web", 1, 7)).quantity == 1
    assert available_to_promise(stock, policy.terms("store", 1, 7)).quantity == 4
    assert available_to_promise(stock, policy.terms("marketplace", 1, 8)).terms == (
        (Term.SELLABLE, 5),
        (Term.KEPT_FOR_OTHERS, -3),
    )


def test_a_channel_is_shut_at_a_location_and_an_article_may_be_open_there() -> None:
    policy = ChannelPolicy(
        [
            Rule(channel="web", location_id=1, is_open=False),
            Rule(channel="web", location_id=1, article_id=7),
        ]
    )
    assert not policy.terms("web", 1, 8).is_channel_open
    assert policy.terms("web", 1, 7).is_channel_open
    assert policy.terms("store", 1, 8).is_channel_open


@given(
    rules=st.lists(RULES, max_size=6),
    sellable=st.integers(-3, 20),
    arriving=st.integers(0, 5),
    channel=st.sampled_from(CHANNELS[1:]),
)
def test_the_terms_add_up_and_nothing_more_is_promised_than_without_rules(
    rules: list[Rule], sellable: int, arriving: int, channel: str
) -> None:
    stock = Stock(sellable=sellable, allocated=1)
    answer = available_to_promise(stock, ChannelPolicy(rules).terms(channel, 1, 7, arriving=arriving))
    assert sum(units for _, units in answer.terms) == answer.quantity
    free = available_to_promise(stock, ALL_OPEN.terms(channel, 1, 7, arriving=arriving)).quantity
    assert 0 <= answer.quantity <= free
