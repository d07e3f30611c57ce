"""What can be promised, location by location, and why."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core.model import Location, Position
from core.orchestration import Core, UnitOfWork
from core.orchestration.availability import MAX_ARTICLES, ArticleAvailability, Question, availability
from core.orchestration.availability_policy import Beyond
from core.orchestration.decisions import decision_of, decisions_of
from core.ports import SimulatedClock
from core.rules.availability import Term
from core.rules.errors import BadInput
from core.rules.sourcing_case import Bar
from core.rules.time import DAY_MS, Instant
from core.service.import_policy import PolicyRecord, known_of, write_policy
from core.service.records import ArrivalRecord, QuotaRecord, RuleRecord
from tests.core.orchestration.order_world import furnish, order, progress


def ask(core: Core, *skus: str, at: tuple[str, ...] = ()) -> list[ArticleAvailability]:
    return core.read(lambda session: availability(session, Question(skus, at), core.clock.now()))


def test_each_location_says_what_it_can_promise_and_why(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 3}, "PARIS": {"SCARF": 2}})
    order(core, ("SCARF", 1))
    (answer,) = ask(core, "SCARF")
    assert [(one.location, one.quantity) for one in answer.locations] == [("LYON", 2), ("PARIS", 2)]
    assert answer.quantity == 4
    assert answer.locations[0].terms == ((Term.SELLABLE, 3), (Term.ALLOCATED, -1))


def test_a_shut_location_says_so(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 3}})

    def shut(unit: UnitOfWork) -> None:
        row = unit.session.get(Location, 1)
        assert row is not None
        row.is_open = False

    core.transact(shut)
    (answer,) = ask(core, "SCARF")
    assert answer.quantity == 0
    assert answer.locations[0].terms[-1] == (Term.LOCATION_SHUT, -3)


def test_a_location_that_was_asked_for_by_name_answers_even_with_nothing(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 3}})
    (answer,) = ask(core, "SCARF", at=("PARIS",))
    assert [(one.location, one.quantity) for one in answer.locations] == [("PARIS", 0)]
    assert answer.locations[0].terms == ((Term.SELLABLE, 0),)


def test_safety_stock_is_explained(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 3}})

    def keep(unit: UnitOfWork) -> None:
        for row in unit.session.query(Position):
            row.safety = 1

    core.transact(keep)
    (answer,) = ask(core, "SCARF")
    assert (Term.SAFETY, -1) in answer.locations[0].terms


def test_answers_come_in_the_order_asked_for(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 3, "COAT": 1}})
    assert [one.sku for one in ask(core, "SCARF", "COAT", "SCARF")] == ["SCARF", "COAT"]


@pytest.mark.parametrize(
    ("skus", "at", "code"),
    [
        (["SCRAF"], [], "unknown_article"),
        (["SCARF"], ["LUTECE"], "unknown_location"),
        ([], [], "too_many"),
        ([f"S{n}" for n in range(MAX_ARTICLES + 1)], [], "too_many"),
    ],
)
def test_what_cannot_be_answered_is_said(core: Core, skus: list[str], at: list[str], code: str) -> None:
    furnish(core, {"LYON": {"SCARF": 3}})
    with pytest.raises(BadInput, match=code):
        ask(core, *skus, at=tuple(at))


def say(core: Core, *records: PolicyRecord) -> None:
    there = core.read(lambda session: known_of(session, records))
    core.transact(lambda unit: write_policy(unit, records, there))


def test_sourcing_gives_exactly_what_the_channel_s_availability_says(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}, "PARIS": {"SCARF": 4}})
    say(
        core,
        RuleRecord(channel="web", location="LYON", threshold=2),
        RuleRecord(channel="store", location="LYON", sku="SCARF", pool=1),
        RuleRecord(channel="web", location="PARIS", is_open=False),
    )
    (web,) = ask(core, "SCARF")
    assert [(one.location, one.quantity) for one in web.locations or ()] == [("LYON", 2), ("PARIS", 0)]
    assert (web.locations or ())[0].terms == (
        (Term.SELLABLE, 5),
        (Term.CHANNEL_THRESHOLD, -2),
        (Term.KEPT_FOR_OTHERS, -1),
    )
    assert (web.locations or ())[1].terms[-1] == (Term.CHANNEL_SHUT, -4)
    placed = order(core, ("SCARF", 9))
    (done,) = progress(core, placed.order_id).by_line.values()
    assert (done.sourced, done.unfillable) == (web.quantity, 7)
    (kept,) = core.read(lambda s: decisions_of(s, placed.order_id))
    assert decision_of(kept).barred == {Bar.CHANNEL: 1}

    (store,) = core.read(lambda s: availability(s, Question(["SCARF"], channel="store"), core.clock.now()))
    assert store.quantity == 3 + 4
    say(core, RuleRecord(channel="web", location="PARIS"))
    assert ask(core, "SCARF")[0].quantity == 4


def test_what_is_on_its_way_counts_by_the_day_it_is_due(core: Core, clock: SimulatedClock) -> None:
    furnish(core, {"LYON": {"SCARF": 1}})
    due = clock.now() + DAY_MS
    say(
        core,
        ArrivalRecord("ASN-1", "SCARF", "LYON", 6, due),
        ArrivalRecord("ASN-2", "SCARF", "PARIS", 2, due),
    )
    for by, quantity in ((None, 1), (due - 1, 1), (due, 9)):
        asked = Question(["SCARF"], by=None if by is None else Instant(by))
        (answer,) = core.read(lambda s, asked=asked: availability(s, asked, core.clock.now()))
        assert answer.quantity == quantity
    assert (Term.IN_TRANSIT, 6) in (answer.locations or ())[0].terms
    say(core, ArrivalRecord("ASN-1", "SCARF", "LYON", 0, due))
    assert (
        core.read(lambda s: availability(s, Question(["SCARF"], by=Instant(due)), core.clock.now()))[
            0
        ].quantity
        == 3
    )


def test_what_may_be_sold_beyond_stock_shrinks_with_those_who_wait(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}})
    say(
        core,
        QuotaRecord("SCARF", "backorder", 5, due_at=123),
        QuotaRecord("COAT", "preorder", 9, channel="web"),
    )
    order(core, ("SCARF", 3))
    scarf, coat = ask(core, "SCARF", "COAT")
    assert scarf.beyond_stock == Beyond("backorder", 3, Instant(123))
    assert coat.beyond_stock == Beyond("preorder", 9, Instant(0))
    (elsewhere,) = core.read(lambda s: availability(s, Question(["COAT"], channel="store"), core.clock.now()))
    assert elsewhere.beyond_stock is None


def test_thousands_of_articles_are_summed_at_once(core: Core) -> None:
    names = [f"A{number:04}" for number in range(520)]
    furnish(core, {"LYON": dict.fromkeys(names, 2), "PARIS": dict.fromkeys(names[:5], 1)})
    found = core.read(lambda s: availability(s, Question(names, has_locations=False), core.clock.now()))
    assert [answer.quantity for answer in found] == [3] * 5 + [2] * 515
    assert {answer.locations for answer in found} == {None}
    with pytest.raises(BadInput, match="too_many"):
        core.read(lambda s: availability(s, Question(names), core.clock.now()))


@pytest.mark.by_turns
@pytest.mark.parametrize(
    ("kind", "promised"),
    [("store", 5), ("warehouse", 5), ("corner", 5), ("partner", 0), ("marketplace", 0)],
)
def test_every_kind_of_place_is_seen_and_what_is_promised_is_what_is_sourced(
    core: Core, kind: str, promised: int
) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})

    def become(unit: UnitOfWork) -> None:
        unit.session.scalars(select(Location).where(Location.code == "LYON")).one().kind = kind

    core.transact(become)
    (answer,) = ask(core, "SCARF")
    (there,) = answer.locations or ()
    assert (answer.quantity, there.terms[0]) == (promised, (Term.SELLABLE, 5))
    (done,) = progress(core, order(core, ("SCARF", 5), location=None).order_id).by_line.values()
    assert done.sourced == promised
