"""The goods that come back: what they bring to the cent, where they go, what is not taken twice."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage
from sqlalchemy import select

from core.model import ArticlePrice, Location, NumberBlock, Return, ReturnLine
from core.rules.disposition import Disposition
from core.rules.refund import Means, Part
from core.rules.returns import Condition, ReturnReason
from core.rules.time import DAY_MS, MINUTE_MS
from desktop.screens import Section
from desktop.screens.returns.state import Sight
from tests.desktop.desk_double import NOW
from tests.desktop.screens.returns_counter import Counter, counter_of_a_day
from tests.desktop.screens.sales_world import add_sale
from tests.desktop.screens.store_world import ARTICLES

__all__ = ["counter_of_a_day"]


# the goods and the money


async def test_what_is_shown_is_what_goes_to_the_cent(counter: Counter) -> None:
    await counter.takes_back("W-77120", "w1-1", "w1-2")
    counter.presenter.more(1)
    money = counter.state.money
    assert (money.total_cents, money.delivery_cents) == (18_090 + 490, 490), "all of it, and its delivery"
    assert money.parts == (Part(Means.CARD, 18_580),)
    await counter.presenter.leave_to_manager()
    refund = counter.refund()
    assert (refund.total_cents, refund.parts) == (money.total_cents, [["card", 18_580, 0]])
    assert sum(cents for _, cents in refund.tax) == money.tax_cents
    assert counter.state.done is not None and counter.state.done.state == "proposed"


async def test_without_the_whole_order_its_delivery_stays(counter: Counter) -> None:
    await counter.opens("W-77120")
    counter.presenter.turn_to("w1-2")
    counter.grades(reason=ReturnReason.WRONG_SIZE)
    assert counter.state.money.total_cents == 5_156
    assert counter.state.money.delivery_cents == 0


async def test_grading_asks_until_it_knows_and_proposes_where_it_goes(counter: Counter) -> None:
    await counter.opens("T-550128")
    counter.presenter.turn_to("t1-2")
    counter.presenter.give_reason(ReturnReason.DEFECTIVE)
    counter.presenter.answer(True)
    taken = counter.state.taken
    assert taken is not None and taken.question is not None and not taken.is_complete
    counter.presenter.answer(False)
    taken = counter.state.taken
    assert taken is not None
    assert (taken.condition, taken.disposition) == (Condition.INCOMPLETE, Disposition.REFURBISH)
    counter.presenter.send_to(Disposition.DONATE)
    assert counter.state.takens[0].disposition is Disposition.DONATE
    counter.presenter.grade_again()
    assert counter.state.takens[0].condition is None


async def test_below_the_limit_nobody_signs_and_the_goods_are_on_sale_again(counter: Counter) -> None:
    add_sale(counter.desk, "t9", "T-550200", {"shirt": 1}, paid_cents=2_900)
    await counter.opens("T-550200")
    counter.grades()
    assert not counter.state.needs_hand
    await counter.presenter.go()
    assert counter.refund().state == "queued"
    assert counter.desk.pending() == [
        "DeclareReturn", "ReceiveReturn", "GradeReturn", "DisposeReturn", "ProposeRefund",
    ]  # fmt: skip
    [line] = counter.desk.rows(ReturnLine)
    assert (line.state, line.condition, line.disposition) == ("disposed", "new", "back_on_sale")


async def test_what_is_sold_for_less_gets_its_label_for_each_unit(counter: Counter) -> None:
    shirt = ARTICLES["shirt"]["id"]
    for at, cents in ((NOW - 60 * DAY_MS, 6_000), (NOW - 10 * DAY_MS, 5_900), (NOW - DAY_MS, 6_500)):
        price = ArticlePrice(article_id=shirt, valid_from=at, price_cents=cents)
        counter.desk.add_to_network(price)
    add_sale(counter.desk, "t9", "T-550200", {"shirt": 2}, paid_cents=2_900)
    await counter.opens("T-550200")
    counter.presenter.more(1)
    counter.grades()
    counter.presenter.grade_again()
    while counter.state.taken is not None and counter.state.taken.question is not None:
        counter.presenter.answer(False)
    counter.presenter.send_to(Disposition.MARKDOWN)
    taken = counter.state.taken
    assert taken is not None and taken.disposition is Disposition.MARKDOWN, taken
    await counter.presenter.go()
    labels = [job.data for job in counter.desk.spooled() if job.template == "markdown"]
    assert [(one["reduction"], one["price"], one["lowest_price"]) for one in labels] == [
        ("-30\u00a0%", "41,30\u00a0€", "59,00\u00a0€")
    ] * 2, "off the lowest price of thirty days, on each unit"


async def test_what_goes_on_gets_the_label_of_its_return_for_each_unit(counter: Counter) -> None:
    counter.desk.add_to_network(
        Location(
            id=90, code="ENT-1", name="Entrepôt Corbas", kind="warehouse", street="4 avenue de Montmartin",
            postcode="69960", city="Corbas", latitude=45.6, longitude=4.9,
        )
    )  # fmt: skip
    add_sale(counter.desk, "t9", "T-550200", {"shirt": 2}, paid_cents=2_900)
    await counter.opens("T-550200")
    counter.presenter.more(1)
    counter.grades()
    counter.presenter.send_to(Disposition.RETURN_TO_WAREHOUSE)
    await counter.presenter.go()
    [head] = counter.desk.rows(Return)
    labels = [job.data for job in counter.desk.spooled() if job.template == "return_label"]
    assert [(one["return_code"], one["to_name"], one["to_city"], one["order_number"]) for one in labels] == [
        (head.number, "Entrepôt Corbas", "69960 Corbas", "T-550200")
    ] * 2
    assert labels[0]["sender_name"] and labels[0]["note"].startswith("Chemise lin Alba")


async def test_a_photo_is_kept_with_the_return_and_shown_there(counter: Counter) -> None:
    add_sale(counter.desk, "t9", "T-550200", {"shirt": 1}, paid_cents=2_900)
    await counter.opens("T-550200")
    await counter.presenter.photograph("/nowhere.jpg")
    assert counter.said() == "not_a_picture"
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor(20, 60, 120))
    await counter.presenter.photograph(image)
    counter.grades()
    taken = counter.state.taken
    assert taken is not None and taken.photo.startswith(b"\xff\xd8\xff")
    await counter.presenter.go()
    assert "PhotographGoods" in counter.desk.pending()
    done = counter.state.done
    assert done is not None
    await counter.presenter.open_return(done.return_id)
    assert counter.state.opened is not None
    assert counter.state.opened.photos == (taken.photo,)


# while it is open


async def test_units_that_went_back_are_not_offered_again(counter: Counter) -> None:
    await counter.opens("T-550128")
    counter.presenter.toggle("t1-1")
    assert counter.state.units_of("t1-1") == 2
    counter.grades()
    await counter.presenter.leave_to_manager()
    await counter.opens("T-550128")
    sale = counter.state.sale
    assert sale is not None and [line.free for line in sale.lines] == [(), (0,)]
    counter.presenter.toggle("t1-1")
    assert counter.state.units_of("t1-1") == 0


async def test_a_return_whose_money_waits_leads_to_approvals(counter: Counter) -> None:
    await counter.takes_back("W-77120", "w1-1")
    await counter.presenter.leave_to_manager()
    counter.desk.clock.advance(MINUTE_MS)
    [known] = counter.state.open_returns
    await counter.presenter.open(known.id)
    assert counter.face.gone == [(Section.APPROVALS, known.refund_id)]


async def test_numbers_that_are_used_up_stop_it_before_anything_is_written(counter: Counter) -> None:
    counter.desk.station.draw_number("return")
    with counter.desk.writing() as session:
        for row in session.scalars(select(NumberBlock).where(NumberBlock.kind == "return")):
            row.last = row.first
    await counter.takes_back("W-77120", "w1-1")
    await counter.presenter.leave_to_manager()
    assert counter.face.refusals == ["numbers_used_up"]
    assert counter.desk.pending() == []
    assert counter.state.sight is Sight.TAKING, "what was typed stays"
