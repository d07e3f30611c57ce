"""What is worth a second look before money goes back."""

from __future__ import annotations

from msgspec.structs import replace

from core.rules.return_signals import (
    MANY_NEAR_LIMIT,
    MANY_RETURNS,
    Seen,
    Signal,
    SignalKind,
    Told,
    near,
    signals,
    told_of,
)

QUIET = Seen(cents=7_600, limit_cents=50_000)


def kinds(seen: Seen) -> list[SignalKind]:
    return [one.kind for one in signals(seen)]


def test_a_usual_refund_is_worth_no_word() -> None:
    assert signals(QUIET) == ()


def test_each_thing_that_was_noticed_is_told_with_its_number() -> None:
    many = replace(QUIET, returns_of_customer=MANY_RETURNS, refunds_of_sale=2)
    assert signals(many) == (
        Signal(SignalKind.RECEIPT_USED, 2),
        Signal(SignalKind.MANY_RETURNS, MANY_RETURNS),
    )
    assert kinds(replace(QUIET, returns_of_customer=MANY_RETURNS - 1)) == []
    assert kinds(replace(QUIET, is_staff_card=True)) == [SignalKind.STAFF_CARD]
    assert signals(replace(QUIET, receipt_elsewhere=1)) == (Signal(SignalKind.RECEIPT_ELSEWHERE, 1),)
    assert kinds(replace(QUIET, often_at_limit=MANY_NEAR_LIMIT)) == [SignalKind.OFTEN_AT_LIMIT]
    assert kinds(replace(QUIET, often_at_limit=MANY_NEAR_LIMIT - 1)) == []
    assert kinds(replace(QUIET, has_proof=False)) == [SignalKind.NO_PROOF]
    assert kinds(replace(QUIET, has_other_serial=True)) == [SignalKind.SERIAL_WRONG]


def test_an_amount_close_to_the_limit_is_told_and_one_below_is_not() -> None:
    assert kinds(replace(QUIET, cents=45_000)) == [SignalKind.AT_LIMIT]
    assert kinds(replace(QUIET, cents=44_999)) == []
    assert (near(101), near(100), near(0)) == (91, 90, 0)


def test_what_a_newer_core_has_counted_says_nothing_here() -> None:
    assert told_of({}) == Told()
    assert told_of({"receipt_elsewhere": 2, "unknown": 1}) == Told(receipt_elsewhere=2)
    assert told_of({"receipt_elsewhere": "many"}) == Told()
