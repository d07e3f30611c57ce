"""Customers are told by a real mail server, or by files: once, again after a kill, and not for ever."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from core.model import ExceptionCase, Notification, Order
from core.orchestration import Core, UnitOfWork
from core.orchestration.notices import READY, tell_customer
from core.ports import SimulatedClock
from core.rules.order import PaymentState
from core.rules.time import DAY_MS, HOUR_MS, MINUTE_MS
from core.service.notices import FolderDrop, NoticeConfig, Sender, SmtpPost, Way
from core.service.notices.config import Security
from core.service.notices.port import Letter, PostDown
from core.service.notices.sending import MOST_TRIES
from core.service.order_attention import settle_cases, waiting_orders
from core.service.order_history import order_history
from tests.core.orchestration.order_world import furnish, order
from tests.core.service.notices.mail_server import PASSWORD, USER, MailServer, mail_server
from tests.support.certificates import Authority

SENDER = "Maison Aubrac <bonjour@aubrac.example>"


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as kept:
        yield kept


def by_smtp(port: int, **changes: object) -> SmtpPost:
    fields: dict[str, object] = {"host": "127.0.0.1", "port": port, "security": Security.NONE}
    return SmtpPost(NoticeConfig(Way.SMTP, SENDER, **(fields | changes)), timeout_s=10)  # type: ignore[arg-type]


def told(core: Core, email: str = "camille@example.org", kind: str = READY) -> str:
    """An order whose customer is to be told; the order's id."""
    placed = order(core, ("SCARF", 1), email=email)
    data = {"location": "Lyon", "collect_until": core.clock.now() + 7 * DAY_MS}

    def work(unit: UnitOfWork) -> None:
        tell_customer(unit, unit.session.get_one(Order, placed.order_id), kind, placed.order_id, data)

    core.transact(work)
    return placed.order_id


def row(core: Core) -> Notification:
    return core.read(lambda s: s.scalars(select(Notification)).one())


def waiting(core: Core) -> list[tuple[str, str]]:
    return [(one.id, one.reason) for one in core.read(lambda s: waiting_orders(s, "", 9))]


def test_a_notice_is_sent_once_by_smtp_in_the_customer_s_language(core: Core, server: MailServer) -> None:
    furnish(core, {"LYON": {"SCARF": 9}})
    told(core)
    sender = Sender(core, by_smtp(server.port), "fr")
    assert (sender.turn(), sender.turn()) == (1, 0)
    (letter,) = server.letters
    assert letter["Message-ID"] == f"<{row(core).id}@aubrac.example>"
    assert (letter["From"], letter["To"]) == (SENDER, "Camille Royer <camille@example.org>")
    assert letter["Subject"].endswith("est prête")
    text = letter.get_content()
    assert "vous attend à Lyon" in text
    assert "jusqu'au lundi 17 novembre" in text
    assert (row(core).sent_at, row(core).due_at, row(core).tries) == (core.clock.now(), None, 1)


def test_a_customer_who_has_said_so_is_told_in_their_own_language(core: Core, server: MailServer) -> None:
    furnish(core, {"LYON": {"SCARF": 9}})
    for language, payment in (
        ("en", PaymentState.PAID),
        ("", PaymentState.PAID),
        ("en", PaymentState.PENDING),
    ):
        placed = order(core, ("SCARF", 1), email="a@example.org", language=language, payment=payment)
        core.transact(
            lambda unit, one=placed.order_id: tell_customer(
                unit, unit.session.get_one(Order, one), READY, one, {}
            )
        )
    assert Sender(core, by_smtp(server.port), "fr").turn() == 3
    assert sorted(letter["Content-Language"] for letter in server.letters) == ["en", "en", "fr"]


def test_killed_after_it_left_it_is_sent_again_under_the_same_name(
    core: Core, clock: SimulatedClock, server: MailServer
) -> None:
    furnish(core, {"LYON": {"SCARF": 9}})
    told(core)

    class Killed(BaseException):
        pass

    class Dies(SmtpPost):
        def send(self, letter: Letter) -> None:
            super().send(letter)
            raise Killed

    config = NoticeConfig(Way.SMTP, SENDER, host="127.0.0.1", port=server.port, security=Security.NONE)
    with pytest.raises(Killed):
        Sender(core, Dies(config), "fr").turn()
    again = Sender(core, by_smtp(server.port), "fr")
    # Another process may be at it still.
    assert again.turn() == 0
    clock.advance(10 * MINUTE_MS)
    assert again.turn() == 1
    names = {letter["Message-ID"] for letter in server.letters}
    assert (len(server.letters), len(names)) == (2, 1)


def test_with_nobody_there_it_is_tried_again_later_each_time_and_then_sent(
    core: Core, clock: SimulatedClock, server: MailServer
) -> None:
    furnish(core, {"LYON": {"SCARF": 9}})
    told(core)
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    nobody = Sender(core, by_smtp(port), "fr")
    waits = []
    for _ in range(8):
        assert nobody.turn() == 0
        due_at = row(core).due_at
        assert due_at is not None
        waits.append((due_at - clock.now()) // MINUTE_MS)
        clock.at = due_at  # type: ignore[assignment]
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    assert row(core).failure == "post_down"
    assert Sender(core, by_smtp(server.port), "en").turn() == 1
    assert row(core).failure == ""
    assert waiting(core) == []


@pytest.mark.by_turns
@pytest.mark.parametrize(
    ("reply", "reason"), [("550 Nobody here", "recipient_refused_550"), ("554 No", "message_refused_554")]
)
def test_refused_for_good_it_is_before_people_until_they_have_told_the_customer(
    core: Core, server: MailServer, reply: str, reason: str
) -> None:
    furnish(core, {"LYON": {"SCARF": 9}})
    order_id = told(core)
    if "recipient" in reason:
        server.refusals["camille@example.org"] = reply
    else:
        server.data_reply = reply
    sender = Sender(core, by_smtp(server.port), "fr")
    assert (sender.turn(), sender.turn()) == (0, 0)
    assert (row(core).failed_at, row(core).failure, row(core).due_at) == (core.clock.now(), reason, None)
    assert waiting(core) == [(order_id, "customer_not_told")]
    story = core.read(lambda s: order_history(s, s.get_one(Order, order_id), "fr"))
    assert story.events[-1].code == "case_raised"
    assert f"Le client n'a pas pu être prévenu ({reason})" in [event.text for event in story.events]
    for _ in range(2):
        core.transact(lambda unit: settle_cases(unit, unit.session.get_one(Order, order_id), "me", "phoned"))
    assert waiting(core) == []


def test_refused_for_now_it_is_tried_again_but_not_for_ever(
    core: Core, clock: SimulatedClock, server: MailServer
) -> None:
    furnish(core, {"LYON": {"SCARF": 9}})
    order_id = told(core)
    server.refusals["camille@example.org"] = "450 Later"
    sender = Sender(core, by_smtp(server.port), "fr")
    for _ in range(MOST_TRIES + 2):
        sender.turn()
        clock.at = row(core).due_at or clock.at  # type: ignore[assignment]
    assert row(core).tries <= MOST_TRIES
    assert row(core).failure == "recipient_refused_450"
    assert waiting(core) == [(order_id, "customer_not_told")]


def test_one_that_is_refused_does_not_keep_the_others(core: Core, server: MailServer) -> None:
    furnish(core, {"LYON": {"SCARF": 9}})
    for name in ("a", "b", "c"):
        told(core, f"{name}@example.org")
    server.refusals["b@example.org"] = "550 Nobody here"
    assert Sender(core, by_smtp(server.port), "fr").turn() == 2


def test_what_was_written_first_is_sent_first(core: Core, clock: SimulatedClock, server: MailServer) -> None:
    furnish(core, {"LYON": {"SCARF": 9}})
    names = [f"{letter}@example.org" for letter in "fbdace"]
    for name in names:
        told(core, name)
        clock.advance(1)
    assert Sender(core, by_smtp(server.port), "fr").turn() == len(names)
    assert [letter["To"].addresses[0].addr_spec for letter in server.letters] == names


@pytest.mark.by_turns
@pytest.mark.parametrize("email", ["", "jos\u00e9@example.org", "a b@example.org"])
def test_without_an_address_that_can_be_written_to_nothing_is_sent(
    core: Core, server: MailServer, email: str
) -> None:
    furnish(core, {"LYON": {"SCARF": 9}})
    order_id = told(core, email)
    assert Sender(core, by_smtp(server.port), "fr").turn() == 0
    assert row(core).failure == ("bad_address" if email else "no_address")
    # A marketplace keeps its customers' addresses to itself: that is no case.
    assert waiting(core) == ([(order_id, "customer_not_told")] if email else [])


def test_a_word_that_has_become_old_is_not_sent(
    core: Core, clock: SimulatedClock, server: MailServer
) -> None:
    furnish(core, {"LYON": {"SCARF": 9}})
    told(core)
    clock.advance(49 * HOUR_MS)
    assert Sender(core, by_smtp(server.port), "fr").turn() == 0
    assert (server.letters, row(core).failure) == ([], "too_old")
    # Nobody has sent before: these are no cases.
    assert waiting(core) == []


def test_one_that_cannot_be_read_holds_up_no_other_and_ends_before_people(
    core: Core, clock: SimulatedClock, server: MailServer
) -> None:
    furnish(core, {"LYON": {"SCARF": 9}})
    broken, _ = told(core, "a@example.org"), told(core, "b@example.org")

    def spoil(unit: UnitOfWork) -> None:
        spoilt = unit.session.scalars(select(Notification).where(Notification.order_id == broken)).one()
        spoilt.data = {**spoilt.data, "collect_until": "soon"}

    core.transact(spoil)
    sender = Sender(core, by_smtp(server.port), "fr")
    assert (sender.turn(), len(server.letters)) == (1, 1)
    put_off = core.read(
        lambda s: s.scalars(select(Notification).where(Notification.order_id == broken)).one()
    )
    assert (put_off.tries, put_off.failure) == (1, "internal_error")
    assert put_off.due_at == clock.now() + MINUTE_MS
    clock.advance(49 * HOUR_MS)
    assert sender.turn() == 0
    assert waiting(core) == [(broken, "customer_not_told")]


def test_a_name_cannot_write_headers(core: Core, server: MailServer) -> None:
    furnish(core, {"LYON": {"SCARF": 9}})
    order(core, ("SCARF", 99), email="a@example.org", customer_name="Eve\r\nBcc: all@example.org")
    core.transact(lambda unit: tell_customer(unit, unit.session.scalars(select(Order)).one(), READY, "c", {}))
    assert Sender(core, by_smtp(server.port), "en").turn() == 1
    (letter,) = server.letters
    assert letter["Bcc"] is None
    assert letter["To"].addresses[0].addr_spec == "a@example.org"


def test_files_are_written_whole_and_a_repeat_replaces_its_own(core: Core, tmp_path: Path) -> None:
    furnish(core, {"LYON": {"SCARF": 9}})
    told(core)
    drop = FolderDrop(tmp_path / "out", SENDER)
    sender = Sender(core, drop, "fr")
    assert (sender.turn(), sender.turn()) == (1, 0)
    (file,) = (tmp_path / "out").iterdir()
    assert file.name == f"{row(core).id}.eml"
    drop.send(Letter(row(core).id, "", "a@example.org", "again", "again", "fr", core.clock.now()))
    assert [one.name for one in (tmp_path / "out").iterdir()] == [file.name]


def test_a_folder_that_cannot_be_written_waits(core: Core, tmp_path: Path) -> None:
    furnish(core, {"LYON": {"SCARF": 9}})
    told(core)
    (tmp_path / "out").write_text("a file stands here")
    assert Sender(core, FolderDrop(tmp_path / "out", SENDER), "fr").turn() == 0
    assert (row(core).failure, row(core).failed_at) == ("post_down", None)


def test_a_server_that_wants_tls_and_a_password_gets_both_and_a_wrong_one_waits(
    core: Core, tmp_path: Path
) -> None:
    furnish(core, {"LYON": {"SCARF": 9}})
    told(core)
    secret, authority = tmp_path / "password", Authority()
    secret.write_text("wrong\n")
    guard = {"user": USER, "password_file": str(secret), "security": Security.STARTTLS}
    letter = Letter("n-1", "", "a@example.org", "s", "t", "fr", core.clock.now())
    with mail_server(authority.serving(tmp_path)) as guarded:
        stranger = by_smtp(guarded.port, **guard)
        with pytest.raises(PostDown, match="CERTIFICATE_VERIFY_FAILED"):
            stranger.send(letter)
        post = by_smtp(guarded.port, **guard, ca_file=str(authority.trusted_in(tmp_path)))
        with pytest.raises(PostDown, match="535"):
            post.send(letter)
        secret.write_text(f"{PASSWORD}\n")
        assert Sender(core, post, "fr").turn() == 1
        assert len(guarded.letters) == 1
    assert core.read(lambda s: s.scalars(select(ExceptionCase)).all()) == []
