"""What of a delivery goes back, and that the screen and the paper say why."""

from __future__ import annotations

from core.model import ReturnPolicyRow
from desktop.screens.returns.money_said import notice_words
from tests.desktop.desk_double import STORE
from tests.desktop.screens.returns_counter import Counter, counter_of_a_day

__all__ = ["counter_of_a_day"]


async def test_of_a_dearer_delivery_the_standard_one_goes_back_and_the_screen_says_why(
    counter: Counter,
) -> None:
    counter.desk.add(ReturnPolicyRow(location_id=STORE, policy={"standard_delivery_cents": 190}))
    await counter.takes_back("W-77120", "w1-1", "w1-2")
    assert counter.state.money.delivery_kept_cents == 0, "while one of the shirts stays"
    counter.presenter.more(1)
    money = counter.state.money
    assert (money.total_cents, money.delivery_cents, money.delivery_kept_cents) == (18_090 + 190, 190, 300)
    assert "1.90" in notice_words(counter.state) and "4.90" in notice_words(counter.state)
    await counter.presenter.leave_to_manager()
    assert counter.refund().total_cents == 18_280
    paper = next(job for job in counter.desk.spooled() if job.template == "refund_receipt")
    [delivery] = [row for row in paper.data["rows"] if row["name"] == "Delivery"]
    assert "1.90" in delivery["amount"] and "4.90" in delivery["variant"]
