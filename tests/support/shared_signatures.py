"""What Litestar reads of a handler serves every application of the process, not one alone.

A test has an application of its own, and reading the signatures of all its handlers, with a class made for
each, took most of what making one costs. In the program one application lives as long as the process.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import CodeType, FunctionType
from typing import Any

from litestar._signature import SignatureModel
from litestar.routes import HTTPRoute
from litestar.utils.signature import ParsedSignature


class _Known(dict[object, ParsedSignature]):
    """What was read, by what it was read of."""

    def has(self, signature: ParsedSignature) -> bool:
        """Whether it is one of these, and so lives as long as the process."""
        return id(signature) in self._ids

    def __init__(self) -> None:
        super().__init__()
        self._ids: set[int] = set()

    def __setitem__(self, key: object, signature: ParsedSignature) -> None:
        self._ids.add(id(signature))
        super().__setitem__(key, signature)


@cache
def share_signatures() -> None:
    """Have each function read once, and its class made once for each set of names it may ask for."""
    known = _Known()
    ParsedSignature.from_fn = _read_once(ParsedSignature.from_fn, known)  # type: ignore[method-assign]
    SignatureModel.create = _made_once(SignatureModel.create, known)  # type: ignore[method-assign]


def _read_once(read: Callable[..., ParsedSignature], known: _Known) -> Callable[..., ParsedSignature]:
    def from_fn(fn: Any, signature_namespace: dict[str, Any]) -> ParsedSignature:
        key = _what_is_read(fn)
        if signature_namespace or key is None:
            return read(fn, signature_namespace)
        if key not in known:
            known[key] = read(fn, signature_namespace)
        return known[key]

    return from_fn


def _made_once(
    make: Callable[..., type[SignatureModel]], known: _Known
) -> Callable[..., type[SignatureModel]]:
    made: dict[object, type[SignatureModel]] = {}

    def create(
        dependency_name_set: set[str],
        fn: Any,
        parsed_signature: ParsedSignature,
        type_decoders: Any,
        data_dto: Any = None,
    ) -> type[SignatureModel]:
        # By what was read: the function itself may be wrapped by now, to be called in a thread. Of decoders
        # no application has more than those of the packages that are there.
        if data_dto is not None or not known.has(parsed_signature):
            return make(dependency_name_set, fn, parsed_signature, type_decoders, data_dto)
        key = id(parsed_signature), frozenset(dependency_name_set)
        if key not in made:
            made[key] = make(dependency_name_set, fn, parsed_signature, type_decoders, data_dto)
        return made[key]

    return create


def _what_is_read(fn: Any) -> object | None:
    """What a signature follows from: a module's function itself; of the answers to OPTIONS, which Litestar
    makes anew for each route of each application, their one code. None for whatever else a test makes."""
    if not isinstance(fn, FunctionType):
        return None
    if fn.__code__ is _OPTIONS:
        return _OPTIONS
    return fn if "<locals>" not in fn.__qualname__ else None


_OPTIONS: CodeType = next(
    constant
    for constant in HTTPRoute.create_options_handler.__code__.co_consts
    if isinstance(constant, CodeType)
)
