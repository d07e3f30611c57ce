"""Doing something at a workstation: all of it is written, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import select, text
from sync_world import ASSOCIATE, DEVICE_KEY, MANAGER, Pair, open_workstation

from core.commands import ClaimFulfilment, PackFulfilment, ParcelDraft, PickLine, RejectFulfilment
from core.model import Fulfilment, Movement, StaffPermission
from core.orchestration import UnitOfWork
from core.rules.errors import Refused
from core.wire import NOTHING_BEFORE, body_hash, open_envelope, unpack_arguments
from sync import Reader, journal
from sync.schema import AuditRow, PendingCommand, SpoolJob, store_metadata
from sync.workstation import Print


def everything(pair: Pair) -> Mapping[str, list[tuple[object, ...]]]:
    """Every row of every table of the file."""
    tables = store_metadata().tables
    return pair.workstation.replica.read(
        lambda session: {
            name: [tuple(row) for row in session.execute(text(f"SELECT * FROM {name}"))] for name in tables
        }
    )


def label(reader: Reader) -> Iterable[Print]:
    """A print job that tells what the rows were when it was asked for."""
    state = reader.session.scalars(select(Fulfilment.state).order_by(Fulfilment.order_number)).first()
    return [Print("parcel", {"state": state}, "en"), Print("parcel", {"state": "second"})]


def test_a_command_writes_its_rows_its_envelope_and_its_prints_at_once(pair: Pair) -> None:
    points: list[str] = []
    pair.workstation.replica._at = points.append

    outcome = pair.do(ClaimFulfilment(fulfilment_id=pair.names.first), prints=label)

    assert outcome.status == "applied"
    assert points == ["command.before_commit", "command.after_commit"]
    assert len(pair.pending()) == 1
    jobs = pair.workstation.read(
        lambda reader: [
            (job.id, job.data["state"], job.language)
            for job in reader.session.scalars(select(SpoolJob).order_by(SpoolJob.id))
        ]
    )
    [command_id] = pair.pending()
    assert jobs == [(f"{command_id}:0", "claimed", "en"), (f"{command_id}:1", "second", "fr")]
    assert pair.told == [frozenset({"fulfilment", "pending_command", "spool_job"})]


def test_a_request_that_the_rules_refuse_writes_nothing(pair: Pair) -> None:
    before = everything(pair)

    with pytest.raises(Refused) as refusal:
        pair.do(RejectFulfilment(fulfilment_id=pair.names.first, reason="no"), prints=label)

    assert refusal.value.code == "not_permitted"
    assert everything(pair) == before
    assert pair.told == []


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (PickLine(fulfilment_id="nobody's", line_id="l"), "unknown_fulfilment"),
        (PickLine(fulfilment_id="nobody's", line_id="l", quantity=1_000), "absurd_quantity"),
    ],
)
def test_a_fact_that_would_be_quarantined_writes_nothing(pair: Pair, command: PickLine, code: str) -> None:
    before = everything(pair)

    with pytest.raises(Refused) as refusal:
        pair.do(command)

    assert refusal.value.code == code
    assert everything(pair) == before


def test_somebody_who_is_not_known_here_does_nothing(pair: Pair) -> None:
    with pytest.raises(Refused) as refusal:
        pair.do(ClaimFulfilment(fulfilment_id=pair.names.first), "a stranger")

    assert refusal.value.code == "person_revoked"
    assert pair.pending() == []


def test_prints_that_fail_take_the_command_back(pair: Pair) -> None:
    before = everything(pair)

    def broken(_reader: Reader) -> Iterable[Print]:
        raise KeyError("a bug in a label")

    with pytest.raises(KeyError):
        pair.do(ClaimFulfilment(fulfilment_id=pair.names.first), prints=broken)

    assert everything(pair) == before


def test_a_machine_that_is_no_device_yet_can_do_nothing(tmp_path: Path) -> None:
    workstation = open_workstation(tmp_path)
    assert not workstation.is_enrolled

    with pytest.raises(Refused):
        workstation.execute(ClaimFulfilment(fulfilment_id="f"), ASSOCIATE)

    workstation.replica.close()


def test_envelopes_are_signed_and_chained_in_their_order(pair: Pair) -> None:
    heads = list(pair.names.fulfilments)
    for head in heads:
        pair.do(ClaimFulfilment(fulfilment_id=head))
    pair.reopen()
    pair.do(PickLine(fulfilment_id=heads[1], line_id=pair.names.fulfilments[heads[1]][0]))

    previous = NOTHING_BEFORE
    for sequence, signed in enumerate(pair.workstation.unsent(10), start=1):
        envelope = open_envelope(signed, DEVICE_KEY.public)
        assert (envelope.sequence, envelope.previous) == (sequence, previous)
        assert (envelope.device_id, envelope.author) == (pair.names.device, ASSOCIATE)
        previous = body_hash(signed.body)
    assert envelope.sequence == 4
    assert unpack_arguments(envelope.arguments)["line_id"] == pair.names.fulfilments[heads[1]][0]
    assert envelope.base_network_version == pair.workstation.read(lambda reader: reader.network_version)


def test_several_threads_make_one_chain(pair: Pair) -> None:
    heads = list(pair.names.fulfilments)

    def work(head: str) -> None:
        for _ in range(5):
            pair.workstation.execute(ClaimFulfilment(fulfilment_id=head), ASSOCIATE)

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(work, heads))

    pair.cycle()
    assert pair.pending() == []


def test_a_handler_that_writes_what_is_not_its_own_is_a_bug_and_writes_nothing(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "aggregate_of", lambda table, image: "fulfilment:another")
    before = everything(pair)

    with pytest.raises(journal.OutsideItsAggregate):
        pair.do(ClaimFulfilment(fulfilment_id=pair.names.first))

    assert everything(pair) == before


def test_a_command_does_not_wait_for_a_delta_that_is_being_applied(pair: Pair) -> None:
    writer = sqlcipher.connect(str(pair.workstation.replica.network_path))
    writer.isolation_level = None
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE network_state SET made_at = 1")

    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first))

    writer.execute("ROLLBACK")
    writer.close()
    assert len(pair.pending()) == 1


def test_what_a_person_may_besides_the_role_comes_with_the_staff_rows(pair: Pair) -> None:
    def grant(unit: UnitOfWork) -> None:
        for permission in ("reject_fulfilment", "a_permission_of_tomorrow"):
            unit.session.add(StaffPermission(staff_id=ASSOCIATE, permission=permission, is_granted=True))

    pair.at_core(grant)
    pair.pull()

    assert pair.do(RejectFulfilment(fulfilment_id=pair.names.first, reason="no")).status == "applied"


def test_movements_made_here_wait_for_the_core_s_version(pair: Pair) -> None:
    line = pair.names.fulfilments[pair.names.first][0]
    pair.do(PickLine(fulfilment_id=pair.names.first, line_id=line))

    def versions(reader: Reader) -> list[int | None]:
        made = select(Movement.network_version).where(Movement.kind == "picked")
        return list(reader.session.scalars(made))

    assert pair.workstation.read(versions) == [None]
    pair.cycle()
    assert pair.workstation.read(versions) == [pair.published()]


def test_packing_draws_numbers_that_are_written_with_it(pair: Pair) -> None:
    line = pair.names.fulfilments[pair.names.first][0]
    number = pair.workstation.draw_sscc()
    pair.do(PickLine(fulfilment_id=pair.names.first, line_id=line, quantity=2))
    pair.do(
        PackFulfilment(fulfilment_id=pair.names.first, parcels=[ParcelDraft(number, {line: 2})]),
        MANAGER,
    )
    pair.cycle()
    assert pair.pending() == []


def test_numbers_of_waiting_and_sent(pair: Pair) -> None:
    assert pair.workstation.waiting() == 0
    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first))
    assert (pair.workstation.waiting(), pair.workstation.unsent_count()) == (1, 1)
    pair.push()
    assert (pair.workstation.waiting(), pair.workstation.unsent(10)) == (1, [])
    assert pair.workstation.unsent_count() == 0
    pair.pull()
    assert pair.workstation.waiting() == 0


def test_settings_stay(pair: Pair) -> None:
    assert pair.workstation.setting("language", "fr") == "fr"
    pair.workstation.set_setting("language", "en")
    pair.workstation.set_setting("language", "de")
    assert pair.told == [frozenset({"local_setting"})] * 2
    pair.reopen()
    assert pair.workstation.setting("language") == "de"


def test_a_print_job_tells_what_became_of_it(pair: Pair) -> None:
    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first), prints=label)
    [command_id] = pair.pending()
    pair.workstation.mark_spool(f"{command_id}:0", "failed", "paper_out")
    pair.workstation.mark_spool(f"{command_id}:0", "sent")

    def load(reader: Reader) -> tuple[str, str, int, bool]:
        job = reader.session.get_one(SpoolJob, f"{command_id}:0")
        return job.status, job.code, job.tries, job.done_at is not None

    assert pair.workstation.read(load) == ("sent", "", 2, True)
    assert pair.told[-1] == frozenset({"spool_job"})


def test_what_is_not_a_command_is_audited(pair: Pair) -> None:
    pair.workstation.audit("printed", ASSOCIATE, job="j1")

    row = pair.workstation.read(lambda reader: reader.session.scalars(select(AuditRow)).one())
    assert (row.kind, row.actor, row.data, row.at) == ("printed", ASSOCIATE, {"job": "j1"}, pair.clock.now())


def test_a_refusal_that_was_seen_is_marked(pair: Pair) -> None:
    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first))
    [command_id] = pair.pending()
    pair.workstation.mark_seen(command_id)

    seen_at = pair.workstation.read(lambda reader: reader.session.get_one(PendingCommand, command_id).seen_at)
    assert seen_at == pair.clock.now()


def test_listeners_hear_until_they_have_had_enough(pair: Pair) -> None:
    heard: list[frozenset[str]] = []
    stop = pair.workstation.on_change(heard.append)
    pair.workstation.announce({"staff"})
    pair.workstation.announce(set())
    stop()
    pair.workstation.announce({"bin"})

    assert heard == [frozenset({"staff"})]


def test_the_core_may_move_to_another_address(pair: Pair) -> None:
    pair.workstation.use_core("https://core.example.org")
    pair.reopen()
    assert pair.workstation.replica.state().core_url == "https://core.example.org"
