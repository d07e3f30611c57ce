"""Who is at the workstation, with or without the line."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sync_world import ASSOCIATE, MANAGER, PIN, Pair

from core.model import Staff
from core.rules.errors import Refused, StorageFull
from core.rules.pin import FREE_TRIES, PAUSES_MS
from sync.schema import AuditRow
from sync.sign_in import badge_owner, people, tried_since


def change(pair: Pair, staff_id: str, **changes: object) -> None:
    with pair.workstation.replica.writing("test") as session:
        row = session.get_one(Staff, staff_id)
        for name, value in changes.items():
            setattr(row, name, value)


def refusal(pair: Pair, staff_id: str, pin: str) -> str:
    with pytest.raises(Refused) as refused:
        pair.workstation.sign_in(staff_id, pin)
    return refused.value.code


def audited(pair: Pair) -> list[tuple[str, str]]:
    return pair.workstation.read(
        lambda reader: [(row.kind, row.actor) for row in reader.session.scalars(select(AuditRow))]
    )


def test_the_right_pin_signs_in(pair: Pair) -> None:
    assert pair.workstation.sign_in(ASSOCIATE, PIN).name == "Nadia"
    assert audited(pair) == [("signed_in", ASSOCIATE)]


def test_the_wrong_one_does_not(pair: Pair) -> None:
    assert refusal(pair, ASSOCIATE, "000000") == "wrong_pin"
    assert refusal(pair, ASSOCIATE, "") == "wrong_pin"
    assert audited(pair) == [("wrong_pin", ASSOCIATE)] * 2


def test_a_disk_that_is_full_does_not_hide_why_somebody_is_refused(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_what: object) -> None:
        raise StorageFull("disk_full")

    monkeypatch.setattr(pair.workstation, "audit", full)
    assert refusal(pair, ASSOCIATE, "000000") == "wrong_pin"
    with pytest.raises(StorageFull):
        pair.workstation.sign_in(ASSOCIATE, PIN)

    for _ in range(FREE_TRIES - 1):
        assert refusal(pair, ASSOCIATE, "000000") == "wrong_pin"
    assert refusal(pair, ASSOCIATE, PIN) == "too_many_tries", "nobody guesses on because nothing is written"
    pair.clock.advance(PAUSES_MS[0])
    assert refusal(pair, ASSOCIATE, "000000") == "wrong_pin"


def test_a_stranger_does_not(pair: Pair) -> None:
    assert refusal(pair, "a stranger", PIN) == "unknown_person"
    assert audited(pair) == [("unknown_person", "a stranger")]


def test_somebody_who_left_does_not_even_with_the_right_pin(pair: Pair) -> None:
    change(pair, ASSOCIATE, is_revoked=True)
    assert refusal(pair, ASSOCIATE, PIN) == "person_revoked"


def test_a_verifier_expires(pair: Pair) -> None:
    change(pair, ASSOCIATE, verifier_expires_at=pair.clock.now())
    pair.workstation.sign_in(ASSOCIATE, PIN)
    pair.clock.advance(1)
    assert refusal(pair, ASSOCIATE, PIN) == "verifier_expired"


def test_a_verifier_that_is_none_opens_nothing(pair: Pair) -> None:
    change(pair, ASSOCIATE, pin_verifier="")
    assert refusal(pair, ASSOCIATE, PIN) == "wrong_pin"


def test_after_too_many_wrong_pins_there_is_a_pause_for_that_person_alone(pair: Pair) -> None:
    for _ in range(FREE_TRIES):
        assert refusal(pair, ASSOCIATE, "000000") == "wrong_pin"
    assert refusal(pair, ASSOCIATE, PIN) == "too_many_tries"
    pair.reopen()
    assert refusal(pair, ASSOCIATE, PIN) == "too_many_tries", "a restart does not help"
    pair.workstation.sign_in(MANAGER, PIN)

    pair.clock.advance(PAUSES_MS[0])
    assert pair.workstation.sign_in(ASSOCIATE, PIN).id == ASSOCIATE


def test_each_wrong_pin_after_a_pause_costs_a_longer_one(pair: Pair) -> None:
    for _ in range(FREE_TRIES):
        refusal(pair, ASSOCIATE, "000000")
    pair.clock.advance(PAUSES_MS[0])
    assert refusal(pair, ASSOCIATE, "000000") == "wrong_pin"
    pair.reopen()
    pair.clock.advance(PAUSES_MS[0])
    assert refusal(pair, ASSOCIATE, PIN) == "too_many_tries", "a restart and a minute are not enough now"
    pair.clock.advance(PAUSES_MS[1] - PAUSES_MS[0])
    pair.workstation.sign_in(ASSOCIATE, PIN)
    assert refusal(pair, ASSOCIATE, "000000") == "wrong_pin", "and all is forgiven"
    pair.workstation.sign_in(ASSOCIATE, PIN)


def test_whoever_was_guessed_at_is_told_and_so_is_a_manager(pair: Pair) -> None:
    def told(staff_id: str, *, of_others: bool) -> list[tuple[str, int]]:
        return pair.workstation.read(
            lambda reader: [
                (one.name, one.wrong) for one in tried_since(reader.session, staff_id, of_others=of_others)
            ]
        )

    pair.workstation.sign_in(MANAGER, PIN)
    for _ in range(FREE_TRIES):
        refusal(pair, ASSOCIATE, "000000")
    refusal(pair, MANAGER, "000000")
    pair.workstation.sign_in(MANAGER, PIN)
    assert told(MANAGER, of_others=True) == [("Nadia", FREE_TRIES)], "one slip of one's own is not worth it"
    assert told(MANAGER, of_others=False) == []
    pair.clock.advance(PAUSES_MS[0])
    pair.workstation.sign_in(ASSOCIATE, PIN)
    assert told(ASSOCIATE, of_others=False) == [("Nadia", FREE_TRIES)]
    pair.workstation.sign_in(ASSOCIATE, PIN)
    pair.workstation.sign_in(MANAGER, PIN)
    assert told(ASSOCIATE, of_others=False) == told(MANAGER, of_others=True) == [], "once"


def test_the_people_who_may_sign_in_are_named(pair: Pair) -> None:
    change(pair, MANAGER, is_revoked=True)
    names = pair.workstation.read(lambda reader: [person.name for person in people(reader.session)])
    assert names == ["Nadia"]


def test_a_badge_says_who(pair: Pair) -> None:
    assert pair.workstation.read(lambda reader: badge_owner(reader.session, "B-Nadia").id) == ASSOCIATE


@pytest.mark.parametrize("badge", ["", "B-Nobody", "B-Jeanne"])
def test_a_badge_that_is_nobody_s_or_of_somebody_who_left_says_nothing(pair: Pair, badge: str) -> None:
    change(pair, MANAGER, is_revoked=True)
    change(pair, ASSOCIATE, badge="")
    with pytest.raises(Refused) as refused:
        pair.workstation.read(lambda reader: badge_owner(reader.session, badge))
    assert refused.value.code == "unknown_badge"


def test_a_badge_that_two_have_does_not_stop_the_work(pair: Pair) -> None:
    change(pair, MANAGER, badge="B-Nadia")
    assert pair.workstation.read(lambda reader: badge_owner(reader.session, "B-Nadia").id) == MANAGER
