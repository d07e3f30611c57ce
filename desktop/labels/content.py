"""What goes into a label: the caller's data, put into the template's texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from core.rules.errors import BadInput
from desktop.labels.template import Element, Field, Template

PLACEHOLDER = re.compile(r"\{(words\.)?([a-z][a-z0-9_]*)\}")
ROWS_MAX = 2_000
VALUE_CHARACTERS_MAX = 2_000
BUILT_IN = ("page", "pages")
"""Fields that the layout itself fills in."""


class LabelData(msgspec.Struct, frozen=True):
    """What one label says: its fields, and for lists one mapping a row."""

    fields: Mapping[str, str]
    rows: tuple[Mapping[str, str], ...] = ()


def data_in(given: Mapping[str, Any]) -> LabelData:
    """The data of a label as they are kept and sent: texts, and a list of mappings under ``rows``."""
    fields = {name: value for name, value in given.items() if isinstance(value, str)}
    rows = given.get("rows", ())
    return LabelData(fields, tuple(rows) if isinstance(rows, list | tuple) else ())


def placeholders(text: str) -> Iterator[tuple[bool, str]]:
    """Each ``{field}`` and ``{words.word}`` of a text, as (is a word, name)."""
    for match in PLACEHOLDER.finditer(text):
        yield bool(match[1]), match[2]


def filled(text: str, fields: Mapping[str, str], words: Mapping[str, str]) -> str:
    """The text with its fields and words put in; what is not there is empty."""
    return PLACEHOLDER.sub(lambda match: (words if match[1] else fields).get(match[2], ""), text)


def is_drawn(element: Element, fields: Mapping[str, str]) -> bool:
    """Whether the element's conditions hold for these fields."""
    wanted = not element.when or bool(fields.get(element.when, "").strip())
    unwanted = bool(element.unless) and bool(fields.get(element.unless, "").strip())
    return wanted and not unwanted


def words_of(template: Template, language: str) -> Mapping[str, str]:
    """The template's words in a language; raises BadInput ``label_language_unknown``."""
    if language not in template.words:
        raise BadInput(
            "label_language_unknown",
            template=template.name,
            language=language,
            known=sorted(template.words),
        )
    return template.words[language]


def check_data(template: Template, data: LabelData) -> None:
    """Refuse data that would make a label which lies by omission.

    Raises:
        BadInput: ``label_field_missing``, ``label_field_too_long`` or ``label_too_many_rows``.
    """
    if len(data.rows) > ROWS_MAX:
        raise BadInput("label_too_many_rows", template=template.name, rows=len(data.rows), most=ROWS_MAX)
    _check_fields(template, template.fields, data.fields)
    for row in data.rows:
        _check_fields(template, template.row_fields, row)


def _check_fields(template: Template, declared: Mapping[str, Field], given: Mapping[str, str]) -> None:
    for name, field in declared.items():
        value = given.get(name, "")
        if field.required and not value.strip():
            raise BadInput("label_field_missing", template=template.name, field=name)
        if len(value) > VALUE_CHARACTERS_MAX:
            raise BadInput("label_field_too_long", template=template.name, field=name, length=len(value))


def example_data(template: Template) -> LabelData:
    """The template's own examples: the preview and the test print."""
    row = {name: field.example for name, field in template.row_fields.items()}
    rows = tuple(dict(row) for _ in range(template.example_rows)) if row else ()
    return LabelData({name: field.example for name, field in template.fields.items()}, rows)
