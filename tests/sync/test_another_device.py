"""A machine that becomes another device of its core: what has no answer goes along."""

from __future__ import annotations

from sync_world import Pair

from core.commands import ClaimFulfilment, PickLine
from core.wire import NOTHING_BEFORE, body_hash, open_envelope
from sync.answers import Enrolment


def enrolment_of(pair: Pair, device_id: str, token: str) -> Enrolment:
    """An enrolment of this store's, by the same core."""
    state = pair.workstation.replica.state()
    key = state.core_public_key.hex()
    return Enrolment(device_id, token, state.location_id, "Store S1", state.core_id, key, state.epoch)


def test_what_has_no_answer_goes_out_again_when_the_machine_becomes_another_device(pair: Pair) -> None:
    heads = list(pair.names.fulfilments)
    pair.do(ClaimFulfilment(fulfilment_id=heads[0]))
    pair.cycle()
    pair.do(ClaimFulfilment(fulfilment_id=heads[1]))
    pair.do(PickLine(fulfilment_id=heads[1], line_id=pair.names.fulfilments[heads[1]][0]))
    waiting = pair.pending()
    key = pair.workstation.new_key()

    pair.workstation.adopt(enrolment_of(pair, "dev-2", "token-2"), "http://127.0.0.1:2", key.seed)

    assert pair.pending() == waiting
    previous = NOTHING_BEFORE
    for sequence, signed in enumerate(pair.workstation.unsent(10), start=1):
        envelope = open_envelope(signed, key.public)
        assert (envelope.device_id, envelope.sequence, envelope.previous) == ("dev-2", sequence, previous)
        assert envelope.id == waiting[sequence - 1]
        previous = body_hash(signed.body)
    assert sequence == 2
    assert pair.workstation.replica.state().store_version == 0


def test_what_a_restored_core_has_not_accepted_anew_goes_out_when_the_machine_becomes_another_device(
    pair: Pair,
) -> None:
    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first))
    [claim] = pair.pending()
    pair.cycle()
    # The core was put back, and the answer that is here is from before.
    pair.workstation.start_over()
    assert pair.pending() == []
    key = pair.workstation.new_key()

    pair.workstation.adopt(enrolment_of(pair, "dev-2", "token-2"), "http://127.0.0.1:2", key.seed)

    [signed] = pair.workstation.unsent(10)
    assert open_envelope(signed, key.public).id == claim
    assert pair.pending() == [claim]


def test_enrolling_as_the_device_that_it_is_changes_no_rows(pair: Pair) -> None:
    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first))
    rows, waiting = pair.rows(), pair.pending()
    state = pair.workstation.replica.state()

    pair.workstation.adopt(
        enrolment_of(pair, state.device_id, "new"), "http://127.0.0.1:2", state.device_seed
    )

    assert (pair.rows(), pair.pending()) == (rows, waiting)
    assert pair.workstation.replica.state().token == "new"


def test_the_key_to_enrol_with_is_kept_until_the_machine_is_a_device(pair: Pair) -> None:
    key = pair.workstation.new_key()
    pair.reopen()
    assert pair.workstation.new_key().seed == key.seed

    pair.workstation.adopt(enrolment_of(pair, "dev-2", "token-2"), "http://127.0.0.1:2", key.seed)

    assert pair.workstation.new_key().seed != key.seed
