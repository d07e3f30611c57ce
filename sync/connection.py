"""Whether the core really answers, since when, and what stands in the way."""

from __future__ import annotations

from collections.abc import Awaitable
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from core.rules.errors import CoulisseError, NotAuthentic, Offline
from core.rules.time import Instant
from sync.progress import Download

_HELD_CODES = frozenset({"forked", "device_held", "envelopes_gone"})


class ConnectionKind(StrEnum):
    """`CONNECTED` only after an answer that this core signed, for a question that nobody had asked before;
    `UNPROVEN` where it has signed the answer and nothing says for which question, as a core of a version
    before that does; `HELD` when it answers and will not have us."""

    STARTING = "starting"
    CONNECTED = "connected"
    UNPROVEN = "unproven"
    OFFLINE = "offline"
    HELD = "held"


class Cause(StrEnum):
    """What stands in the way, told apart as far as a person could do something about it."""

    NONE = ""
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    CUT = "cut"
    TLS = "tls"
    TLS_EXPIRED = "tls_expired"
    TLS_OTHER_HOST = "tls_other_host"
    TLS_NOT_TRUSTED = "tls_not_trusted"
    PROXY = "proxy"
    PROXY_SIGN_IN = "proxy_sign_in"
    NOT_THE_CORE = "not_the_core"
    OLD_ANSWER = "old_answer"
    SERVER_ERROR = "server_error"
    BUSY = "busy"
    FAULT = "fault"
    TOKEN_REFUSED = "token_refused"
    FORKED = "forked"


class ConnectionState(msgspec.Struct, frozen=True):
    """The state that screens show.

    `since` is when this kind began; `last_answer_at` when the core last answered and proved it (0 for never);
    `download` is how far the network's snapshot has come while one arrives. `fault` is the code of what keeps
    this workstation from taking in or giving out all that it should while the core does answer, such as a
    full disk, or with `Cause.FAULT` of what ended the exchange; empty when nothing does. `clock_off_ms` is
    how far this machine's clock is ahead of the core's, as it was told last.
    """

    kind: ConnectionKind
    since: Instant
    last_answer_at: Instant
    cause: Cause = Cause.NONE
    download: Download | None = None
    fault: str = ""
    clock_off_ms: int = 0

    @property
    def is_answered(self) -> bool:
        """Whether what this workstation asks comes back, proven to be of now or not."""
        return self.kind in (ConnectionKind.CONNECTED, ConnectionKind.UNPROVEN)

    def answered(self, at: Instant, fault: str = "") -> ConnectionState:
        """After an answer."""
        since = self.since if self.kind is ConnectionKind.CONNECTED else at
        off_ms = self.clock_off_ms
        return ConnectionState(ConnectionKind.CONNECTED, since, at, Cause.NONE, self.download, fault, off_ms)

    def unproven(self, at: Instant, fault: str = "") -> ConnectionState:
        """After an answer of which the core does not prove that it is of now."""
        since = self.since if self.kind is ConnectionKind.UNPROVEN else at
        return replace(self, kind=ConnectionKind.UNPROVEN, since=since, cause=Cause.NONE, fault=fault)

    def failed(self, at: Instant, cause: Cause, fault: str = "") -> ConnectionState:
        """After a try that the core did not answer, or answered with a no, or that was not made at all."""
        is_held = cause in (Cause.TOKEN_REFUSED, Cause.FORKED)
        kind = ConnectionKind.HELD if is_held else ConnectionKind.OFFLINE
        since = self.since if self.kind is kind else at
        off_ms = self.clock_off_ms
        return ConnectionState(kind, since, self.last_answer_at, cause, None, fault, off_ms)


def stands_between(error: CoulisseError) -> Cause | None:
    """What this error says of the connection; None if the core answers and the trouble lies elsewhere."""
    if isinstance(error, Offline):
        return Cause(error.data.get("cause", Cause.CUT))
    if isinstance(error, NotAuthentic):
        return Cause.TOKEN_REFUSED
    return Cause.FORKED if error.code in _HELD_CODES else None


async def fault_of(work: Awaitable[None]) -> CoulisseError | None:
    """What stands in the way of one part of the exchange, which is not to stand in the way of the others."""
    try:
        await work
    except CoulisseError as error:
        return error
    return None


def asked_s(error: CoulisseError) -> float:
    """How long the core has asked to be left alone."""
    return float(error.data.get("retry_after_s", 0.0))
