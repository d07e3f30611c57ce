"""Why a line is no record of its kind, as a sentence that names the field: English and French.

What msgspec says of a value is read once, here: its words are for programmers, and in English alone.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import msgspec

from core.service.problem_sentences import LANGUAGES
from core.service.record_types import FORMS

TOO_MANY_CELLS: Final = "more cells than columns"
CUT_OFF: Final = "the file ends within this row"

_MISSING: Final = re.compile(r"Object missing required field `(?P<field>[^`]+)`")
_UNKNOWN: Final = re.compile(r"Object contains unknown field `(?P<field>[^`]*)`")
_CHOICE: Final = re.compile(r"Invalid enum value (?P<value>.*)", re.DOTALL)
_EXPECTED: Final = re.compile(r"Expected `(?P<kind>[^`]+)`(?:, got `[^`]+`| (?P<bound>.+))?", re.DOTALL)
_AT: Final = re.compile(r"(?P<told>.*?)(?: - at `\$\.?(?P<field>.*)`)?", re.DOTALL)
_BOUNDS: Final = (">=", "<=", ">", "<")


class Why(StrEnum):
    """What is wrong with a field, or with the line."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    CHOICE = "choice"
    WHOLE_NUMBER = "whole_number"
    NUMBER = "number"
    TRUTH = "truth"
    TEXT = "text"
    LIST = "list"
    BOUND = "bound"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    FORM = "form"
    CELLS = "cells"
    CUT_OFF = "cut_off"


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with a line.

    Attributes:
        field: the field's name, with its place where it lies deeper (`lines[0].quantity`).
        value: what was told, or the bound that it breaks, where the sentence has room for it.
    """

    why: Why
    field: str = ""
    value: str = ""


SENTENCES: Mapping[Why, tuple[str, str]] = MappingProxyType(
    {
        Why.MISSING: ("“{field}” is missing.", "« {field} » manque."),
        Why.UNKNOWN: (
            "Such a record has no “{field}”.",
            "Un tel enregistrement n’a pas de « {field} ».",
        ),
        Why.CHOICE: (
            "“{field}” is {value}, which is none of the words that it can be.",
            "« {field} » vaut {value}, qui n’est pas un des mots possibles.",
        ),
        Why.WHOLE_NUMBER: (
            "“{field}” has to be a whole number, in digits alone: 1990, not 19,90 nor 1 990.",
            "« {field} » doit être un nombre entier, en chiffres seuls : 1990, et non 19,90 ni 1 990.",
        ),
        Why.NUMBER: (
            "“{field}” has to be a number, such as 48.86.",
            "« {field} » doit être un nombre, par exemple 48.86.",
        ),
        Why.TRUTH: (
            "“{field}” has to be true or false.",
            "« {field} » doit être true ou false.",
        ),
        Why.TEXT: ("“{field}” has to be a text.", "« {field} » doit être un texte."),
        Why.LIST: ("“{field}” has to be a list.", "« {field} » doit être une liste."),
        Why.BOUND: (
            "“{field}” has to be {value}.",
            "« {field} » doit être {value}.",
        ),
        Why.EMPTY: ("“{field}” must not be empty.", "« {field} » ne doit pas être vide."),
        Why.TOO_LONG: (
            "“{field}” has more than {value} characters.",
            "« {field} » dépasse {value} caractères.",
        ),
        Why.TOO_MANY: (
            "“{field}” has more than {value} entries.",
            "« {field} » a plus de {value} éléments.",
        ),
        Why.FORM: ("“{field}” is not written as it has to be.", "« {field} » n’est pas écrit comme il faut."),
        Why.CELLS: (
            "The row has more cells than there are columns. A comma within a cell asks for quotation marks.",
            "La ligne a plus de cellules qu’il n’y a de colonnes. Une virgule dans une cellule demande des"
            " guillemets.",
        ),
        Why.CUT_OFF: (
            "The file ends within this row: it may have been cut off.",
            "Le fichier s’arrête au milieu de cette ligne : il a peut-être été tronqué.",
        ),
    }
)
_BY_TYPE: Mapping[str, Why] = MappingProxyType(
    {"int": Why.WHOLE_NUMBER, "float": Why.NUMBER, "bool": Why.TRUTH, "str": Why.TEXT, "array": Why.LIST}
)


def fault_of(error: msgspec.ValidationError) -> Fault | None:
    """What a record's reading says is wrong; None where it names no field: it is no record at all."""
    told, field = _parts(str(error))
    if told == TOO_MANY_CELLS:
        return Fault(Why.CELLS)
    for pattern, why in ((_MISSING, Why.MISSING), (_UNKNOWN, Why.UNKNOWN)):
        if named := pattern.fullmatch(told):
            return Fault(why, f"{field}.{named['field']}" if field else named["field"])
    if not field:
        return None
    if choice := _CHOICE.fullmatch(told):
        return Fault(Why.CHOICE, field, choice["value"])
    expected = _EXPECTED.fullmatch(told)
    return _expected(field, expected["kind"], expected["bound"] or "") if expected else Fault(Why.FORM, field)


def _parts(text: str) -> tuple[str, str]:
    parts = _AT.fullmatch(text)
    return (parts["told"], parts["field"] or "") if parts else (text, "")


def _expected(field: str, kind: str, bound: str) -> Fault:
    if bound == "of length >= 1":
        return Fault(Why.EMPTY, field)
    if bound.startswith("of length >="):
        return Fault(Why.FORM, field)
    if bound.startswith("of length <="):
        why = Why.TOO_LONG if kind == "str" else Why.TOO_MANY
        return Fault(why, field, bound.removeprefix("of length <= "))
    if bound.startswith("matching regex"):
        # As Python writes it: with each backslash twice.
        return Fault(Why.FORM, field, ast.literal_eval(bound.removeprefix("matching regex ")))
    if bound.startswith(_BOUNDS):
        return Fault(Why.BOUND, field, bound)
    types = [one for one in kind.split(" | ") if one in _BY_TYPE]
    return Fault(_BY_TYPE[types[0]] if types else Why.FORM, field)


def sentence_of(fault: Fault, language: str) -> str:
    """The fault as a person reads it."""
    place = LANGUAGES.index(language)
    form = FORMS.get(fault.value) if fault.why is Why.FORM else None
    sentence = (form or SENTENCES[fault.why])[place]
    return sentence.format(field=fault.field, value=fault.value)
