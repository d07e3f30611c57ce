"""The states of Returns that are looked at."""

from __future__ import annotations

from typing import cast

from PySide6.QtGui import QColor, QImage, QPainter
from sqlalchemy import delete

from core.model import (
    Article,
    ArticlePrice,
    Location,
    Position,
    Refund,
    RefundClaim,
    Return,
    ReturnPolicyRow,
)
from core.rules.exchange_sending import Way
from core.rules.returns import ReturnReason
from core.rules.time import DAY_MS
from desktop.devices.scanner import Article as ScannedArticle
from desktop.screens import Section
from desktop.screens.returns.counter_state import Due
from desktop.screens.returns.presenter import ReturnsPresenter
from desktop.screens.returns.screen import ReturnsScreen
from desktop.screens.returns.state import Proof
from desktop.screens.returns.state import Sight as ReturnsSight
from sync.answers import FoundCredit, FoundEntry
from tests.desktop.desk_double import INES, MARC, NOW, STORE
from tests.desktop.screens.at_once import now
from tests.desktop.screens.look_room import Room
from tests.desktop.screens.sales_world import add_sale
from tests.desktop.screens.store_world import ARTICLES


def _asking(room: Room) -> ReturnsScreen:
    """The screen where it asks which sale, whatever it showed before."""
    screen = cast(ReturnsScreen, room.go(Section.RETURNS))
    while screen.presenter.state.sight is not ReturnsSight.ASKING or screen.presenter.state.wanted:
        screen.presenter.back()
    return screen


def _grade(shown: ReturnsPresenter, reason: ReturnReason = ReturnReason.WRONG_SIZE) -> None:
    """Every question about the goods is answered with yes."""
    shown.give_reason(reason)
    for _ in range(4):
        shown.answer(True)


def a_return(room: Room) -> ReturnsScreen:
    """A dress of a web order is brought back, graded, and its money is due."""
    screen = _asking(room)
    shown = screen.presenter
    now(shown.search("W-77120"))
    now(shown.open_chosen())
    shown.turn_to("w1-1")
    _grade(shown)
    return screen


def returns_asking(room: Room) -> None:
    _asking(room)


def a_photo() -> QImage:
    """Blue above sand: something to see."""
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(QColor(58, 92, 138))
    painter = QPainter(image)
    painter.fillRect(0, 300, 640, 180, QColor(196, 176, 140))
    painter.end()
    return image


def returns_money(room: Room) -> None:
    shown = a_return(room).presenter
    now(shown.photograph(a_photo()))
    assert shown.state.is_complete and shown.state.taken is not None and shown.state.taken.photo


def returns_signed_beside(room: Room) -> None:
    shown = a_return(room).presenter
    room.desk.me = INES
    now(shown.go())
    assert shown.state.beside is not None
    room.desk.me = MARC


def returns_cash(room: Room) -> None:
    """A shirt that was paid in cash is back, and nothing is left but to pay it out."""
    shown = _asking(room).presenter
    known = [one.id for one in room.desk.rows(Return) if one.receipt_code == "T-550300"]
    if not known:
        cash = (("cash", 2_500),)
        add_sale(room.desk, "c1", "T-550300", {"shirt": 1}, paid_cents=2_500, means=cash)
        now(shown.search("T-550300"))
        now(shown.open_chosen())
        _grade(shown)
        now(shown.photograph(a_photo()))
        now(shown.go())
        known = [one.id for one in room.desk.rows(Return) if one.receipt_code == "T-550300"]
    now(shown.open(known[0]))
    assert shown.state.opened is not None and shown.state.opened.cash_cents
    now(shown.print_again())


def returns_not_covered(room: Room) -> None:
    """A dress of 80 days ago is here by a slip: to take it back all the same, somebody says why."""
    shown = _asking(room).presenter
    known = [one.id for one in room.desk.rows(Return) if one.receipt_code == "T-540001"]
    if not known:
        now(shown.search("T-54000"))
        shown.begin_without(Proof.SLIP)
        now(shown.scan(ScannedArticle(ARTICLES["dress"]["gtin"])))
        _grade(shown)
        now(shown.go())
        now(shown.open(next(one.id for one in shown.state.open_returns if one.is_slip)))
        now(shown.search("T-540001"))
        now(shown.open_chosen())
        known = [one.id for one in room.desk.rows(Return) if one.receipt_code == "T-540001"]
    now(shown.open_return(known[0]))
    now(shown.do_next())
    assert shown.state.said is not None and shown.state.due is Due.OVERRIDE


def returns_rest_by_card(room: Room) -> None:
    """What is taken in place of a shirt costs more, and the rest is paid by card."""
    shown = _asking(room).presenter
    known = [one.id for one in room.desk.rows(Return) if one.receipt_code == "T-550301"]
    if not known:
        add_sale(room.desk, "c2", "T-550301", {"shirt": 1}, paid_cents=2_500, means=(("cash", 2_500),))
        now(shown.search("T-550301"))
        now(shown.open_chosen())
        _grade(shown)
        returns_priced(room)
        now(shown.begin_exchange())
        now(shown.take_instead(ARTICLES["shirt"]["id"]))
        now(shown.go())
        known = [one.id for one in room.desk.rows(Return) if one.receipt_code == "T-550301"]
    now(shown.open(known[0]))
    assert shown.state.opened is not None and shown.state.opened.to_pay_cents


def returns_rest_in_parts(room: Room) -> None:
    """A gift card pays some of the rest, with the line as it is."""
    returns_rest_by_card(room)
    shown = cast(ReturnsScreen, room.screens[Section.RETURNS]).presenter
    ends_at = NOW + 300 * DAY_MS
    room.desk.credits_elsewhere["GC77120042"] = FoundCredit(
        "GC77120042", 3_500, "EUR", NOW, ends_at, "gift_card"
    )
    now(shown.give_means("GC77120042"))
    shown.ask_means()
    assert shown.state.rest_cents


def returns_gesture(room: Room) -> None:
    returns_cash(room)
    shown = cast(ReturnsScreen, room.screens[Section.RETURNS]).presenter
    shown.begin_gesture()
    shown.say_gesture("12,50", "")
    now(shown.do_next())
    assert shown.state.gesture is not None and shown.state.gesture.said is not None


def returns_priced(room: Room) -> None:
    """A shirt has a price."""
    shirt = ARTICLES["shirt"]["id"]
    if all(price.article_id != shirt for price in room.desk.rows(ArticlePrice)):
        room.desk.add_to_network(ArticlePrice(article_id=shirt, valid_from=NOW - 1, price_cents=9_900))


def returns_exchange(room: Room) -> None:
    """In place of the dress a shirt is taken."""
    shown = a_return(room).presenter
    returns_priced(room)
    now(shown.begin_exchange())
    now(shown.take_instead(ARTICLES["shirt"]["id"]))
    assert shown.state.instead


def returns_card(room: Room) -> None:
    """A gift card that somebody shows."""
    shown = _asking(room).presenter
    entries = (FoundEntry("spent", 1_500, NOW - DAY_MS), FoundEntry("issued", 5_000, NOW - 3 * DAY_MS))
    ends_at = NOW + 300 * DAY_MS
    card = FoundCredit("GC77120042", 3_500, "EUR", NOW, ends_at, "gift_card", entries)
    room.desk.credits_elsewhere[card.number] = card
    now(shown.open_credit(card.number))
    assert shown.state.card is not None


ELSEWHERE, BIGGER, UNSEEN = 77, 61, 62


def _put_elsewhere(room: Room) -> None:
    """The shirt in 40 is in Villeurbanne."""
    returns_priced(room)
    if any(place.id == ELSEWHERE for place in room.desk.rows(Location)):
        return
    shirt = ARTICLES["shirt"]
    room.desk.add_to_network(
        Location(
            id=ELSEWHERE, code="L2", name="Villeurbanne", kind="store", latitude=45.77, longitude=4.89,
            timezone="Europe/Paris",
        ),
        Article(
            id=BIGGER, sku="SHIRT-40", gtin="3614271004437", style=shirt["style"], name=shirt["name"],
            category=shirt["category"], size="40", colour=shirt["colour"],
        ),
        Position(article_id=BIGGER, location_id=ELSEWHERE, sellable=3, allocated=0),
        ArticlePrice(article_id=BIGGER, valid_from=NOW - 1, price_cents=9_900),
    )  # fmt: skip


def returns_elsewhere(room: Room) -> None:
    """In place of the dress a shirt is taken that is in another store: it is sent home."""
    _put_elsewhere(room)
    shown = a_return(room).presenter
    now(shown.begin_exchange())
    now(shown.take_instead(BIGGER))
    shown.send_by(Way.HOME)
    shown.say_where(
        {"phone": "06 12 34 56 78", "street": "18 rue des Trois-Maries", "postcode": "69005", "city": "Lyon"}
    )
    assert shown.state.offer is not None and shown.state.unaddressed is None


def returns_undone(room: Room) -> None:
    """What was ordered in exchange is free nowhere any more, and something else is chosen."""
    _put_elsewhere(room)
    shown = _asking(room).presenter
    known = [one.id for one in room.desk.rows(Return) if one.receipt_code == "T-550302"]
    if not known:
        add_sale(room.desk, "c3", "T-550302", {"shirt": 1}, paid_cents=2_500, means=(("cash", 2_500),))
        now(shown.search("T-550302"))
        now(shown.open_chosen())
        _grade(shown)
        now(shown.begin_exchange())
        now(shown.take_instead(BIGGER))
        shown.say_where({"name": "Amélie Roux", "phone": "06 12 34 56 78"})
        now(shown.go())
        known = [one.id for one in room.desk.rows(Return) if one.receipt_code == "T-550302"]
        [exchange] = [row.id for row in room.desk.rows(Refund) if row.return_id == known[0]]
        with room.desk.writing() as session:
            row = session.get_one(Refund, exchange)
            row.state, row.exchange = "withdrawn", []
            row.sending = {**row.sending, "failed": "exchange_free_nowhere"}
            session.execute(delete(RefundClaim).where(RefundClaim.refund_id == exchange))
    now(shown.open(known[0]))
    assert shown.state.opened is not None and shown.state.opened.open_units


def returns_again(room: Room) -> None:
    """And is chosen, elsewhere again, to be collected."""
    returns_undone(room)
    shown = cast(ReturnsScreen, room.screens[Section.RETURNS]).presenter
    now(shown.begin_exchange())
    now(shown.take_instead(BIGGER))
    assert shown.state.again is not None


def returns_sent_home(room: Room) -> None:
    """What is here is sent home: its carrier, its day, and what that costs."""
    returns_exchange(room)
    shown = cast(ReturnsScreen, room.screens[Section.RETURNS]).presenter
    shown.send_by(Way.HOME)
    shown.say_where(
        {"phone": "06 12 34 56 78", "street": "18 rue des Trois-Maries", "postcode": "69005", "city": "Lyon"}
    )
    assert shown.state.sending is not None


def returns_unseen(room: Room) -> None:
    """What no store is known to have is wanted instead."""
    _put_elsewhere(room)
    if all(one.id != UNSEEN for one in room.desk.rows(Article)):
        shirt = ARTICLES["shirt"]
        room.desk.add_to_network(
            Article(
                id=UNSEEN, sku="SHIRT-42", gtin="3614271004444", style=shirt["style"], name=shirt["name"],
                category=shirt["category"], size="42", colour=shirt["colour"],
            ),
            ArticlePrice(article_id=UNSEEN, valid_from=NOW - 1, price_cents=9_900),
        )  # fmt: skip
    shown = a_return(room).presenter
    now(shown.begin_exchange())
    now(shown.take_instead(UNSEEN))
    assert any(one.is_unseen for one in shown.state.instead)


def returns_dearer_delivery(room: Room) -> None:
    """All of a web order comes back, and a dearer delivery than the standard one with it."""
    room.desk.add(ReturnPolicyRow(location_id=STORE, policy={"standard_delivery_cents": 190}))
    shown = _asking(room).presenter
    now(shown.refresh())
    now(shown.search("W-77120"))
    now(shown.open_chosen())
    for line in ("w1-1", "w1-2"):
        shown.turn_to(line)
        _grade(shown, ReturnReason.CHANGED_MIND)
    shown.more(1)
    assert shown.state.money.delivery_kept_cents
    with room.desk.writing() as session:
        session.execute(delete(ReturnPolicyRow))
