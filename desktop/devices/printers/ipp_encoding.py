"""IPP messages as bytes and back (RFC 8010): as much of it as asking a printer and giving it a job needs."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from enum import IntEnum

import msgspec

from core.rules.errors import DeviceError

VERSION = b"\x02\x00"
"""IPP 2.0 (PWG 5100.12); CUPS and every printer of the last ten years take it."""
OPERATION_GROUP, JOB_GROUP, PRINTER_GROUP, END = 0x01, 0x02, 0x04, 0x03
_FIRST_VALUE_TAG = 0x10
_NO_VALUE = range(0x10, 0x20)
_INTEGER, _BOOLEAN, _ENUM = 0x21, 0x22, 0x23
_RANGE, _BEGIN_COLLECTION, _END_COLLECTION = 0x33, 0x34, 0x37
_TEXTS = range(0x40, 0x60)
_LANGUAGE_TEXTS = (0x35, 0x36)
ANSWER_BYTES_MAX = 1_048_576

Value = int | bool | str | bytes


class Operation(IntEnum):
    """What is asked of a printer (RFC 8011, 4)."""

    PRINT_JOB = 0x0002
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_PRINTER_ATTRIBUTES = 0x000B


class Tag(IntEnum):
    """What kind of value an attribute has."""

    INTEGER = _INTEGER
    BOOLEAN = _BOOLEAN
    ENUM = _ENUM
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME = 0x49


class Attribute(msgspec.Struct, frozen=True):
    """One attribute of a request, with its values."""

    name: str
    tag: Tag
    values: Sequence[int | bool | str]


class Answer(msgspec.Struct, frozen=True):
    """What a printer answered.

    Attributes:
        status: of RFC 8011, appendix B; below 0x0100 it was done.
        attributes: all groups together, by name; what this reader does not know is bytes.
    """

    status: int
    attributes: Mapping[str, tuple[Value, ...]]

    @property
    def is_done(self) -> bool:
        """Whether it did what was asked."""
        return self.status < 0x0100

    def first(self, name: str, default: Value = "") -> Value:
        """An attribute's first value."""
        return next(iter(self.attributes.get(name, ())), default)

    def texts(self, name: str) -> tuple[str, ...]:
        """An attribute's values that are texts."""
        return tuple(value for value in self.attributes.get(name, ()) if isinstance(value, str))


def request(
    operation: Operation, number: int, attributes: Sequence[Attribute], job: Sequence[Attribute] = ()
) -> bytes:
    """A request, to which a document's bytes may be appended."""
    parts = [VERSION, struct.pack(">hi", operation, number), bytes([OPERATION_GROUP])]
    head = (
        Attribute("attributes-charset", Tag.CHARSET, ("utf-8",)),
        Attribute("attributes-natural-language", Tag.LANGUAGE, ("en",)),
    )
    parts += [_attribute(one) for one in (*head, *attributes)]
    if job:
        parts += [bytes([JOB_GROUP]), *(_attribute(one) for one in job)]
    return b"".join([*parts, bytes([END])])


def answer(content: bytes) -> Answer:
    """Read an answer.

    Raises:
        DeviceError: ``printer_answer_unreadable``.
    """
    try:
        _version, status, _number = struct.unpack_from(">2shi", content)
        return Answer(status & 0xFFFF, _attributes(content, 8))
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise DeviceError("printer_answer_unreadable", answer=content[:64].hex()) from error


def _attribute(attribute: Attribute) -> bytes:
    parts = []
    name = attribute.name
    for value in attribute.values:
        data = _value(attribute.tag, value)
        named = name.encode()
        parts.append(struct.pack(">BH", attribute.tag, len(named)) + named)
        parts.append(struct.pack(">H", len(data)) + data)
        name = ""
    return b"".join(parts)


def _value(tag: Tag, value: int | bool | str) -> bytes:
    if tag in (Tag.INTEGER, Tag.ENUM):
        return struct.pack(">i", value)
    if tag is Tag.BOOLEAN:
        return b"\x01" if value else b"\x00"
    return str(value).encode()


def _attributes(content: bytes, at: int) -> dict[str, tuple[Value, ...]]:
    found: dict[str, list[Value]] = {}
    name, depth = "", 0
    while content[at] != END:
        tag = content[at]
        at += 1
        if tag < _FIRST_VALUE_TAG:
            name = ""
            continue
        given, at = _counted(content, at)
        data, at = _counted(content, at)
        if tag == _END_COLLECTION:
            depth -= 1
        elif not depth:
            name = given.decode() or name
            values = found.setdefault(name, [])
            if tag not in _NO_VALUE:
                values.append(_read(tag, data))
        depth += tag == _BEGIN_COLLECTION
    return {name: tuple(values) for name, values in found.items()}


def _counted(content: bytes, at: int) -> tuple[bytes, int]:
    (length,) = struct.unpack_from(">H", content, at)
    end = at + 2 + length
    if end > len(content):
        raise IndexError("cut short")
    return content[at + 2 : end], end


def _read(tag: int, data: bytes) -> Value:
    if tag in (_INTEGER, _ENUM):
        return int(struct.unpack(">i", data)[0])
    if tag == _BOOLEAN:
        return data != b"\x00"
    if tag in _LANGUAGE_TEXTS:
        _language, at = _counted(data, 0)
        return _counted(data, at)[0].decode()
    return data.decode() if tag in _TEXTS else data
