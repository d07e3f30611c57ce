"""Which sale goods come back from: found in every way, asked of headquarters, or not known."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest
from PySide6.QtWidgets import QApplication

from core.commands.region_reading import RegionBody, RegionLine, receipt_hash
from core.model import ArticlePrice, Refund, RegionSale, Return
from core.model import Piece as PieceRow
from core.rules.errors import Refused
from core.rules.refund import COLLECTED_SALE, PARTLY_COLLECTED_SALE, RefundState
from core.rules.time import DAY_MS, Instant
from desktop.devices.scanner import Article, OrderNumber, PickupCode, Piece
from desktop.screens.returns import words
from desktop.screens.returns.finding import wanted_in
from desktop.screens.returns.state import Proof, Sight
from sync.asking import AskedSale
from tests.desktop.desk_double import NOW, PIN, STORE
from tests.desktop.screens.look_room import speaking
from tests.desktop.screens.returns_counter import Counter, counter_of_a_day
from tests.desktop.screens.sales_world import add_sale
from tests.desktop.screens.store_world import ARTICLES, SERIALS

__all__ = ["counter_of_a_day"]

LYON = "Europe/Paris"


# the sale


FOUND: list[tuple[str, list[str]]] = [
    ("w-77120", ["w1"]),
    ("T-550128", ["t1"]),
    ("roux", ["w1"]),
    ("amelie roux", ["w1"]),
    ("ROUX Amélie", ["w1"]),
    ("Lefevre", ["t2"]),
    ("calanque", ["w1", "t3"]),
    ("calanque 12/11", ["w1"]),
    ("calanque 13/11", []),
    ("r 12/11", ["w1"]),
    ("roux calanque", []),
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
    assert "known without its customer" in words.sale_hint(sale, NOW, LYON)
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


@pytest.mark.parametrize(
    ("days_later", "wanted"), [(0, "Sold Thu 12 Nov"), (2, "Delivered Sat 14 Nov")], ids=["taken", "brought"]
)
async def test_what_a_customer_took_along_at_the_till_was_sold_not_delivered(
    counter: Counter, days_later: int, wanted: str
) -> None:
    at = Instant(NOW - 10 * DAY_MS)
    add_sale(counter.desk, "till", "LYO-9", {"belt": 1}, sold_at=at, delivered_at=at + days_later * DAY_MS)
    await counter.opens("LYO-9")
    assert counter.state.sale is not None
    assert words.sale_hint(counter.state.sale, NOW, LYON).startswith(wanted)


@pytest.mark.parametrize(
    ("place", "wanted"),
    [(STORE, "Collected here Thu 12 Nov · "), (STORE + 1, "Collected Thu 12 Nov · ")],
    ids=["here", "elsewhere"],
)
async def test_what_a_customer_came_for_was_collected_not_delivered(
    counter: Counter, place: int, wanted: str
) -> None:
    at = Instant(NOW - 10 * DAY_MS)
    came = {"kind": COLLECTED_SALE, "sold_at": Instant(at - DAY_MS), "delivered_at": at, "location_id": place}
    add_sale(counter.desk, "web", "C-20418", {"belt": 1}, is_web=True, **came)
    await counter.opens("C-20418")
    assert counter.state.sale is not None
    assert words.sale_hint(counter.state.sale, NOW, LYON).startswith(wanted)


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("en", "Partly collected, partly delivered Thu 12 Nov · "),
        ("fr", "Retirée en partie, livrée en partie jeu. 12 nov. · "),
    ],
)
async def test_of_what_was_collected_and_sent_both_are_said(
    counter: Counter, qapp: QApplication, code: str, wanted: str
) -> None:
    at = Instant(NOW - 10 * DAY_MS)
    came = {"kind": PARTLY_COLLECTED_SALE, "sold_at": Instant(at - DAY_MS), "delivered_at": at}
    add_sale(counter.desk, "web", "C-20418", {"belt": 1}, is_web=True, location_id=STORE, **came)
    await counter.opens("C-20418")
    assert counter.state.sale is not None
    with speaking(code):
        assert words.sale_hint(counter.state.sale, NOW, LYON).startswith(wanted)


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


# sales of elsewhere


async def test_what_is_not_found_here_is_asked_of_headquarters_and_opens_when_it_comes(
    counter: Counter,
) -> None:
    counter.desk.sales_elsewhere = ("e1",)
    await counter.presenter.refresh()
    await counter.presenter.search("t-990001")
    assert counter.state.may_ask
    await counter.presenter.ask_headquarters()
    assert counter.desk.asked == [AskedSale(receipt="t-990001")]
    assert counter.state.coming and not counter.state.may_ask
    add_sale(counter.desk, "e1", "T-990001", {"belt": 1}, location_id=2)
    await counter.presenter.refresh()
    assert [(sale.id, sale.is_own) for sale in counter.state.found] == [("e1", False)]


async def test_what_headquarters_knows_by_the_marketplaces_number_opens_when_it_comes(
    counter: Counter,
) -> None:
    """Its order is of another store, and never comes here: nothing here knows that number."""
    counter.desk.sales_elsewhere = ("e1",)
    await counter.presenter.refresh()
    await counter.presenter.search("MKP-7-1")
    await counter.presenter.ask_headquarters()
    await counter.presenter.refresh()
    assert (counter.state.found, bool(counter.state.coming)) == ((), True), "it is on its way"
    add_sale(counter.desk, "e1", "C-990", {"belt": 1}, location_id=2, is_web=True, channel="marketplace")
    await counter.presenter.refresh()
    assert [sale.id for sale in counter.state.found] == ["e1"]
    await counter.presenter.search("MKP-7-2")
    assert (counter.state.found, counter.state.may_ask) == ((), True), "another number is asked anew"


async def test_headquarters_is_asked_by_what_was_typed_or_scanned(counter: Counter) -> None:
    """By a piece, an article on its day, a whole name; else it is a number."""
    gtin, piece = ARTICLES["belt"]["gtin"], Piece(ARTICLES["watch"]["gtin"], "W-ELSEWHERE")
    belt, watch = f"SKU-{ARTICLES['belt']['id']}", f"SKU-{ARTICLES['watch']['id']}"
    counter.desk.add_to_network(PieceRow(id="p-far", article_id=ARTICLES["watch"]["id"], serial=piece.serial))
    day = wanted_in("2/11", NOW, LYON).day
    assert day is not None
    wanted = {
        "Jean Péret": AskedSale(customer="Jean Péret"),
        "Jean Péret 2/11": AskedSale(customer="Jean Péret", sold_from=day[0], sold_until=day[1]),
        "Péret": AskedSale(receipt="Péret"),
        f"{gtin} 2/11": AskedSale(sku=belt, sold_from=day[0], sold_until=day[1]),
        "00345678900000047116": AskedSale(receipt="00345678900000047116"),
    }
    await counter.presenter.refresh()
    for text, asked in wanted.items():
        await counter.presenter.search(text)
        await counter.presenter.ask_headquarters()
        assert counter.desk.asked[-1] == asked, text
    counter.presenter.back()
    await counter.presenter.scan(piece)
    await counter.presenter.ask_headquarters()
    assert counter.desk.asked[-1] == AskedSale(sku=watch, serial=piece.serial)


async def test_a_name_that_several_have_says_that_its_day_is_asked_for(counter: Counter) -> None:
    async def several(_asked: AskedSale) -> tuple[str, ...]:
        raise Refused("name_of_several")

    counter.desk.find_sales = several  # type: ignore[method-assign]
    await counter.presenter.refresh()
    await counter.presenter.search("Marie Martin")
    await counter.presenter.ask_headquarters()
    assert (counter.said(), counter.state.is_asking) == ("name_of_several", False)


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
    papers = {job.template: job.data for job in counter.desk.spooled()}
    assert papers.keys() == {"refund_receipt", "store_credit"}
    assert papers["store_credit"]["valid_until"] == "21 Nov 2028", "two years, as the chain gives"
    assert papers["refund_receipt"]["printed"].startswith("22 Nov 2026 ")


@pytest.mark.parametrize("proof", [Proof.NONE, Proof.SLIP])
async def test_what_came_without_its_sale_is_found_by_its_customers_name(
    counter: Counter, proof: Proof
) -> None:
    belt = ARTICLES["belt"]
    counter.desk.add_to_network(
        ArticlePrice(article_id=belt["id"], valid_from=NOW - 40 * DAY_MS, price_cents=2_900)
    )
    await counter.presenter.refresh()
    counter.presenter.begin_without(proof)
    counter.presenter.say_customer("  Zoé  Delmas-Bréal ")
    await counter.presenter.scan(Article(belt["gtin"]))
    counter.grades()
    counter.presenter.override("ticket perdu")
    await counter.presenter.go()
    if proof is Proof.NONE:
        await counter.presenter.sign(PIN)
    [head] = counter.desk.rows(Return)
    assert head.customer_name == "Zoé Delmas-Bréal"
    counter.presenter.back()
    for text, is_found in (("delmas", True), ("zoe delm", True), ("zoe martin", False)):
        await counter.presenter.search(text)
        assert [one.id for one in counter.state.named] == ([head.id] if is_found else []), text
        assert counter.state.nothing_found, "a return is no sale"
    await counter.presenter.search("Zoé Delmas")
    assert [row.key for row in words.found_rows(counter.state)] == [head.id]
    await counter.presenter.open_chosen()
    if proof is Proof.SLIP:
        assert counter.state.slip is not None and counter.state.slip.id == head.id
    else:
        assert counter.state.opened is not None and counter.state.opened.customer == "Zoé Delmas-Bréal"
    counter.presenter.back()
    counter.presenter.begin_without(proof)
    assert counter.state.customer == "", "the next customer is another one"


async def test_a_customers_return_does_not_hide_their_sale_of_elsewhere(counter: Counter) -> None:
    slip = a_slip(counter, "Zoé Delmas")
    counter.desk.sales_elsewhere = ("e1",)
    await counter.presenter.refresh()
    await counter.presenter.search("Zoé Delmas")
    assert (counter.state.sight, counter.state.may_ask) == (Sight.FOUND, True)
    await counter.presenter.ask_headquarters()
    assert counter.desk.asked == [AskedSale(customer="Zoé Delmas")]
    await counter.presenter.refresh()
    assert [one.id for one in counter.state.named] == [slip], "the sale is on its way"
    add_sale(counter.desk, "e1", "T-990001", {"belt": 1}, location_id=2, customer_name="Zoé Delmas")
    await counter.presenter.refresh()
    assert ([sale.id for sale in counter.state.found], counter.state.chosen) == (["e1"], "e1")


async def test_what_is_chosen_among_a_customers_returns_stays_so_when_it_is_read_again(
    counter: Counter,
) -> None:
    slips = [a_slip(counter, "Zoé Delmas", number) for number in (1, 2)]
    await counter.presenter.refresh()
    await counter.presenter.search("delmas")
    last = counter.state.named[-1].id
    assert {one.id for one in counter.state.named} == set(slips) and counter.state.chosen != last
    counter.presenter.choose(last)
    await counter.presenter.refresh()
    assert counter.state.chosen == last
    await counter.presenter.open_chosen()
    assert (counter.state.slip is not None, counter.state.nothing_found) == (True, False)


async def test_a_return_without_its_sale_is_found_by_name_for_two_years_and_on_its_day_for_ever(
    counter: Counter,
) -> None:
    old = a_slip(counter, "Zoé Delmas", days_ago=800)
    late = a_slip(counter, "Zoé Delmas", 2, days_ago=700)
    day = datetime.fromtimestamp((NOW - 800 * DAY_MS) / 1000, UTC).strftime("%d/%m/%Y")
    await counter.presenter.refresh()
    for text, ids in (("delmas", [late]), (f"delmas {day}", [old])):
        await counter.presenter.search(text)
        assert [one.id for one in counter.state.named] == ids, text


def a_slip(counter: Counter, customer: str, number: int = 1, days_ago: int = 1) -> str:
    """A return of before whose sale was not found; its id."""
    key = f"slip-{number}"
    counter.desk.add(
        Return(
            id=key, number=f"R000000{number}", location_id=STORE, customer_name=customer, declared_by="s",
            declared_device="d", declared_at=NOW - days_ago * DAY_MS - number,
        )
    )  # fmt: skip
    return key
