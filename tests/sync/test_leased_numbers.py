"""Parcel numbers: leased, drawn, and never the same one twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sync_world import Pair

from core.model import NumberBlock
from core.rules.errors import Refused
from core.rules.sscc import parse_sscc


def lease(pair: Pair, block_id: str, first: int, last: int, kind: str = "sscc") -> None:
    with pair.workstation.replica.writing("test") as session:
        session.add(
            NumberBlock(
                id=block_id,
                device_id=pair.names.device,
                kind=kind,
                prefix="9521234",
                first=first,
                last=last,
                leased_at=pair.clock.now(),
            )
        )


@pytest.fixture
def bare(pair: Pair) -> Pair:
    """A workstation without any numbers."""
    with pair.workstation.replica.writing("test") as session:
        session.connection().exec_driver_sql("DELETE FROM number_block")
    return pair


def test_numbers_are_parcel_numbers_of_the_chain(pair: Pair) -> None:
    number = parse_sscc(pair.workstation.draw_sscc())
    assert number.startswith("0952")


def test_blocks_are_used_one_after_the_other_and_then_there_are_none(bare: Pair) -> None:
    lease(bare, "b2", 100, 101)
    lease(bare, "b1", 10, 11)
    lease(bare, "other", 1, 1_000, kind="return")

    drawn = [bare.workstation.draw_sscc() for _ in range(4)]

    assert [int(number[8:17]) for number in drawn] == [10, 11, 100, 101]
    with pytest.raises(Refused) as refusal:
        bare.workstation.draw_sscc()
    assert (refusal.value.code, refusal.value.data) == ("numbers_used_up", {"kind": "sscc"})


def test_no_number_twice_over_restarts_and_several_threads(pair: Pair) -> None:
    drawn = [pair.workstation.draw_sscc() for _ in range(10)]
    pair.reopen()
    with ThreadPoolExecutor(4) as threads:
        drawn += threads.map(lambda _: pair.workstation.draw_sscc(), range(40))

    assert len(set(drawn)) == 50


def test_a_number_whose_transaction_failed_was_never_told(pair: Pair) -> None:
    first = pair.workstation.draw_sscc()

    class Failed(Exception):
        pass

    def fail(name: str) -> None:
        if name == "number.before_commit":
            raise Failed

    pair.workstation.replica._at = fail
    with pytest.raises(Failed):
        pair.workstation.draw_sscc()
    pair.workstation.replica._at = lambda _name: None

    assert int(pair.workstation.draw_sscc()[8:17]) == int(first[8:17]) + 1


def test_what_is_left_is_told_of_the_blocks_that_have_some(bare: Pair) -> None:
    assert bare.workstation.numbers_left()["sscc"] == (0, 0)
    lease(bare, "b1", 1, 10)
    for _ in range(9):
        bare.workstation.draw_sscc()
    assert bare.workstation.numbers_left()["sscc"] == (1, 10)
    lease(bare, "b2", 11, 20)
    assert bare.workstation.numbers_left()["sscc"] == (11, 20)
    bare.workstation.draw_sscc()
    assert bare.workstation.numbers_left()["sscc"] == (10, 10)
