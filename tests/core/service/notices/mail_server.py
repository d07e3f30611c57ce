"""A real SMTP server on loopback, which keeps what it takes and refuses what it is told to."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword

USER, PASSWORD = "coulisse", "s3cret"


class MailServer:
    """What was taken, and what will be refused.

    Attributes:
        letters: the mails, as they were taken.
        refusals: by recipient, the reply that refuses it.
        data_reply: what the next mails are answered with, if they are not taken.
    """

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refusals: dict[str, str] = {}
        self.data_reply = ""
        self.port = 0

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Envelope, to: str, _options: Any
    ) -> str:
        if to in self.refusals:
            return self.refusals[to]
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:
        if self.data_reply:
            return self.data_reply
        assert isinstance(envelope.content, bytes)
        self.letters.append(cast(EmailMessage, message_from_bytes(envelope.content, policy=default)))
        return "250 Taken"


def _check(_server: SMTP, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
    assert isinstance(given, LoginPassword)
    # Not handled: the server itself says 535.
    return AuthResult(success=given == LoginPassword(USER.encode(), PASSWORD.encode()), handled=False)


class _AnyPort(Controller):
    """Takes a port that is free, and knows it."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server(tls: ssl.SSLContext | None = None) -> Iterator[MailServer]:
    """A server that takes mail; with `tls`, from `USER` alone and after STARTTLS."""
    kept = MailServer()
    guard: dict[str, Any] = {
        "authenticator": _check,
        "auth_required": True,
        "tls_context": tls,
        "require_starttls": True,
    }
    controller = _AnyPort(kept, hostname="127.0.0.1", port=0, **(guard if tls else {}))
    controller.start()
    try:
        kept.port = controller.port
        yield kept
    finally:
        controller.stop()
