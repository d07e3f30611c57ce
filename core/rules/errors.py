"""The one tree of errors. Whatever is not in it is a bug.

::

    CoulisseError
    ├── Refused        a request that the rules turn down; the person may do something else
    ├── BadInput       what came in does not say what it should; nothing was done
    ├── Conflict       two truths met: the same key with other content, a fork, a version passed
    ├── NotAuthentic   bytes whose signature or key does not hold
    ├── Damaged        a file or piece that is not what was written
    ├── TooNew         made by a newer version of the program than this one
    ├── Offline        the core did not answer, or something else answered in its place
    ├── StorageFull    the disk (or its quota) has no room; nothing was half written
    └── DeviceError    a printer, scanner or terminal that does not do its part

An error carries a stable ``code`` in snake case and the ``data`` that a sentence needs. Sentences are made at
the edges: ``desktop/shell/sentences.py`` for people, ``core/service/problems.py`` for programs (RFC 9457).
"""

from __future__ import annotations

from typing import Any


class CoulisseError(Exception):
    """Base of every error that is not a bug.

    Attributes:
        code: stable name in snake case.
        data: what a sentence about it needs; JSON-able values only.
    """

    def __init__(self, code: str, /, **data: Any) -> None:
        super().__init__(code)
        self.code = code
        self.data = data

    def __str__(self) -> str:
        details = ", ".join(f"{key}={value!r}" for key, value in self.data.items())
        return f"{self.code}({details})" if details else self.code


class Refused(CoulisseError):
    """A request that the rules turn down, with the reason as its code."""


class BadInput(CoulisseError):
    """Input that cannot be understood or lies outside its bounds."""


class Conflict(CoulisseError):
    """Two truths that cannot both stand."""


class NotAuthentic(CoulisseError):
    """Bytes that are not from who they say they are from."""


class Damaged(CoulisseError):
    """Bytes that are not what was written."""


class TooNew(CoulisseError):
    """Made by a newer version of the program."""


class Offline(CoulisseError):
    """The core did not answer."""


class StorageFull(CoulisseError):
    """No room on the disk."""


class DeviceError(CoulisseError):
    """A device at the workstation does not do its part."""
