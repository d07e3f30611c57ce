"""What may stand in a log or a crash report: events and keys that are known to say nothing about a person.

A key that is not in `ALLOWED_KEYS` does not pass, whatever its value; so a new log line must name its keys
here before they are seen. Names, PINs, pickup codes, e-mail and postal addresses, telephone and serial
numbers have no key. Where other people's words come in (Qt, a library), quotations, numbers and addresses
are blanked.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from enum import Enum
from typing import Any, Final

ALLOWED_KEYS: Final = frozenset(
    {
        # the line itself
        "event", "level", "timestamp", "logger", "where", "trace", "report", "pid",
        # codes of ours: what, why, what of
        "cause", "code", "command", "kind", "part", "status", "template", "language", "look", "section",
        "problem", "signal",
        # identifiers that only the chain can resolve
        "job", "device_id", "stream", "epoch",
        # figures
        "count", "version", "from_version", "to_version", "schema", "sequence", "took_ms", "stall_ms", "rows",
        "size_bytes", "free_bytes", "exit_code", "tries",
        # versions
        "program", "python", "qt", "sqlite", "system",
    }
)  # fmt: skip
"""The keys that pass. `where` and `trace` are places in the source, `problem` a library's words, blanked."""

LONGEST_VALUE: Final = 200
"""Characters of one value."""
LONGEST_TRACE: Final = 8_000
_EVENT: Final = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
_VALUE: Final = re.compile(r"[\w.:+/<>,=-]*", re.ASCII)
_FOREIGN: Final = (
    (re.compile(r"\"[^\"]*\"|'[^']*'|“[^”]*”|«[^»]*»"), "'…'"),
    (re.compile(r"\S+@\S+"), "…"),
    (re.compile(r"(?:/|[A-Za-z]:\\)[^\s:]+"), "…"),
    (re.compile(r"\d[\d .-]{3,}\d"), "…"),
)


def redact(_logger: object, _name: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Structlog's processor: only known keys, only codes and figures as their values."""
    kept = {key: _passed(key, value) for key, value in line.items() if key in ALLOWED_KEYS}
    if not _EVENT.fullmatch(str(line.get("event", ""))):
        kept["event"] = "unnamed"
    return kept


def _passed(key: str, value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if key == "trace":
        return str(value)[:LONGEST_TRACE]
    if key == "problem":
        return blanked(str(value))
    text = str(value.value if isinstance(value, Enum) else value)[:LONGEST_VALUE]
    return text if key == "timestamp" or _VALUE.fullmatch(text) else "…"


def blanked(words: str) -> str:
    """Words of a library without what could be about a person: quotations, addresses, paths, long numbers."""
    for pattern, instead in _FOREIGN:
        words = pattern.sub(instead, words)
    return words[:LONGEST_VALUE]
