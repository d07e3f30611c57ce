"""Intake: every authentic envelope is kept and answered once, in its order, with its effects."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import ProgrammingError

from core.commands import (
    ClaimFulfilment,
    Command,
    HandOver,
    KeepPlace,
    Outcome,
    PickLine,
    Proof,
    RejectFulfilment,
    SettleException,
)
from core.feed.log import version_of
from core.feed.tail import read_tail
from core.model import (
    ArticlePlace,
    Device,
    FulfilmentLine,
    KeptEnvelope,
    Location,
    Movement,
    OutcomeRow,
    Staff,
)
from core.orchestration import Core, UnitOfWork
from core.orchestration.command_intake import receive
from core.ports import SimulatedClock
from core.rules.errors import BadInput, Conflict, NotAuthentic
from core.rules.time import DAY_MS, Instant
from core.wire import OutcomeStatus, SignedEnvelope, SigningKey
from tests.core.builders import (
    make_device,
    make_location,
)
from tests.core.orchestration.intake_shop import KEY, Shop
from tests.support.sender import Sender

QUARANTINED = OutcomeStatus.QUARANTINED


@pytest.fixture
def shop(core: Core) -> Shop:
    return Shop(core)


def test_what_cannot_be_taken_in_at_all_takes_nothing_with_it_that_was_sent_before(shop: Shop) -> None:
    def react(_unit: UnitOfWork, command: Command, _command_id: str, _outcome: Outcome) -> None:
        if isinstance(command, PickLine):
            raise ProgrammingError("SELECT", {}, Exception("the database is not what it should be"))

    batch = [shop.claim(), shop.pick()]
    answer = shop.send(*batch, react=react)
    assert ([one.sequence for one in answer.outcomes], answer.accepted_through) == ([1], 1)
    with pytest.raises(ProgrammingError):
        shop.send(batch[1], react=react)
    assert shop.state() == "claimed"
    assert shop.core.read(lambda s: s.scalars(select(KeptEnvelope.sequence)).all()) == [1]


def test_what_goes_through_is_taken_in_without_a_savepoint_and_what_does_not_with_one_each(
    shop: Shop,
) -> None:
    reject = RejectFulfilment(fulfilment_id=shop.fulfilment_id, reason="closing")
    said: list[str] = []
    event.listen(shop.core.engine, "before_cursor_execute", lambda *what: said.append(what[2]))

    shop.send(shop.claim(), shop.pick(), shop.pick())
    in_one_go = [statement for statement in said if "SAVEPOINT" in statement]
    shop.send(shop.sender.seal(reject), shop.pick())

    assert in_one_go == []
    assert any("SAVEPOINT" in statement for statement in said)
    assert shop.reactions[:3] == ["ClaimFulfilment applied", "PickLine applied", "PickLine applied"]


def test_what_one_transaction_takes_in_has_its_versions_and_a_refusal_among_it_none(shop: Shop) -> None:
    claim = shop.claim()
    reject = shop.sender.seal(RejectFulfilment(fulfilment_id=shop.fulfilment_id, reason="closing"))
    answer = shop.send(claim, reject, shop.pick())
    store, network = shop.core.read(
        lambda s: (version_of(s, f"store:{shop.device.location_id}")[0], version_of(s, "network")[0])
    )
    known = [(one.store_version, one.network_version) for one in answer.outcomes]
    assert known == [(store, network), (0, 0), (store, network)]
    kept = shop.core.read(
        lambda s: s.execute(
            select(OutcomeRow.store_version, OutcomeRow.network_version).order_by(OutcomeRow.sequence)
        ).all()
    )
    assert [tuple(row) for row in kept] == known


def test_a_batch_is_applied_in_order_with_its_outcomes(shop: Shop) -> None:
    answer = shop.send(shop.claim(), shop.pick(), shop.pick())
    assert [outcome.status for outcome in answer.outcomes] == [OutcomeStatus.APPLIED] * 3
    assert [outcome.sequence for outcome in answer.outcomes] == [1, 2, 3]
    assert answer.accepted_through == 3
    assert shop.state() == "picked"
    assert shop.reactions == ["ClaimFulfilment applied", "PickLine applied", "PickLine applied"]
    assert shop.core.read(lambda s: len(s.scalars(select(KeptEnvelope)).all())) == 3


def test_an_outcome_names_the_versions_that_hold_its_effects(shop: Shop) -> None:
    answer = shop.send(shop.claim(), shop.pick())
    versions = shop.core.read(lambda s: (version_of(s, "store:1")[0], version_of(s, "network")[0]))
    assert (answer.outcomes[1].store_version, answer.outcomes[1].network_version) == versions
    tail = shop.core.read(lambda s: read_tail(s, shop.device, 0, 0))
    assert tail.outcomes == answer.outcomes
    [movement] = shop.core.read(lambda s: s.scalars(select(Movement).where(Movement.kind == "picked")).all())
    assert movement.network_version == versions[1]


def test_what_was_sent_twice_is_answered_alike_and_done_once(shop: Shop) -> None:
    batch = [shop.claim(), shop.pick()]
    first = shop.send(*batch)
    again = shop.send(*batch, shop.pick())
    assert again.outcomes[:2] == first.outcomes
    assert again.accepted_through == 3
    assert shop.core.read(lambda s: s.scalars(select(FulfilmentLine.picked)).one()) == 2


def test_a_gap_asks_for_what_is_missing(shop: Shop) -> None:
    first, _lost, third = shop.claim(), shop.pick(), shop.pick()
    answer = shop.send(first, third)
    assert answer.accepted_through == 1
    with pytest.raises(Conflict) as caught:
        shop.send(third)
    assert (caught.value.code, caught.value.data) == ("sequence_gap", {"expected": 2})


def test_another_past_at_the_same_place_holds_the_device(shop: Shop) -> None:
    shop.send(shop.claim())
    other_past = Sender(shop.device.id, KEY, shop.staff.id, Instant(shop.core.clock.now() + 1))
    fork = other_past.seal(RejectFulfilment(fulfilment_id=shop.fulfilment_id, reason="no"))
    with pytest.raises(Conflict) as caught:
        shop.send(fork)
    assert caught.value.code == "forked"
    with pytest.raises(Conflict) as held:
        shop.send(shop.pick())
    assert (held.value.code, held.value.data["reason"]) == ("device_held", "forked")
    assert [case.kind for case in shop.cases()] == ["device_forked"]
    assert shop.state() == "claimed"


def test_a_changed_byte_is_refused_and_kept_nowhere(shop: Shop) -> None:
    signed = shop.claim()
    forged = SignedEnvelope(signed.body.replace(b"ClaimFulfilment", b"CloseFulfilment"), signed.signature)
    with pytest.raises(NotAuthentic):
        shop.send(forged)
    assert shop.core.read(lambda s: s.scalars(select(KeptEnvelope)).all()) == []


def test_another_devices_envelope_is_not_taken(shop: Shop) -> None:
    with pytest.raises(NotAuthentic):
        shop.send(shop.claim(device_id="somebody-else"))


def test_what_is_no_envelope_is_bad_input_and_what_came_before_it_stands(shop: Shop) -> None:
    nothing = SignedEnvelope(b"\xc1", KEY.sign(b"coulisse envelope 1", b"\xc1"))
    assert shop.send(shop.claim(), nothing).accepted_through == 1
    with pytest.raises(BadInput):
        shop.send(nothing)


def test_a_refused_request_changes_nothing_and_holds_back_nothing(shop: Shop) -> None:
    reject = shop.sender.seal(RejectFulfilment(fulfilment_id=shop.fulfilment_id, reason="closing"))
    answer = shop.send(reject, shop.claim())
    assert [(o.status, o.code) for o in answer.outcomes] == [
        (OutcomeStatus.REFUSED, "not_permitted"),
        (OutcomeStatus.APPLIED, ""),
    ]
    assert answer.outcomes[0].store_version == 0
    assert shop.reactions == ["ClaimFulfilment applied"]


def test_a_fact_that_contradicts_is_recorded_with_a_case(shop: Shop) -> None:
    hand_over = shop.sender.seal(HandOver(fulfilment_id=shop.fulfilment_id, proof=Proof.IDENTITY))
    [outcome] = shop.send(hand_over).outcomes
    assert (outcome.status, outcome.code) == (OutcomeStatus.RECORDED, "handed_over_unprepared")
    assert [case.kind for case in shop.cases()] == ["handed_over_unprepared"]
    assert shop.reactions == ["HandOver recorded"]


def _unknown_command(shop: Shop) -> SignedEnvelope:
    return shop.claim(name="TeleportFulfilment")


def _newer_command(shop: Shop) -> SignedEnvelope:
    return shop.claim(version=99)


def _bad_arguments(shop: Shop) -> SignedEnvelope:
    return shop.claim(arguments=msgspec.msgpack.encode({"fulfilment_id": 7}))


def _no_arguments(shop: Shop) -> SignedEnvelope:
    return shop.claim(arguments=b"\xc1")


def _other_aggregate(shop: Shop) -> SignedEnvelope:
    return shop.claim(aggregate="fulfilment:another")


def _unknown_person(shop: Shop) -> SignedEnvelope:
    return shop.claim(author="nobody")


def _tomorrows(shop: Shop) -> SignedEnvelope:
    return shop.pick(at=Instant(shop.core.clock.now() + 2 * DAY_MS))


def _beyond_any_clock(shop: Shop) -> SignedEnvelope:
    return shop.pick(at=Instant(2**64 - 1))


def _absurd(shop: Shop) -> SignedEnvelope:
    return shop.pick(quantity=100_000)


def _with_nul(shop: Shop) -> SignedEnvelope:
    return shop.claim(author="no\x00body", aggregate="fulfilment:\x00")


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (_unknown_command, "unknown_command"),
        (_newer_command, "newer_command"),
        (_bad_arguments, "bad_arguments"),
        (_no_arguments, "bad_arguments"),
        (_other_aggregate, "bad_arguments"),
        (_unknown_person, "unknown_person"),
        (_tomorrows, "from_the_future"),
        (_beyond_any_clock, "from_the_future"),
        (_absurd, "absurd_quantity"),
        (_with_nul, "bad_arguments"),
    ],
)
def test_what_cannot_be_taken_in_is_quarantined_for_a_person(
    shop: Shop, make: Callable[[Shop], SignedEnvelope], code: str
) -> None:
    answer = shop.send(make(shop), shop.claim())
    assert [(o.status, o.code) for o in answer.outcomes] == [(QUARANTINED, code), (OutcomeStatus.APPLIED, "")]
    [case] = shop.cases()
    assert (case.kind, case.location_id, case.data["code"]) == ("quarantined", 1, code)
    assert shop.state() == "claimed"


def test_a_revoked_device_is_heard_without_effect(shop: Shop) -> None:
    def revoke(unit: UnitOfWork) -> None:
        unit.session.get_one(Device, shop.device.id).revoked_at = unit.at

    shop.change(revoke)
    [outcome] = shop.send(shop.pick()).outcomes
    assert (outcome.status, outcome.code) == (QUARANTINED, "device_revoked")
    assert shop.state() == "proposed"


def test_a_revoked_persons_fact_is_quarantined(shop: Shop) -> None:
    def revoke(unit: UnitOfWork) -> None:
        unit.session.get_one(Staff, shop.staff.id).is_revoked = True

    shop.change(revoke)
    [outcome] = shop.send(shop.pick()).outcomes
    assert (outcome.status, outcome.code) == (QUARANTINED, "person_revoked")


def test_a_bug_is_quarantined_with_none_of_its_effects_and_the_rest_goes_on(shop: Shop) -> None:
    def broken(unit: UnitOfWork, command: Command, _id: str, _outcome: Outcome) -> None:
        if isinstance(command, ClaimFulfilment):
            make_location(unit, "half-done")
            raise ZeroDivisionError

    answer = shop.send(shop.claim(), shop.pick(), react=broken)
    assert [(o.status, o.code) for o in answer.outcomes] == [
        (QUARANTINED, "internal_error"),
        (OutcomeStatus.APPLIED, ""),
    ]
    assert shop.core.read(lambda s: version_of(s, "network"))[0] == 2
    assert shop.state() == "picking"


def test_a_command_sent_again_by_the_device_that_replaced_its_own_is_done_once(shop: Shop) -> None:
    first = shop.send(shop.pick())
    new_key = SigningKey(bytes(32))
    new_device = shop.core.transact(lambda u: make_device(u, u.session.get_one(Location, 1), new_key))
    restored = Sender(new_device.id, new_key, shop.staff.id, shop.core.clock.now())
    pick = PickLine(fulfilment_id=shop.fulfilment_id, line_id=shop.line_id)
    again = restored.seal(pick, id=first.outcomes[0].id)
    answer = receive(shop.core, new_device.id, [again], shop.react)
    assert answer.outcomes == first.outcomes
    assert shop.core.read(lambda s: s.scalars(select(FulfilmentLine.picked)).one()) == 1
    [row] = shop.core.read(lambda s: s.scalars(select(OutcomeRow)).all())
    assert (row.device_id, row.store_version) == (new_device.id, first.outcomes[0].store_version)
    tail = shop.core.read(lambda s: read_tail(s, s.get_one(Device, new_device.id), 0, 0))
    assert tail.outcomes == first.outcomes


def test_a_manager_settles_a_case_once(shop: Shop) -> None:
    def promote(unit: UnitOfWork) -> None:
        unit.session.get_one(Staff, shop.staff.id).role = "manager"

    shop.change(promote)
    shop.send(shop.sender.seal(HandOver(fulfilment_id=shop.fulfilment_id, proof=Proof.IDENTITY)))
    [case] = shop.cases()
    settle = SettleException(case_id=case.id, case_aggregate=case.aggregate, settlement="seen on camera")
    answer = shop.send(shop.sender.seal(settle), shop.sender.seal(settle))
    assert [(o.status, o.code) for o in answer.outcomes] == [
        (OutcomeStatus.APPLIED, ""),
        (OutcomeStatus.REFUSED, "already_settled"),
    ]
    assert shop.cases()[0].settled_by == shop.staff.id


def test_the_devices_clock_offset_is_recorded(shop: Shop, clock: SimulatedClock) -> None:
    shop.send(shop.claim(), device_now=Instant(clock.now() - 90_000))
    assert shop.core.read(lambda s: s.scalars(select(Device.clock_offset_ms)).one()) == -90_000


def test_an_unknown_device_is_not_authentic(shop: Shop) -> None:
    with pytest.raises(NotAuthentic):
        receive(shop.core, "nobody", [], shop.react)


def test_a_workstation_that_moved_to_another_store_gets_its_old_answers_too(shop: Shop) -> None:
    first = shop.send(shop.pick())
    new_key = SigningKey(bytes(32))
    moved = shop.core.transact(lambda u: make_device(u, make_location(u, code="S9"), new_key))
    sender = Sender(moved.id, new_key, shop.staff.id, shop.core.clock.now())
    pick = PickLine(fulfilment_id=shop.fulfilment_id, line_id=shop.line_id)
    receive(shop.core, moved.id, [sender.seal(pick, id=first.outcomes[0].id)], shop.react)
    tail = shop.core.read(lambda s: read_tail(s, s.get_one(Device, moved.id), 0, 0))
    assert not tail.more, "nothing of this store is to be waited for"
    assert [outcome.id for outcome in tail.outcomes] == [first.outcomes[0].id]


def test_a_person_of_another_store_is_unknown_here(shop: Shop) -> None:
    def move(unit: UnitOfWork) -> None:
        unit.session.get_one(Staff, shop.staff.id).location_id = make_location(unit, code="S9").id

    shop.change(move)
    [outcome] = shop.send(shop.pick()).outcomes
    assert (outcome.status, outcome.code) == (QUARANTINED, "unknown_person")


def test_another_command_under_a_used_id_is_kept_without_effect_and_says_so(shop: Shop) -> None:
    first = shop.send(shop.pick())
    used = first.outcomes[0].id
    other = shop.pick(quantity=2, id=used)
    [outcome] = shop.send(other).outcomes
    assert (outcome.id, outcome.sequence) == (used, 2)
    assert (outcome.status, outcome.code) == (QUARANTINED, "id_used_twice")
    assert shop.core.read(lambda s: s.scalars(select(FulfilmentLine.picked)).one()) == 1
    assert [case.data["code"] for case in shop.cases()] == ["id_used_twice"]
    assert shop.send(other).outcomes == [outcome], "sent again it is answered alike"
    tail = shop.core.read(lambda s: read_tail(s, shop.device, 0, 0))
    assert tail.outcomes == [*first.outcomes, outcome]


def test_the_same_id_from_another_person_is_another_command(shop: Shop) -> None:
    first = shop.send(shop.pick())
    [outcome] = shop.send(shop.pick(id=first.outcomes[0].id, author="somebody-else")).outcomes
    assert outcome.code == "id_used_twice"


def test_places_of_articles_are_kept_in_the_order_in_which_they_were_seen(shop: Shop) -> None:
    article_id = shop.core.read(lambda s: s.scalars(select(FulfilmentLine.article_id)).one())
    places = [
        KeepPlace(location_id=shop.device.location_id, article_id=article_id, zone=zone) for zone in "ABC"
    ]
    answer = shop.send(*(shop.sender.seal(command) for command in places))

    assert [outcome.status for outcome in answer.outcomes] == [OutcomeStatus.APPLIED] * 3
    assert shop.core.read(lambda s: s.scalars(select(ArticlePlace.zone)).all()) == ["C"]
    shop.send(shop.sender.seal(places[0]))
    assert shop.core.read(lambda s: s.scalars(select(ArticlePlace.zone)).all()) == ["A"]
