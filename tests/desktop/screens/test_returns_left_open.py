"""Money that nobody has proposed, goods that nothing is due for: in the list until they are settled."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from core.commands import Command, ProposeRefund
from core.model import ArticlePrice, Refund, Return, ReturnLine, ReturnPolicyRow, SaleLine, Staff
from core.rules.returns import ReturnReason
from desktop.devices.scanner import Article, ReturnSlip
from desktop.screens.approvals.presenter import ApprovalsPresenter
from desktop.screens.approvals.state import Deed
from desktop.screens.beside_part import BesidePart
from desktop.screens.returns import counter_words, over_words, reading, words
from desktop.screens.returns.counter_state import Due
from desktop.screens.returns.state import Proof, Sight
from desktop.shell.amounts import money_words
from desktop.shell.widgets import Text
from tests.desktop.desk_double import MARC, NOW, PIN, STORE
from tests.desktop.screens.doubles import HeardFace
from tests.desktop.screens.returns_counter import Counter, counter_of_a_day
from tests.desktop.screens.sales_world import add_sale
from tests.desktop.screens.store_world import ARTICLES

__all__ = ["counter_of_a_day"]


class Killed(Exception):
    """The program ends."""


def dies_at(counter: Counter, kind: type[Command], monkeypatch: pytest.MonkeyPatch) -> None:
    """The program ends before a command of this kind is written."""
    do = counter.desk.do

    async def until_then(command: Command, *more: object, **rest: object) -> object:
        if isinstance(command, kind):
            raise Killed
        return await do(command, *more, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(counter.desk, "do", until_then)


def pills(counter: Counter) -> list[str]:
    [group] = words.known_groups(counter.state)
    return [pill.word for row in group.rows if (pill := row.cells[0].pill) is not None]


async def slip_of_the_dress(counter: Counter) -> None:
    """It was bought 80 days ago, and nobody here knew then."""
    await counter.presenter.refresh()
    await counter.presenter.search("T-540001")
    counter.presenter.begin_without(Proof.SLIP)
    await counter.presenter.scan(Article(ARTICLES["dress"]["gtin"]))
    counter.grades()
    await counter.presenter.go()
    [slip] = counter.state.open_returns
    counter.presenter.back()
    await counter.presenter.open(slip.id)
    await counter.presenter.search("T-540001")
    await counter.presenter.open_chosen()


async def test_money_that_was_not_proposed_before_the_program_ended_is_in_the_list(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    await counter.takes_back("T-550128", "t1-1")
    with monkeypatch.context() as patched:
        dies_at(counter, ProposeRefund, patched)
        await counter.presenter.go()
        with pytest.raises(Killed):
            await counter.presenter.sign(PIN)
    [line] = counter.desk.rows(ReturnLine)
    assert (line.state, counter.desk.rows(Refund)) == ("disposed", []), "the goods are on sale again"
    again = Counter(counter.desk)
    await again.presenter.refresh()
    [known] = again.state.open_returns
    assert pills(again) == ["money still to be given"]
    assert again.presenter.count() == 1
    await again.presenter.open(known.id)
    assert (again.state.due, again.state.sight) == (Due.OPEN, Sight.OPENED)
    await again.presenter.do_next()
    await again.presenter.sign(PIN)
    assert (again.refund().total_cents, again.refund().state) == (3_500, "queued")


async def test_what_was_given_away_is_not_in_the_list(counter: Counter) -> None:
    add_sale(counter.desk, "gift", "T-GIFT", {"belt": 1}, means=(("card", 0),))
    with counter.desk.writing() as session:
        session.get_one(SaleLine, "gift-1").paid_cents = 0
    await counter.takes_back("T-GIFT", "gift-1")
    await counter.presenter.go()
    assert len(counter.desk.rows(Return)) == 1
    assert counter.state.open_returns == (), "nothing was paid for it, and nothing is due"


async def test_what_is_not_taken_in_exchange_is_in_the_list_until_its_money_is_given(
    counter: Counter,
) -> None:
    price = ArticlePrice(article_id=ARTICLES["shirt"]["id"], valid_from=NOW - 1, price_cents=3_500)
    counter.desk.add_to_network(price)
    await counter.takes_back("T-550128", "t1-1")
    await counter.presenter.begin_exchange()
    await counter.presenter.scan(Article(ARTICLES["shirt"]["gtin"]))
    await counter.presenter.go()
    await counter.presenter.do_next()
    await counter.presenter.drop_exchange()
    assert counter.state.beside is not None, "a manager signs its money"
    counter.presenter.back()
    counter.presenter.back()
    await counter.presenter.refresh()
    assert pills(counter) == ["money still to be given"]


async def test_what_a_manager_has_turned_down_is_over(counter: Counter) -> None:
    await counter.takes_back("T-550128", "t1-1")
    await counter.presenter.leave_to_manager()
    assert pills(counter) == ["waits for a manager"]
    counter.desk.me = MARC
    approvals = ApprovalsPresenter(counter.desk, HeardFace())
    await approvals.refresh()
    approvals.begin(Deed.REFUSE)
    await approvals.say("Pas notre article")
    await counter.presenter.refresh()
    assert counter.state.open_returns == ()


async def test_a_slip_whose_sale_is_too_old_is_taken_back_all_the_same_by_a_manager(counter: Counter) -> None:
    await slip_of_the_dress(counter)
    assert counter.desk.rows(Refund) == []
    assert pills(counter) == ["not covered: a manager decides"]
    assert counter.presenter.count() == 1, "one or the other is to be done"
    counter.presenter.back()
    [known] = counter.state.open_returns
    await counter.presenter.open(known.id)
    assert counter.state.due is Due.OVERRIDE
    assert "The period is over since" in counter_words.sent_hint(counter.state)
    assert counter_words.due_amount(counter.state) == money_words(8_900, "EUR")
    await counter.presenter.do_next()
    assert (counter.said(), counter.state.beside) == ("override_without_reason", None)
    counter.presenter.override("cliente fidèle")
    await counter.presenter.do_next()
    assert counter.state.beside is not None, "an associate takes nothing back all the same"
    await counter.presenter.sign(PIN)
    [line] = counter.desk.rows(ReturnLine)
    assert (line.override_by, line.override_reason) == (MARC.staff_id, "cliente fidèle")
    assert (counter.state.due, counter.state.override_reason) == (Due.OPEN, "")
    await counter.presenter.do_next()
    await counter.presenter.sign(PIN)
    refund = counter.refund()
    assert (refund.total_cents, refund.approved_by) == (8_900, MARC.staff_id)
    assert counter.state.due is Due.NOTHING


async def test_what_stays_refused_is_given_back_with_a_reason_and_out_of_the_list(counter: Counter) -> None:
    await slip_of_the_dress(counter)
    [known] = counter.state.open_returns
    await counter.presenter.open_return(known.id)
    assert counter.state.may_give_back
    await counter.presenter.give_goods_back()
    assert counter.said() == "given_back_without_reason"
    counter.presenter.override("porté, la cliente le reprend")
    await counter.presenter.give_goods_back()
    [line] = counter.desk.rows(ReturnLine)
    assert (line.state, line.disposition_reason) == ("cancelled", "porté, la cliente le reprend")
    assert (counter.state.due, counter.state.may_give_back) == (Due.NOTHING, False)
    counter.presenter.back()
    await counter.presenter.refresh()
    assert (counter.state.open_returns, counter.presenter.count()) == ((), 0)


async def test_where_nobody_is_here_who_may_it_is_said_not_to_wait_on_approvals(
    counter: Counter, qtbot: QtBot
) -> None:
    part = BesidePart(name="beside")
    qtbot.addWidget(part)

    def title() -> str:
        beside = counter.state.beside
        assert beside is not None and beside.signers == ()
        part.show_beside(beside)
        return part.findChildren(Text)[0].text()

    with counter.desk.writing() as session:
        session.get_one(Staff, MARC.staff_id).is_revoked = True
    await slip_of_the_dress(counter)
    await counter.presenter.open_return(counter.desk.rows(Return)[0].id)
    counter.presenter.override("cliente fidèle")
    await counter.presenter.do_next()
    assert title().endswith("Come back to it when a manager is here.")
    counter.presenter.back()
    await counter.takes_back("W-77120", "w1-1")
    await counter.presenter.go()
    assert title().endswith("It can wait under Approve.")


async def test_no_more_returns_are_worked_out_than_are_listed(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    for line in ("t1-1", "t1-2"):
        await counter.takes_back("T-550128", line)
        await counter.presenter.leave_to_manager()
        counter.presenter.back()
    worked_out: list[str] = []
    known = reading._known
    monkeypatch.setattr(reading, "MAX_KNOWN", 1)
    monkeypatch.setattr(
        reading, "_known", lambda reader, head, *of: (worked_out.append(head.id), known(reader, head, *of))[1]
    )
    await counter.presenter.refresh()
    assert [one.id for one in counter.state.open_returns] == worked_out
    assert len(worked_out) == 1


async def test_where_the_chain_does_not_let_them_the_screen_says_why_and_asks_nobody(
    counter: Counter,
) -> None:
    counter.desk.add(ReturnPolicyRow(location_id=STORE, policy={"may_override": False}, set_at=NOW))
    await slip_of_the_dress(counter)
    assert pills(counter) == ["refused: to be given back"]
    assert counter.presenter.count() == 1
    [known] = counter.state.open_returns
    await counter.presenter.open(known.id)
    assert (counter.state.due, counter.state.may_give_back) == (Due.GIVE_BACK, True)
    assert not over_words.is_over(counter.state)
    assert "The period is over since" in counter_words.sent_hint(counter.state)
    await counter.presenter.do_next()
    assert (counter.said(), counter.state.beside) == ("given_back_without_reason", None)
    counter.presenter.override("trop ancien")
    await counter.presenter.do_next()
    [line] = counter.desk.rows(ReturnLine)
    assert (line.state, line.disposition_reason) == ("cancelled", "trop ancien")
    assert (counter.state.override_reason, over_words.is_over(counter.state)) == ("", True)
    await counter.presenter.refresh()
    assert (counter.state.open_returns, counter.presenter.count()) == ((), 0)


async def test_what_stays_refused_beside_money_that_waits_is_counted_and_led_to(counter: Counter) -> None:
    await slip_of_the_dress(counter)
    [known] = counter.state.open_returns
    await counter.presenter.open(known.id)
    [line] = counter.desk.rows(ReturnLine)
    with counter.desk.writing() as session:
        session.add(
            Refund(
                id="gesture", return_id=known.id, location_id=STORE, kind="goodwill", state="proposed",
                state_at=NOW, proposed_at=NOW, proposed_by=MARC.staff_id, proposed_device="d", units=[],
                total_cents=500, parts=[["store_credit", 500, 0]], need="manager",
            )
        )  # fmt: skip
    counter.presenter.back()
    await counter.presenter.refresh()
    assert counter.presenter.count() == 1
    await counter.presenter.open(known.id)
    assert (counter.state.sight, counter.state.due, line.state) == (Sight.OPENED, Due.OVERRIDE, "disposed")


async def test_without_proof_nothing_is_begun_where_the_chain_takes_nothing_so(counter: Counter) -> None:
    await counter.presenter.refresh()
    assert counter.state.policy.takes_without_proof
    for policy in ({"may_override": False}, {"no_proof_days": 0}):
        with counter.desk.writing() as session:
            session.merge(ReturnPolicyRow(location_id=STORE, policy=policy, set_at=NOW))
        await counter.presenter.refresh()
        assert not counter.state.policy.takes_without_proof


async def test_a_slips_customer_has_a_paper_that_leads_back_to_it(counter: Counter) -> None:
    await counter.presenter.refresh()
    await counter.presenter.search("T-999999")
    counter.presenter.begin_without(Proof.SLIP)
    await counter.presenter.scan(Article(ARTICLES["belt"]["gtin"]))
    counter.grades(reason=ReturnReason.WRONG_SIZE)
    await counter.presenter.go()
    [paper] = [job for job in counter.desk.spooled() if job.template == "refund_receipt"]
    said = paper.data
    [head] = counter.desk.rows(Return)
    assert (said["return_number"], said["sale"], said["total"]) == (head.number, "T-999999", "–")
    assert said["status"] == "The sale is looked for later: until then no money goes back."
    counter.presenter.back()
    await counter.presenter.scan(ReturnSlip(head.number))
    assert counter.state.slip is not None and counter.state.slip.id == head.id
