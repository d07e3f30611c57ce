"""Bad input over real HTTP, from workstations to the core: each has its stable code, is recorded, is shown
where a person must act, and holds up nothing else. The other way: `test_bad_answers.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from arranged import arrange
from sqlalchemy import select
from structlog.testing import capture_logs
from sync_world import ASSOCIATE

from core.commands import ClaimFulfilment, PickLine
from core.model import Article, ExceptionCase, Fulfilment, FulfilmentLine, KeptEnvelope, Location
from core.orchestration import UnitOfWork
from core.orchestration.device_care import retire
from core.service.settings import ServiceSettings
from core.wire import (
    SignedEnvelope,
    SigningKey,
    decode_answer,
    encode_batch,
)
from desktop.shell.sentences import case_sentence, code_sentence, has_sentence
from tests.core.builders import make_fulfilment
from tests.support.live_core import LiveCore, enrolment_body, running_core
from tests.support.sender import Sender

STRANGER = SigningKey(bytes(range(9, 41)))


MANY_BYTES = 10 * 1024 * 1024


def arrange_more(unit: UnitOfWork) -> None:
    """The usual world, and an order at the other store."""
    arrange(unit)
    elsewhere = unit.session.scalars(select(Location).where(Location.code == "S2")).one()
    scarf = unit.session.scalars(select(Article).where(Article.sku == "SCARF")).one()
    make_fulfilment(unit, elsewhere, [(scarf, 1)], "W-2001")


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveCore]:
    # What is served for a test publishes: one publisher at a time.
    rarely = ServiceSettings(publish_interval_s=3_600)
    with running_core(tmp_path_factory.mktemp("core"), arrange_more, settings=rarely) as made:
        yield made


class Machine:
    """A workstation that sends whatever a test wants over HTTP."""

    def __init__(self, live: LiveCore, seed: int) -> None:
        self.live = live
        self.key = SigningKey(seed.to_bytes(32, "big"))
        body = enrolment_body(live.enrolment_code("S1"), f"Machine {seed}", self.key)
        told = httpx.post(f"{live.base_url}/v1/devices/enrol", json=body).raise_for_status().json()
        self.id, self.headers = told["device_id"], {"Authorization": f"Bearer {told['token']}"}
        self.sender = Sender(self.id, self.key, ASSOCIATE, live.core.clock.now())
        heads = live.core.read(lambda s: s.scalars(select(Fulfilment)).all())
        self.heads = {head.order_number: head.id for head in heads}

    def claim(self, **changes: Any) -> SignedEnvelope:
        return self.sender.seal(ClaimFulfilment(fulfilment_id=self.heads["W-1002"]), **changes)

    def pick(self, number: str, **changes: Any) -> SignedEnvelope:
        head = self.heads[number]
        of_head = select(FulfilmentLine.id).where(FulfilmentLine.fulfilment_id == head)
        of_head = of_head.order_by(FulfilmentLine.line_no)
        line = self.live.core.read(lambda s: s.scalars(of_head).first())
        return self.sender.seal(PickLine(fulfilment_id=head, line_id=line or ""), **changes)

    def post(self, content: bytes) -> httpx.Response:
        url = f"{self.live.base_url}/v1/commands"
        return httpx.post(url, content=content, headers=self.headers, timeout=60)

    def send(self, *envelopes: SignedEnvelope) -> str:
        """What came of the last of them: an outcome as `status code`, or a problem's code."""
        answer = self.post(encode_batch(list(envelopes)))
        if answer.status_code != 200:
            return f"{answer.status_code} {answer.json()['code']}"
        last = decode_answer(answer.content).outcomes[-1]
        return f"{last.status} {last.code}".strip()

    def cases(self) -> list[ExceptionCase]:
        found = self.live.core.read(lambda s: s.scalars(select(ExceptionCase)).all())
        own = [row for row in found if self.id in row.aggregate or row.data.get("command_id") in self.ids()]
        return [row for row in own if row.kind in ("quarantined", "device_forked")]

    def ids(self) -> set[str]:
        of_mine = select(KeptEnvelope.command_id).where(KeptEnvelope.device_id == self.id)
        return set(self.live.core.read(lambda s: s.scalars(of_mine).all()))


def unknown_name(machine: Machine) -> str:
    return machine.send(machine.claim(name="TeleportFulfilment"))


def of_another_store(machine: Machine) -> str:
    return machine.send(machine.pick("W-2001"))


def by_the_wrong_key(machine: Machine) -> str:
    own = machine.claim()
    machine.sender.begin_anew()
    return machine.send(SignedEnvelope(own.body, STRANGER.sign(b"coulisse envelope 1", own.body)))


def of_another_device(machine: Machine) -> str:
    other = Sender("another-device", machine.key, ASSOCIATE, machine.live.core.clock.now())
    return machine.send(other.seal(ClaimFulfilment(fulfilment_id=machine.heads["W-1002"])))


def with_a_gap(machine: Machine) -> str:
    missing = machine.claim()
    next_one = machine.claim()
    said = machine.send(next_one)
    machine.send(missing, next_one)
    return said


def ten_megabytes(machine: Machine) -> str:
    answer = machine.post(bytes(MANY_BYTES))
    return f"{answer.status_code} {answer.json()['code']}"


def no_batch(machine: Machine) -> str:
    answer = machine.post(b"\xc1 this is not a list")
    return f"{answer.status_code} {answer.json()['code']}"


def replayed(machine: Machine) -> str:
    sent = machine.claim()
    first, second = machine.send(sent), machine.send(sent)
    return "answered alike" if first == second else f"{first}, then {second}"


def forked(machine: Machine) -> str:
    machine.send(machine.claim())
    twin = Sender(machine.id, machine.key, ASSOCIATE, machine.live.core.clock.now())
    return machine.send(twin.seal(ClaimFulfilment(fulfilment_id=machine.heads["W-1003"])))


def from_a_revoked_device(machine: Machine) -> str:
    machine.live.core.transact(lambda unit: retire(unit, machine.id))
    return machine.send(machine.pick("W-1002"))


def unauthentic_from_a_revoked_device(machine: Machine) -> str:
    machine.live.core.transact(lambda unit: retire(unit, machine.id))
    return by_the_wrong_key(machine)


UP: dict[Callable[[Machine], str], tuple[str, str]] = {
    # What was sent: what is answered; and what is shown: a case to a manager, a line in the log, or nothing.
    unknown_name: ("quarantined unknown_command", "case"),
    of_another_store: ("quarantined other_location", "case"),
    by_the_wrong_key: ("401 bad_signature", "log"),
    of_another_device: ("401 other_device", "log"),
    with_a_gap: ("409 sequence_gap", ""),
    ten_megabytes: ("413 body_too_large", ""),
    no_batch: ("400 bad_batch", ""),
    replayed: ("answered alike", ""),
    forked: ("409 forked", "case"),
    from_a_revoked_device: ("quarantined device_revoked", "case"),
    unauthentic_from_a_revoked_device: ("401 bad_signature", "log"),
}


STOPPED = {forked, from_a_revoked_device, unauthentic_from_a_revoked_device}
"""After these a person must act before the device goes on."""


@pytest.mark.parametrize("bad", UP, ids=lambda bad: bad.__name__)
def test_bad_input_of_a_workstation(live: LiveCore, bad: Callable[[Machine], str]) -> None:
    expected, shown = UP[bad]
    machine = Machine(live, 100 + list(UP).index(bad))
    with capture_logs() as logs:
        assert bad(machine) == expected
    cases = machine.cases()
    assert bool(cases) is (shown == "case")
    for case in cases:
        said = case_sentence(case.kind, case.data)
        assert "…" not in said
        assert case.kind not in said
    told = [line for line in logs if line["event"] == "intake.not_an_envelope"]
    assert [(line["device_id"], line["code"]) for line in told] == (
        [(machine.id, expected.partition(" ")[2])] if shown == "log" else []
    )
    refused = [(line["device_id"], line["code"]) for line in logs if line["event"] == "commands.refused"]
    assert refused == ([(machine.id, expected[4:])] if expected[0] == "4" else []), "each is recorded"
    code = expected.rpartition(" ")[2]
    assert code == "alike" or expected.startswith("4") or has_sentence(code)
    # It holds up nothing else: what this device sends next, and all that others send.
    if bad not in STOPPED:
        assert machine.send(machine.claim()).split()[0] in ("applied", "refused")
    other = Machine(live, 200 + list(UP).index(bad))
    assert other.send(other.claim()).split()[0] in ("applied", "refused")


def test_each_refusal_of_the_exchange_has_a_sentence_at_the_workstation() -> None:
    codes = ("forked", "device_held", "sequence_gap", "bad_signature", "other_device", "bad_batch")
    assert [code for code in codes if not code_sentence(code)] == []
    assert {code: has_sentence(code) for code in codes} == dict.fromkeys(codes, True)
