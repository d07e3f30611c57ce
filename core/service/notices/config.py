"""How a core's notices are sent: `notices.json` in its folder, readable by its owner alone."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Final, Literal

import msgspec

from core.rules.errors import BadInput
from core.service.private_config import read_private_config, write_private_config

CONFIG_FILE: Final = "notices.json"


class Way(StrEnum):
    """How they leave."""

    SMTP = "smtp"
    FOLDER = "folder"


class Security(StrEnum):
    """What protects the connection."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class NoticeConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How notices are sent.

    Attributes:
        sender: `Name <address>`.
        language: the customers', until an order says more.
        password_file: holds the password alone, so that it is neither here nor on a command line.
        ca_file: certificates to trust instead of the system's.
        folder: where files go, relative to the core's folder.
    """

    way: Way
    sender: str
    language: Literal["fr", "en"] = "fr"
    host: str = ""
    port: int = 587
    security: Security = Security.STARTTLS
    user: str = ""
    password_file: str = ""
    ca_file: str = ""
    folder: str = "notices"

    def password(self) -> str:
        """The password, read when it is needed."""
        return Path(self.password_file).read_text(encoding="utf-8").strip() if self.password_file else ""


def read_config(data: Path) -> NoticeConfig | None:
    """How a core's notices are sent; None if nobody has said.

    Raises:
        BadInput: `bad_notice_config`.
    """
    return read_private_config(data / CONFIG_FILE, NoticeConfig, "bad_notice_config", check)


def check(config: NoticeConfig) -> None:
    """Refuse what cannot work.

    Raises:
        BadInput: `bad_notice_config`.
    """
    if "@" not in config.sender or any(sign in config.sender for sign in "\r\n"):
        raise BadInput("bad_notice_config", reason="`sender` is not `Name <address>`")
    if config.way is Way.SMTP and not config.host:
        raise BadInput("bad_notice_config", reason="`host` is missing")


def write_config(data: Path, config: NoticeConfig | None) -> None:
    """Say how notices are sent; None: they are not.

    Raises:
        BadInput: `bad_notice_config`.
    """
    write_private_config(data / CONFIG_FILE, config, check)
