"""The port that notices leave by."""

from __future__ import annotations

from datetime import UTC, datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Protocol

import msgspec

from core.rules.time import Instant


class Letter(msgspec.Struct, frozen=True):
    """One notice to one customer. `id` is the notification's, the same however often it is sent."""

    id: str
    to_name: str
    to_address: str
    subject: str
    text: str
    language: str
    at: Instant


class NotTaken(Exception):
    """This letter was not taken. `is_final`: it will not be, however often it is sent.

    Attributes:
        reason: a short word, as it is kept.
    """

    def __init__(self, reason: str, *, is_final: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_final = is_final


class PostDown(Exception):
    """Nothing can be sent now. Others need not be tried."""


class Post(Protocol):
    """Where letters go."""

    def send(self, letter: Letter) -> None:
        """Send a letter; once it returns, somebody else answers for it.

        Raises:
            NotTaken, PostDown.
        """

    def close(self) -> None:
        """Let go of what is open; it opens again when it is needed."""


def message_of(letter: Letter, sender: str) -> EmailMessage:
    """The letter as mail (RFC 5322), named after the notification.

    Args:
        sender: `Name <address>` or an address alone.

    Raises:
        NotTaken: `bad_address`.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    domain = sender.rpartition("@")[2].rstrip("> ") or "coulisse.invalid"
    try:
        message["To"] = Address(_one_line(letter.to_name), addr_spec=letter.to_address)
        letter.to_address.encode("ascii")
    except (MessageError, ValueError, IndexError) as error:
        raise NotTaken("bad_address", is_final=True) from error
    message["Subject"] = _one_line(letter.subject)
    message["Date"] = format_datetime(datetime.fromtimestamp(letter.at / 1000, UTC))
    message["Message-ID"] = f"<{letter.id}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    # After the content, which takes all headers of that family away.
    message["Content-Language"] = letter.language
    return message


def _one_line(text: str) -> str:
    """A header is one line, whatever a shop has sent as a name."""
    return " ".join(text.split())
