"""Returns without a window: a sale is found in every way, goods are taken, the money is right to the cent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtGui import QColor, QImage
from sqlalchemy import select

from core.commands.region_reading import RegionBody, RegionLine, receipt_hash
from core.model import ArticlePrice, Location, NumberBlock, Refund, RegionSale, Return, ReturnLine
from core.rules.disposition import Disposition
from core.rules.refund import Means, Part, RefundState
from core.rules.returns import Condition, ReturnReason
from core.rules.time import DAY_MS, MINUTE_MS
from desktop.desk import Hand
from desktop.devices.scanner import Article, OrderNumber, PickupCode, Piece
from desktop.labels import load, render_pdf
from desktop.labels.content import data_in
from desktop.screens import Section
from desktop.screens.returns import words
from desktop.screens.returns.finding import wanted_in
from desktop.screens.returns.money_said import done_hint, done_title
from desktop.screens.returns.state import Proof, Sight
from sync.asking import AskedSale
from tests.desktop.desk_double import MARC, NOW, PIN, STORE, copied_desk
from tests.desktop.screens.returns_counter import Counter
from tests.desktop.screens.sales_world import KEY, a_day_of_sales, add_sale, can_sign
from tests.desktop.screens.store_world import ARTICLES, SERIALS

LYON = "Europe/Paris"


@pytest.fixture(scope="module")
def sold(furnished_replica: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store with its sales, and a manager who can sign."""
    folder = tmp_path_factory.mktemp("sold") / "store"
    made = copied_desk(furnished_replica, folder)
    a_day_of_sales(made)
    can_sign(made)
    made.close()
    return folder


@pytest.fixture
def counter(sold: Path, tmp_path: Path) -> Iterator[Counter]:
    desk = copied_desk(sold, tmp_path / "replica")
    desk.hands[MARC.staff_id] = Hand(MARC.staff_id, MARC.name, KEY)
    yield Counter(desk)
    desk.close()


# the sale


FOUND: list[tuple[str, list[str]]] = [
    ("w-77120", ["w1"]),
    ("T-550128", ["t1"]),
    ("roux", ["w1"]),
    (SERIALS[0], ["t2"]),
    ("9031", ["t2"]),
    ("4417", ["t1", "w1"]),
    ("4417 12/11", ["w1"]),
    ("12.11.26", ["w1"]),
    (ARTICLES["dress"]["gtin"], ["w1", "t3"]),
    ("zz", []),
    ("nobody", []),
    ("%%%", []),
]


async def test_a_sale_is_found_by_what_is_known_of_it(counter: Counter) -> None:
    await counter.presenter.refresh()
    for text, sales in FOUND:
        await counter.presenter.search(text)
        assert [sale.id for sale in counter.state.found] == sales, text
        assert counter.state.nothing_found is (not sales), text


async def test_a_neighbours_receipt_is_found_without_its_customer_and_taken_back_offline(
    counter: Counter,
) -> None:
    desk, belt = counter.desk, ARTICLES["belt"]
    desk.is_connected = False
    body = RegionBody(
        kind="till",
        channel="store",
        means=(("card", 8_700),),
        lines=(RegionLine("far-1", 1, belt["id"], 3, 9_000, 8_700, 2_000, "in_store"),),
        claimed=("far-1:0",),
        named={"far-1": (0,)},
    )
    desk.add(
        RegionSale(
            id="far", region="69", location_id=STORE + 1, receipt_hash=receipt_hash("LYO-02-7"),
            sold_at=NOW - DAY_MS, body=msgspec.to_builtins(body),
        )
    )  # fmt: skip
    await counter.presenter.refresh()
    await counter.presenter.search("lyo-02-7")
    [sale] = counter.state.found
    assert (sale.code, sale.customer, sale.is_own, sale.is_whole) == ("LYO-02-7", "", False, False)
    assert "known without its customer" in words.sale_hint(sale, LYON)
    await counter.presenter.open_chosen()
    assert counter.state.sale is not None
    assert counter.state.sale.lines[0].free == (1, 2), "one of them is gone already"
    counter.grades()
    assert counter.state.money.total_cents == 2_900
    await counter.presenter.go()
    done = counter.state.done
    assert done is not None and done.state is RefundState.QUEUED and done.is_offline
    [head] = desk.rows(Return)
    assert (head.sale_id, head.receipt_code, head.customer_name) == ("far", "LYO-02-7", "")


def test_a_day_is_the_last_of_its_name_unless_a_year_is_said() -> None:
    assert wanted_in("roux 23/11", NOW, LYON).day == wanted_in("23/11/2025", NOW, LYON).day
    assert wanted_in("22/11", NOW, LYON).day == wanted_in("22.11.2026", NOW, LYON).day
    assert wanted_in("Roux 31/02", NOW, LYON).words == "Roux 31/02"
    assert wanted_in("  Amélie   Roux ", NOW, LYON).words == "Amélie Roux"


async def test_a_scan_opens_the_sale_with_what_was_scanned(counter: Counter) -> None:
    await counter.presenter.refresh()
    assert await counter.presenter.scan(OrderNumber("W-77120"))
    assert counter.state.sale is not None and counter.state.sale.id == "w1"
    assert await counter.presenter.scan(Article(ARTICLES["shirt"]["gtin"]))
    assert await counter.presenter.scan(Article(ARTICLES["shirt"]["gtin"]))
    assert counter.state.units_of("w1-2") == 2
    assert await counter.presenter.scan(Article(ARTICLES["shirt"]["gtin"]))
    assert (counter.state.units_of("w1-2"), counter.said()) == (2, "unknown_unit")
    assert counter.face.sounds == [True, True, True, False]
    assert not await counter.presenter.scan(PickupCode("482913"))

    counter.presenter.back()
    await counter.presenter.scan(Piece(ARTICLES["watch"]["gtin"], SERIALS[0]))
    assert counter.state.sale is not None and counter.state.sale.id == "t2"
    assert counter.state.units_of("t2-1") == 1, "all that was bought"


# the goods and the money


async def test_what_is_shown_is_what_goes_to_the_cent(counter: Counter) -> None:
    await counter.opens("W-77120")
    for line in ("w1-1", "w1-2"):
        counter.presenter.turn_to(line)
        counter.grades()
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


# whose word


async def test_a_manager_signs_beside_and_the_associate_goes_on(counter: Counter) -> None:
    await counter.opens("W-77120")
    counter.presenter.turn_to("w1-1")
    counter.grades()
    await counter.presenter.go()
    beside = counter.state.beside
    assert beside is not None and [one.id for one in beside.signers] == [MARC.staff_id]
    assert beside.chosen == MARC.staff_id, "the only one who may"

    await counter.presenter.sign("000000")
    assert counter.state.beside is not None and counter.state.beside.trouble is not None
    assert counter.state.beside.trouble.code == "wrong_pin"
    assert counter.desk.pending() == []

    await counter.presenter.sign(PIN)
    refund = counter.refund()
    assert (refund.state, refund.approved_by, refund.proposed_by) == ("queued", "s-marc", "s-ines")
    assert counter.desk.me.staff_id == "s-ines"
    done = counter.state.done
    assert done is not None and (done.approved_by, done.is_offline) == (MARC.name, False)


async def test_whoever_proposes_is_not_among_those_who_sign(counter: Counter) -> None:
    counter.desk.me = MARC
    await counter.opens("W-77120")
    counter.presenter.turn_to("w1-1")
    counter.grades()
    await counter.presenter.go()
    assert counter.state.beside is not None and counter.state.beside.signers == ()
    counter.presenter.back()
    assert counter.state.beside is None and counter.state.sight is Sight.TAKING
    await counter.presenter.leave_to_manager()
    assert counter.refund().state == "proposed"


async def test_offline_it_is_queued_and_said_so(counter: Counter) -> None:
    counter.desk.is_connected = False
    await counter.opens("W-77120")
    counter.presenter.turn_to("w1-1")
    counter.grades()
    await counter.presenter.go()
    await counter.presenter.sign(PIN)
    assert (counter.refund().state, counter.refund().is_offline) == ("queued", True)
    assert counter.state.done is not None and counter.state.done.is_offline
    assert "no money yet" in done_hint(counter.state.done)


@pytest.mark.parametrize(
    ("state", "title", "hint"),
    [
        ("queued", "queued", "Headquarters executes it now"),
        ("refunded", "refunded", ""),
        ("failed", "not refunded", ""),
    ],
)
async def test_what_is_said_at_the_end_follows_the_outcome(
    counter: Counter, state: str, title: str, hint: str
) -> None:
    counter.desk.is_connected = False
    await counter.opens("W-77120")
    counter.presenter.turn_to("w1-1")
    counter.grades()
    await counter.presenter.go()
    await counter.presenter.sign(PIN)
    counter.desk.is_connected = True
    with counter.desk.writing() as session:
        session.get_one(Refund, counter.refund().id).state = state
    await counter.presenter.refresh()
    done = counter.state.done
    assert done is not None
    assert done_title(done).endswith(title)
    assert "no money yet" not in done_hint(done)
    assert hint in done_hint(done)


async def test_what_the_policy_does_not_cover_takes_a_reason_and_a_manager(counter: Counter) -> None:
    await counter.opens("T-540001")
    counter.grades()
    assert [one.line.id for one in counter.state.uncovered] == ["t3-1"]
    assert counter.state.money.total_cents == 8_900, "what it would come to"
    await counter.presenter.go()
    assert counter.said() == "override_without_reason"
    counter.presenter.override("cliente fidèle")
    await counter.presenter.go()
    await counter.presenter.sign(PIN)
    [line] = counter.desk.rows(ReturnLine)
    assert (line.override_by, line.override_reason) == ("s-marc", "cliente fidèle")
    assert counter.refund().approved_by == "s-marc"


async def test_store_credit_may_take_the_place_of_the_card(counter: Counter) -> None:
    await counter.opens("W-77120")
    counter.presenter.turn_to("w1-1")
    counter.grades()
    counter.presenter.pay_as_credit()
    assert [part.means for part in counter.state.money.parts] == [Means.STORE_CREDIT]
    await counter.presenter.leave_to_manager()
    assert counter.refund().credit_number == "A0001041"


async def test_what_goes_back_to_a_gift_card_prints_no_credit_of_nothing(counter: Counter) -> None:
    """A number is drawn for it, should the card take nothing."""
    paid = (("gift_card", 2_500),)
    add_sale(counter.desk, "g1", "T-550400", {"shirt": 1}, paid_cents=2_500, means=paid)
    await counter.opens("T-550400")
    counter.presenter.turn_to("g1-1")
    counter.grades()
    await counter.presenter.go()
    assert (counter.refund().parts, counter.refund().credit_number) == ([["gift_card", 2_500, 0]], "A0001041")
    assert [job.template for job in counter.desk.spooled()] == ["refund_receipt"]


# sales of elsewhere


async def test_what_is_not_found_here_is_asked_of_headquarters_and_opens_when_it_comes(
    counter: Counter,
) -> None:
    counter.desk.sales_elsewhere = 1
    await counter.presenter.refresh()
    await counter.presenter.search("t-990001")
    assert counter.state.may_ask
    await counter.presenter.ask_headquarters()
    assert counter.desk.asked == [AskedSale(receipt="T-990001")]
    assert counter.state.is_coming and not counter.state.may_ask
    add_sale(counter.desk, "e1", "T-990001", {"belt": 1}, location_id=2)
    await counter.presenter.refresh()
    assert [(sale.id, sale.is_own) for sale in counter.state.found] == [("e1", False)]


async def test_a_card_is_looked_for_within_its_day_or_the_last_month(counter: Counter) -> None:
    await counter.presenter.refresh()
    await counter.presenter.search("1234")
    await counter.presenter.ask_headquarters()
    [asked] = counter.desk.asked
    assert (asked.card_last4, asked.sold_until - asked.sold_from) == ("1234", 31 * DAY_MS)
    assert counter.said() == "unknown_sale"
    counter.desk.is_connected = False
    await counter.presenter.refresh()
    assert not counter.state.may_ask


# without the sale


async def test_a_sale_that_is_not_found_becomes_a_slip_without_money(counter: Counter) -> None:
    await counter.presenter.refresh()
    await counter.presenter.search("T-999999")
    counter.presenter.begin_without(Proof.SLIP)
    await counter.presenter.scan(Article(ARTICLES["belt"]["gtin"]))
    await counter.presenter.scan(Article(ARTICLES["belt"]["gtin"]))
    counter.grades()
    await counter.presenter.go()
    [head] = counter.desk.rows(Return)
    assert (head.sale_id, head.receipt_code, head.has_proof) == ("", "T-999999", True)
    assert counter.desk.rows(Refund) == []
    assert counter.state.done is not None and counter.state.done.units == 2
    assert [one.number for one in counter.state.open_returns] == [head.number]


async def test_a_slip_is_completed_once_its_sale_is_known(counter: Counter) -> None:
    await counter.presenter.refresh()
    await counter.presenter.search("T-550128 ")
    counter.presenter.begin_without(Proof.SLIP)
    await counter.presenter.scan(Article(ARTICLES["belt"]["gtin"]))
    counter.grades()
    await counter.presenter.go()
    [slip] = counter.state.open_returns
    counter.presenter.back()
    await counter.presenter.open(slip.id)
    assert counter.state.slip is not None
    await counter.presenter.search("W-77120")
    await counter.presenter.open_chosen()
    assert counter.face.refusals == ["unknown_unit"], "nothing of it was bought with that one"
    await counter.presenter.search("T-550128")
    await counter.presenter.open_chosen()
    refund = counter.refund()
    assert (refund.total_cents, refund.state, refund.sale_id) == (3_500, "proposed", "t1")
    [head] = counter.desk.rows(Return)
    assert head.sale_id == "t1"


async def test_without_proof_it_is_credit_at_the_lowest_price_of_late(counter: Counter) -> None:
    belt = ARTICLES["belt"]
    prices = [(100, 2_000), (40, 2_900), (10, 3_500)]
    counter.desk.add_to_network(
        *(
            ArticlePrice(article_id=belt["id"], valid_from=NOW - days * DAY_MS, price_cents=cents)
            for days, cents in prices
        ),
    )
    await counter.presenter.refresh()
    counter.presenter.begin_without(Proof.NONE)
    await counter.presenter.scan(Article(belt["gtin"]))
    counter.grades()
    assert counter.state.money.total_cents == 2_000, "it still held at the beginning of the 90 days"
    await counter.presenter.go()
    assert counter.said() == "override_without_reason"
    counter.presenter.override("ticket perdu")
    await counter.presenter.go()
    await counter.presenter.sign(PIN)
    refund = counter.refund()
    assert (refund.parts, refund.state) == ([["store_credit", 2_000, 0]], "queued")
    assert {job.template for job in counter.desk.spooled()} == {"refund_receipt", "store_credit"}


# what the customer takes along


@pytest.mark.parametrize(
    ("is_connected", "signs", "said"),
    [
        (True, True, "Refund queued: it is on its way, and not paid yet."),
        (False, True, "Refund queued: it is paid once the line to headquarters is back."),
        (True, False, "Not refunded yet: the store still has to agree."),
    ],
)
async def test_a_receipt_never_reads_as_paid_before_it_is(
    counter: Counter, is_connected: bool, signs: bool, said: str
) -> None:
    counter.desk.is_connected = is_connected
    await counter.opens("W-77120")
    counter.presenter.turn_to("w1-1")
    counter.grades()
    if signs:
        await counter.presenter.go()
        await counter.presenter.sign(PIN)
    else:
        await counter.presenter.leave_to_manager()
    [job] = counter.desk.spooled()
    assert job.data["status"] == said
    assert [row["name"] for row in job.data["rows"]] == ["Robe Calanque"]
    assert render_pdf(load(job.template), data_in(job.data), "fr").startswith(b"%PDF")


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
    await counter.opens("W-77120")
    counter.presenter.turn_to("w1-1")
    counter.grades()
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
    await counter.opens("W-77120")
    counter.presenter.turn_to("w1-1")
    counter.grades()
    await counter.presenter.leave_to_manager()
    assert counter.face.refusals == ["numbers_used_up"]
    assert counter.desk.pending() == []
    assert counter.state.sight is Sight.TAKING, "what was typed stays"
