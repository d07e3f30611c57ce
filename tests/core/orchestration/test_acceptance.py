"""What was quarantined takes effect when somebody who may vouches for it, once; or never."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from core.commands import HandOver, Proof, Resolution, SettleException
from core.feed.tail import read_tail
from core.model import Device, FulfilmentLine, Location, Movement
from core.orchestration import Core, UnitOfWork
from core.orchestration.chain_settings import ChainSetting, set_value
from core.orchestration.command_intake import receive
from core.orchestration.grants import set_grant
from core.orchestration.reactions import after
from core.ports import SimulatedClock
from core.rules.permissions import Permission
from core.rules.plausibility import MAX_ACCEPTED_UNITS, MAX_UNITS_A_LINE
from core.rules.time import DAY_MS, Instant
from core.wire import OutcomeRow, OutcomeStatus, SignedEnvelope, SigningKey, pack_arguments
from tests.core.builders import make_device, make_staff
from tests.core.orchestration.intake_shop import Shop
from tests.support.sender import Sender

MANAGER_KEY = SigningKey(bytes(range(40, 72)))


class Desk:
    """The shop, with a manager at a device of her own."""

    def __init__(self, core: Core) -> None:
        self.shop = Shop(core)

        def arrive(unit: UnitOfWork) -> str:
            location = unit.session.get_one(Location, 1)
            make_staff(unit, location, "Jeanne", id="jeanne", role="manager")
            return make_device(unit, location, MANAGER_KEY, id="desk").id

        core.transact(arrive)
        self.sender = Sender("desk", MANAGER_KEY, "jeanne", core.clock.now())

    def settle(
        self, resolution: Resolution = Resolution.ACCEPT, **changes: Any
    ) -> tuple[OutcomeStatus, str, dict[str, Any]]:
        case = self.shop.cases()[0]
        settle = SettleException(
            case_id=case.id, case_aggregate=case.aggregate, settlement="I saw it", resolution=resolution
        )
        return self.send(self.sender.seal(settle, **changes))

    def send(self, signed: SignedEnvelope) -> tuple[OutcomeStatus, str, dict[str, Any]]:
        [outcome] = receive(self.shop.core, "desk", [signed], after).outcomes
        return outcome.status, outcome.code, outcome.data

    def picked(self) -> int:
        return self.shop.core.read(lambda s: s.scalars(select(FulfilmentLine.picked)).one())

    def told(self) -> list[OutcomeRow]:
        """What the device that picked is told, from the start."""
        return self.shop.core.read(
            lambda s: read_tail(s, s.get_one(Device, self.shop.device.id), 0, 0)
        ).outcomes


@pytest.fixture
def desk(core: Core) -> Desk:
    return Desk(core)


def _absurd(shop: Shop) -> SignedEnvelope:
    return shop.pick(quantity=MAX_UNITS_A_LINE + 1)


def _ahead(shop: Shop) -> SignedEnvelope:
    return shop.pick(at=Instant(2**64 - 1))


def _long_ago(shop: Shop) -> SignedEnvelope:
    return shop.pick(at=Instant(shop.core.clock.now() - 500 * DAY_MS))


def _strangers(shop: Shop) -> SignedEnvelope:
    return shop.pick(author="a-stranger" * 9)


def _without_permission(shop: Shop) -> SignedEnvelope:
    shop.change(lambda unit: set_grant(unit, shop.staff.id, Permission.PREPARE, False))
    return shop.pick()


def _of_a_revoked_device(shop: Shop) -> SignedEnvelope:
    def revoke(unit: UnitOfWork) -> None:
        unit.session.get_one(Device, shop.device.id).revoked_at = unit.at

    shop.change(revoke)
    return shop.pick()


@pytest.mark.parametrize(
    ("make", "held", "units"),
    [
        (_absurd, "absurd_quantity", MAX_UNITS_A_LINE + 1),
        (_ahead, "from_the_future", 1),
        (_long_ago, "from_long_ago", 1),
        (_strangers, "unknown_person", 1),
        (_without_permission, "not_permitted", 1),
        (_of_a_revoked_device, "device_revoked", 1),
    ],
)
def test_what_is_accepted_takes_effect_and_its_device_hears_of_it(
    desk: Desk, make: Callable[[Shop], SignedEnvelope], held: str, units: int
) -> None:
    [before] = desk.shop.send(make(desk.shop)).outcomes
    assert (before.code, desk.picked()) == (held, 0)
    assert desk.settle()[:2] == (OutcomeStatus.APPLIED, "")
    assert desk.picked() == units
    [outcome] = desk.told()
    assert outcome.id == before.id
    assert outcome.status in (OutcomeStatus.APPLIED, OutcomeStatus.RECORDED)
    assert outcome.data["accepted"]["by"] == "jeanne"
    assert outcome.data["accepted"]["why"] == "I saw it"
    assert outcome.store_version > before.store_version
    movements = desk.shop.core.read(
        lambda s: s.scalars(select(Movement).where(Movement.kind == "picked")).all()
    )
    assert [(row.quantity, row.command_id) for row in movements] == [(units, before.id)]
    assert movements[0].at <= desk.shop.core.clock.now()
    case = next(case for case in desk.shop.cases() if case.kind == "quarantined")
    assert (case.settled_by, case.data["resolution"]) == ("jeanne", "accept")


def test_a_case_is_accepted_once_whatever_is_sent_again(desk: Desk) -> None:
    desk.shop.send(_absurd(desk.shop))
    case = desk.shop.cases()[0]
    settle = SettleException(
        case_id=case.id, case_aggregate=case.aggregate, settlement="yes", resolution=Resolution.ACCEPT
    )
    first, second = desk.sender.seal(settle), desk.sender.seal(settle)
    assert desk.send(first) == desk.send(first)
    assert desk.send(second)[:2] == (OutcomeStatus.REFUSED, "already_settled")
    assert desk.picked() == MAX_UNITS_A_LINE + 1


def test_what_is_closed_stays_without_effect(desk: Desk) -> None:
    desk.shop.send(_absurd(desk.shop))
    assert desk.settle(Resolution.CLOSE)[0] is OutcomeStatus.APPLIED
    assert desk.picked() == 0
    assert [outcome.status for outcome in desk.told()] == [OutcomeStatus.QUARANTINED]


def test_a_settlement_of_the_days_before_acceptance_closes(desk: Desk) -> None:
    desk.shop.send(_absurd(desk.shop))
    case = desk.shop.cases()[0]
    old = {"case_id": case.id, "case_aggregate": case.aggregate, "settlement": "seen"}
    assert desk.settle(version=1, arguments=pack_arguments(old))[0] is OutcomeStatus.APPLIED
    assert desk.picked() == 0
    assert desk.shop.cases()[0].data["resolution"] == "close"


def _unreadable(desk: Desk) -> SignedEnvelope:
    return desk.shop.claim(name="TeleportFulfilment")


def _beyond_any_word(desk: Desk) -> SignedEnvelope:
    return desk.shop.pick(quantity=MAX_ACCEPTED_UNITS + 1)


def _a_settlement(desk: Desk) -> SignedEnvelope:
    settle = SettleException(case_id="c", case_aggregate="fulfilment:f", settlement="s")
    return desk.shop.sender.seal(settle, author="nobody")


@pytest.mark.parametrize("make", [_unreadable, _beyond_any_word, _a_settlement])
def test_what_cannot_have_an_effect_is_not_accepted_and_the_case_stays_open(
    desk: Desk, make: Callable[[Desk], SignedEnvelope]
) -> None:
    desk.shop.send(make(desk))
    assert desk.settle()[:2] == (OutcomeStatus.REFUSED, "not_acceptable")
    assert desk.shop.cases()[0].settled_at is None
    assert [outcome.status for outcome in desk.told()] == [OutcomeStatus.QUARANTINED]
    assert desk.settle(Resolution.CLOSE)[0] is OutcomeStatus.APPLIED


def test_a_contradiction_is_recorded_already_and_not_accepted(desk: Desk) -> None:
    desk.shop.send(
        desk.shop.sender.seal(HandOver(fulfilment_id=desk.shop.fulfilment_id, proof=Proof.IDENTITY))
    )
    assert desk.settle()[:2] == (OutcomeStatus.REFUSED, "not_acceptable")


def test_nobody_accepts_what_they_may_not_do_themselves(desk: Desk) -> None:
    desk.shop.send(_absurd(desk.shop))
    desk.shop.change(lambda unit: set_grant(unit, "jeanne", Permission.PREPARE, False))
    assert desk.settle()[:2] == (OutcomeStatus.REFUSED, "not_permitted")
    assert desk.picked() == 0


def test_an_associate_accepts_nothing(desk: Desk) -> None:
    desk.shop.send(_absurd(desk.shop))
    assert desk.settle(author=desk.shop.staff.id)[:2] == (OutcomeStatus.REFUSED, "not_permitted")


def test_another_command_under_a_used_id_can_be_accepted_beside_the_first(
    desk: Desk, clock: SimulatedClock
) -> None:
    [first] = desk.shop.send(desk.shop.pick()).outcomes
    desk.shop.send(desk.shop.pick(quantity=2, id=first.id))
    clock.advance(1)
    assert desk.settle()[0] is OutcomeStatus.APPLIED
    assert desk.picked() == 3
    assert [(outcome.id, outcome.sequence, outcome.status) for outcome in desk.told()] == [
        (first.id, 1, OutcomeStatus.APPLIED),
        (first.id, 2, OutcomeStatus.RECORDED),
    ]


def test_whoever_did_it_does_not_accept_it_unless_the_chain_says_so(desk: Desk) -> None:
    desk.shop.send(desk.shop.pick(quantity=MAX_UNITS_A_LINE + 1, author="jeanne"))
    assert desk.settle()[:2] == (OutcomeStatus.REFUSED, "not_the_author")
    assert desk.picked() == 0
    desk.shop.core.transact(lambda unit: set_value(unit, ChainSetting.ACCEPT_OWN_SWITCH, 1))
    assert desk.settle()[:2] == (OutcomeStatus.APPLIED, "")
    assert desk.picked() == MAX_UNITS_A_LINE + 1
