"""Letters by SMTP (RFC 5321), with TLS from the start or by STARTTLS."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Final

from core.service.notices.config import NoticeConfig, Security
from core.service.notices.port import Letter, NotTaken, PostDown, message_of

TIMEOUT_S: Final = 20.0
PERMANENT: Final = 500
"""Replies from this code on are final (RFC 5321, section 4.2.1)."""


class SmtpPost:
    """Sends letters over one connection, opened with the first and again after it was lost."""

    def __init__(self, config: NoticeConfig, timeout_s: float = TIMEOUT_S) -> None:
        self._config = config
        self._timeout_s = timeout_s
        self._server: smtplib.SMTP | None = None

    def send(self, letter: Letter) -> None:
        """As the port says. A sender or a login that is refused is nothing that the letter can help."""
        message = message_of(letter, self._config.sender)
        try:
            self._open().send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()), (0, b""))[0]
            raise NotTaken(f"recipient_refused_{code}", is_final=code >= PERMANENT) from error
        except smtplib.SMTPSenderRefused as error:
            self.close()
            raise PostDown(str(error)) from error
        except smtplib.SMTPDataError as error:
            code = error.smtp_code
            raise NotTaken(f"message_refused_{code}", is_final=code >= PERMANENT) from error
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise PostDown(str(error)) from error

    def close(self) -> None:
        """Say goodbye, if there is anybody."""
        server, self._server = self._server, None
        if server is not None:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()

    def _open(self) -> smtplib.SMTP:
        if self._server is None:
            server = _CONNECT[self._config.security](self._config, self._timeout_s)
            try:
                if self._config.user:
                    server.login(self._config.user, self._config.password())
            except (OSError, smtplib.SMTPException):
                server.close()
                raise
            self._server = server
        return self._server


def _context(config: NoticeConfig) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=config.ca_file or None)


def _plain(config: NoticeConfig, timeout_s: float) -> smtplib.SMTP:
    return smtplib.SMTP(config.host, config.port, timeout=timeout_s)


def _starttls(config: NoticeConfig, timeout_s: float) -> smtplib.SMTP:
    server = _plain(config, timeout_s)
    try:
        server.starttls(context=_context(config))
    except (OSError, smtplib.SMTPException):
        server.close()
        raise
    return server


def _tls(config: NoticeConfig, timeout_s: float) -> smtplib.SMTP:
    return smtplib.SMTP_SSL(config.host, config.port, timeout=timeout_s, context=_context(config))


_CONNECT: Mapping[Security, Callable[[NoticeConfig, float], smtplib.SMTP]] = MappingProxyType(
    {Security.NONE: _plain, Security.STARTTLS: _starttls, Security.TLS: _tls}
)
