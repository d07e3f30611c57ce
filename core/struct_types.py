"""Has msgspec learn every type on one thread, before several of them use it.

WORKAROUND: msgspec (0.22, tried on Python 3.11) puts a class's description in its place before the fields are
filled in, so that types may name themselves. A second thread that decodes the same class for the first time
at that moment reads the gap and ends the process: `tests/core/test_struct_types.py` has the case.
"""

from __future__ import annotations

from collections.abc import Iterator
from weakref import WeakKeyDictionary

import msgspec

_learned: WeakKeyDictionary[type[msgspec.Struct], bool] = WeakKeyDictionary()
"""What was learned, and whether it can be decoded: an application is made more than once in a process."""


def learn_struct_types() -> list[type[msgspec.Struct]]:
    """Have every struct class that is defined by now described. To be called before threads begin.

    Returns:
        The classes that cannot be decoded, and so never are: those of open generics, for instance.
    """
    return [kind for kind in _below(msgspec.Struct) if not _learn(kind)]


def _below(kind: type[msgspec.Struct]) -> Iterator[type[msgspec.Struct]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)


def _learn(kind: type[msgspec.Struct]) -> bool:
    if kind not in _learned:
        try:
            msgspec.msgpack.Decoder(kind)
            _learned[kind] = True
        except (TypeError, NameError):
            _learned[kind] = False
    return _learned[kind]
