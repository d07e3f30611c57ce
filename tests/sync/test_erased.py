"""A customer who was erased at headquarters is erased here, and it is said what is left until when."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select
from sync_world import ASSOCIATE, Pair
from test_other_stores import number

from core.commands import CancelReturn, DeclareReturn, ReturnLineDraft
from core.model import Fulfilment, Return
from core.orchestration.erasure import erase
from core.rules.returns import ReturnReason
from core.rules.time import DAY_MS
from sync.erased import ERASED_UNTIL
from sync.pruning import KEEP_MS
from sync.schema import AuditRow, PendingCommand, SpoolJob
from sync.workstation import Print


def test_what_was_printed_goes_at_once_and_what_was_sent_says_until_when(pair: Pair, tmp_path: Path) -> None:
    draft = ReturnLineDraft(article_id=pair.names.scarf, quantity=1, reason=ReturnReason.CHANGED_MIND)
    slip = number(pair)
    paper = Print("return_label", {"customer": "Jeanne Martin"})
    named = {"customer_name": "Jeanne Martin", "has_proof": False}
    declared = DeclareReturn(return_id="ret", number=slip, lines=[draft], **named)
    pair.do(declared, ASSOCIATE, prints=lambda _reader: [paper])
    other = Print("return_label", {"customer": "Paul"})
    pair.workstation.print_by_hand([other], "return:another", ASSOCIATE, "illisible")
    pair.do(CancelReturn(return_id="ret", reason="elle le garde"))
    pair.cycle()
    answered_at = pair.clock.now()
    pair.clock.advance(2 * DAY_MS)
    erase(pair.core, slip, "Siège", "")
    pair.cycle()
    head = pair.workstation.read(lambda reader: reader.session.get_one(Return, "ret"))
    assert head.customer_name == ""
    jobs = pair.workstation.read(lambda reader: reader.session.scalars(select(SpoolJob.data)).all())
    assert jobs == [{"customer": "Paul"}], "of nobody else anything goes"
    until = int(pair.workstation.setting(ERASED_UNTIL))
    assert answered_at + KEEP_MS - DAY_MS < until <= answered_at + KEEP_MS
    audits = select(AuditRow.data).where(AuditRow.kind == "customer_erased")
    [told] = pair.workstation.read(lambda reader: reader.session.scalars(audits).all())
    assert told == {"prints": 1, "sent": 2, "until": until}
    pair.clock.advance(until - pair.clock.now() + 2 * DAY_MS)
    pair.at_core(lambda unit: setattr(unit.session.get_one(Return, "ret"), "note", "x"))
    pair.cycle()
    kept = pair.workstation.read(lambda reader: reader.session.scalars(select(PendingCommand)).all())
    assert [row for row in kept if row.aggregate == "return:ret"] == [], "it is gone by then"


def test_what_was_printed_for_an_order_goes_when_it_is_over_printed_or_not(pair: Pair) -> None:
    """Before anybody can be erased: their orders are over by then, and this machine hears no more of them."""
    ours, others = list(pair.names.fulfilments)[:2]
    for key, name in ((ours, "Jeanne Martin"), (ours, "still to be printed"), (others, "Paul")):
        paper = Print("pickup_label", {"customer": name})
        pair.workstation.print_by_hand([paper], f"fulfilment:{key}", ASSOCIATE, "illisible")
    every = select(SpoolJob.id).order_by(SpoolJob.asked_at, SpoolJob.id)
    jobs = pair.workstation.read(lambda reader: reader.session.scalars(every).all())
    data = pair.workstation.read(
        lambda reader: {one.data["customer"]: one.id for one in reader.session.scalars(select(SpoolJob))}
    )
    pair.workstation.mark_prints([data["Jeanne Martin"]], "confirmed")
    pair.at_core(lambda unit: setattr(unit.session.get_one(Fulfilment, ours), "state", "closed"))
    pair.cycle()
    left = pair.workstation.read(lambda reader: reader.session.scalars(every).all())
    assert (len(jobs), left) == (3, [data["Paul"]])
    # One that was on its way to the printer comes back to nothing, and nobody minds.
    pair.workstation.mark_prints([data["still to be printed"]], "sent")
    assert pair.workstation.read(lambda reader: reader.session.scalars(every).all()) == left
