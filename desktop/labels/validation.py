"""Whether a template prints what it promises: tried with its fields at their longest, on every output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.rules.errors import BadInput
from desktop.labels.barcode_sizes import MINIMA
from desktop.labels.content import BUILT_IN, LabelData, filled, placeholders, words_of
from desktop.labels.drawing import Item, Line, Medium, Page, Painted, Placed, medium_for
from desktop.labels.layout import lay_out_leniently
from desktop.labels.problem import Problem
from desktop.labels.template import (
    DPIS,
    LANGUAGES,
    Area,
    Barcode,
    Box,
    Field,
    FieldKind,
    Fit,
    Output,
    Rows,
    Template,
    Text,
)

TOLERANCE_MM = 0.1
"""Less than a dot of any printer that Coulisse writes for."""
_LONG = {
    FieldKind.TEXT: "Marie-Hélène Wassermann de Monmirail ",
    FieldKind.CODE: "B8D4-",
    FieldKind.DIGITS: "8",
}


def validate(template: Template) -> list[Problem]:
    """Everything wrong with a template, each thing once; empty when it can be used."""
    found = list(_declared(template))
    if not any(problem.code in ("field_unknown", "language_missing") for problem in found):
        for where, medium in _media(template):
            for language in LANGUAGES:
                found.extend(_drawn(template, longest_data(template), language, where, medium))
                found.extend(_drawn(template, _bare_data(template), language, where, medium))
    return _each_once(found)


def validate_data(template: Template, data: LabelData, language: str) -> list[Problem]:
    """What these data would not show as they are: missing fields, letters the printer lacks, cut texts."""
    found: list[Problem] = []
    for name, field in template.fields.items():
        if field.required and not data.fields.get(name, "").strip():
            found.append(Problem("missing_field", name))
    if found:
        return found
    for where, medium in _media(template):
        for name, value in data.fields.items():
            found.extend(_lacking(name, value, where, medium))
        found.extend(_drawn(template, data, language, where, medium))
    return _each_once(found)


def longest_data(template: Template) -> LabelData:
    """Every field at its longest, and one row more than a page holds."""
    fields = {name: _longest(field) for name, field in template.fields.items()}
    row = {name: _longest(field) for name, field in template.row_fields.items()}
    lists = [element for element in template.elements if isinstance(element, Rows)]
    count = max((int(each.area.height / each.row_mm) + 1 for each in lists), default=0)
    return LabelData(fields, (row,) * count)


def _bare_data(template: Template) -> LabelData:
    """The required fields alone, so that what is drawn ``unless`` a field is there is tried too."""
    longest = longest_data(template)
    required = {name: longest.fields[name] for name, field in template.fields.items() if field.required}
    return LabelData(required, longest.rows[:1])


def _longest(field: Field) -> str:
    if field.kind is FieldKind.FIXED:
        return field.example
    unit = _LONG[field.kind]
    return (unit * (field.longest // len(unit) + 1))[: field.longest]


def _media(template: Template) -> Iterator[tuple[str, Medium]]:
    if Output.PDF in template.outputs:
        yield "PDF", medium_for(None)
    if Output.ZPL in template.outputs:
        for dpi in DPIS:
            yield f"ZPL {dpi} dpi", medium_for(dpi)


# --- what the file says -------------------------------------------------------------------------------------


def _declared(template: Template) -> Iterator[Problem]:
    for language in LANGUAGES:
        if language not in template.words:
            yield Problem("language_missing", template.name, {"language": language})
    known = set(template.fields) | set(BUILT_IN)
    for element in template.elements:
        if isinstance(element, Rows):
            yield from _conditions(element.name, (element.when, element.unless), known)
            for part in element.elements:
                yield from _element(template, part, set(template.row_fields))
        else:
            yield from _element(template, element, known)


def _element(template: Template, element: Text | Barcode | Box, known: set[str]) -> Iterator[Problem]:
    yield from _conditions(element.name, (element.when, element.unless), known)
    if isinstance(element, Box):
        return
    text = element.text if isinstance(element, Text) else element.content
    for is_word, name in placeholders(text):
        if not is_word and name not in known:
            yield Problem("field_unknown", element.name, {"field": name})
        for language in template.words if is_word else ():
            if name not in template.words[language]:
                yield Problem("word_missing", element.name, {"word": name, "language": language})
    for where, medium in _media(template):
        for language in template.words if isinstance(element, Text) else ():
            own = filled(text, {}, words_of(template, language))
            yield from _lacking(element.name, own, where, medium)


def _conditions(element: str, fields: Iterable[str], known: set[str]) -> Iterator[Problem]:
    for name in fields:
        if name and name not in known:
            yield Problem("field_unknown", element, {"field": name})


def _lacking(element: str, text: str, where: str, medium: Medium) -> Iterator[Problem]:
    characters = medium.typeface.lacking(text)
    if characters:
        yield Problem("character_missing", element, {"characters": characters, "where": where})


# --- what is drawn ------------------------------------------------------------------------------------------


def _drawn(
    template: Template, data: LabelData, language: str, where: str, medium: Medium
) -> Iterator[Problem]:
    try:
        pages = list(lay_out_leniently(template, data, language, medium))
    except BadInput as error:
        details = {key: str(value) for key, value in error.data.items()}
        yield Problem(error.code, details.get("element", template.name), {**details, "where": where})
        return
    cuttable = {
        part.name
        for element in template.elements
        for part in (element.elements if isinstance(element, Rows) else (element,))
        if isinstance(part, Text) and Fit.ELLIPSIS in part.fit
    }
    for page in pages:
        for item in page.items:
            yield from _item(template, page, item, where, cuttable)
        yield from _overlaps(page, where)


def _item(template: Template, page: Page, item: Item, where: str, cuttable: set[str]) -> Iterator[Problem]:
    if isinstance(item, Line) and not item.is_whole and item.element not in cuttable:
        yield Problem("text_too_long", item.element, {"text": item.text, "where": where})
    if isinstance(item, Placed):
        yield from _symbol(item, where)
    margin = template.margin_mm
    inside = Area(margin, margin, template.width_mm - 2 * margin, page.height_mm - 2 * margin)
    if not _contains(inside, item.extent):
        yield Problem("outside_label", item.element, {"where": where, "margin_mm": f"{margin:g}"})


def _symbol(placed: Placed, where: str) -> Iterator[Problem]:
    minima = MINIMA[placed.symbol.symbology]
    kind = placed.symbol.symbology.value
    if not placed.fits:
        needed = {"symbol": kind, "width_mm": f"{placed.extent.width:.1f}", "where": where}
        bars_alone = placed.symbol.modules * placed.module_mm
        yield Problem(
            "quiet_zone" if bars_alone <= placed.room_mm else "bar_too_narrow", placed.element, needed
        )
    if placed.symbol.rows == 1 and placed.height_mm < minima.height_mm - TOLERANCE_MM:
        details = {
            "symbol": kind,
            "height_mm": f"{placed.height_mm:.1f}",
            "least_mm": f"{minima.height_mm:g}",
        }
        yield Problem("bar_too_low", placed.element, details)


def _overlaps(page: Page, where: str) -> Iterator[Problem]:
    """Pairs of elements whose ink meets; a box may hold others, or be held."""
    items = page.items
    for index, first in enumerate(items):
        for second in items[index + 1 :]:
            if first.element != second.element and _meet(first, second):
                yield Problem("overlap", first.element, {"other": second.element, "where": where})


def _meet(first: Item, second: Item) -> bool:
    one, other = first.extent, second.extent
    apart = (
        one.right <= other.x + TOLERANCE_MM
        or other.right <= one.x + TOLERANCE_MM
        or one.bottom <= other.y + TOLERANCE_MM
        or other.bottom <= one.y + TOLERANCE_MM
    )
    if apart:
        return False
    held = (isinstance(first, Painted) and _contains(_inner(first), other)) or (
        isinstance(second, Painted) and _contains(_inner(second), one)
    )
    return not held


def _inner(box: Painted) -> Area:
    line, area = box.line_mm, box.area
    return Area(area.x + line, area.y + line, area.width - 2 * line, area.height - 2 * line)


def _contains(outer: Area, inner: Area) -> bool:
    return (
        inner.x >= outer.x - TOLERANCE_MM
        and inner.y >= outer.y - TOLERANCE_MM
        and inner.right <= outer.right + TOLERANCE_MM
        and inner.bottom <= outer.bottom + TOLERANCE_MM
    )


def _each_once(problems: Iterable[Problem]) -> list[Problem]:
    """The first of each kind of problem about an element; outputs and languages mostly repeat it."""
    first: dict[tuple[str, ...], Problem] = {}
    for problem in problems:
        told_apart = ("field", "word", "language", "other")
        key = (problem.code, problem.element, *(problem.details.get(name, "") for name in told_apart))
        first.setdefault(key, problem)
    return list(first.values())
