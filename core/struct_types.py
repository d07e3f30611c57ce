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


def learn_struct_types(besides: type[msgspec.Struct] | None = None) -> list[type[msgspec.Struct]]:
    """Have every struct class that is defined by now described. To be called before threads begin.

    Args:
        besides: the base of classes that one thread alone decodes; they are left out.

    Returns:
        The classes that cannot be decoded, and so never are: those of open generics, for instance.
    """
    return [kind for kind in _below(msgspec.Struct, besides) if not _learn(kind)]


def _below(
    kind: type[msgspec.Struct], besides: type[msgspec.Struct] | None
) -> Iterator[type[msgspec.Struct]]:
    for child in kind.__subclasses__():
        if child is not besides:
            yield child
            yield from _below(child, besides)


def _learn(kind: type[msgspec.Struct]) -> bool:
    if kind not in _learned:
        try:
            msgspec.msgpack.Decoder(kind)
            _learned[kind] = True
        except (TypeError, NameError):
            _learned[kind] = False
    return _learned[kind]
