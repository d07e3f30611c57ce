"""Problems and errors of labels in sentences, in the language of whoever reads them."""

from __future__ import annotations

from collections.abc import Callable

from core.rules.errors import CoulisseError
from desktop.labels.problem import Problem
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate

Say = Callable[[str, str], str]
"""Says words of a context in a language; the window's by default."""

SENTENCES = {
    "missing_field": QT_TRANSLATE_NOOP(
        "LabelProblems", "The data have no “{element}”, which the label needs."
    ),
    "character_missing": QT_TRANSLATE_NOOP(
        "LabelProblems",
        "“{element}”: {where} has no letter for {characters}; something similar is printed.",
    ),
    "text_too_long": QT_TRANSLATE_NOOP(
        "LabelProblems", "“{element}” does not fit at its longest ({where}): only “{text}” is printed."
    ),
    "bar_too_narrow": QT_TRANSLATE_NOOP(
        "LabelProblems", "“{element}”: the {symbol} needs {width_mm} mm for bars that can be read ({where})."
    ),
    "quiet_zone": QT_TRANSLATE_NOOP(
        "LabelProblems", "“{element}”: the {symbol} needs {width_mm} mm with its quiet zones ({where})."
    ),
    "bar_too_low": QT_TRANSLATE_NOOP(
        "LabelProblems",
        "“{element}”: bars of {height_mm} mm are too low for {symbol}: {least_mm} mm at least.",
    ),
    "outside_label": QT_TRANSLATE_NOOP(
        "LabelProblems", "“{element}” comes closer than {margin_mm} mm to the label’s edge ({where})."
    ),
    "overlap": QT_TRANSLATE_NOOP(
        "LabelProblems", "“{element}” and “{other}” print over one another ({where})."
    ),
    "field_unknown": QT_TRANSLATE_NOOP(
        "LabelProblems", "“{element}” uses the field “{field}”, which the template does not declare."
    ),
    "word_missing": QT_TRANSLATE_NOOP(
        "LabelProblems", "“{element}” uses the word “{word}”, which is missing in “{language}”."
    ),
    "language_missing": QT_TRANSLATE_NOOP("LabelProblems", "The template has no words in “{language}”."),
    "name_changed": QT_TRANSLATE_NOOP(
        "LabelProblems", "The template is called “{element}” and must keep this name, not “{name}”."
    ),
    "barcode_content": QT_TRANSLATE_NOOP(
        "LabelProblems", "“{content}” cannot be a {symbology} barcode: {reason}."
    ),
    "label_barcode_too_wide": QT_TRANSLATE_NOOP(
        "LabelProblems", "The barcode “{element}” of “{template}” has no room for these data."
    ),
    "label_field_missing": QT_TRANSLATE_NOOP(
        "LabelProblems", "The data have no “{field}”, which the label “{template}” needs."
    ),
    "label_field_too_long": QT_TRANSLATE_NOOP(
        "LabelProblems", "“{field}” has {length} characters, too many for any label."
    ),
    "label_too_many_rows": QT_TRANSLATE_NOOP(
        "LabelProblems", "{rows} rows are too many for one list; at most {most}."
    ),
    "label_language_unknown": QT_TRANSLATE_NOOP(
        "LabelProblems", "The label “{template}” has no words in “{language}”."
    ),
    "label_template_unknown": QT_TRANSLATE_NOOP("LabelProblems", "There is no label template “{name}”."),
    "label_template_missing": QT_TRANSLATE_NOOP(
        "LabelProblems", "The template file {path} cannot be opened: {reason}."
    ),
    "label_template_unreadable": QT_TRANSLATE_NOOP("LabelProblems", "{path} is not a label template."),
    "label_not_for_label_printers": QT_TRANSLATE_NOOP(
        "LabelProblems", "The label “{template}” is made for paper: ask for PDF."
    ),
    "label_copies_out_of_range": QT_TRANSLATE_NOOP(
        "LabelProblems", "{copies} copies are not possible; 1 to {most}."
    ),
    "label_dpi_unknown": QT_TRANSLATE_NOOP(
        "LabelProblems", "Label printers have 203 or 300 dots an inch, not {dpi}."
    ),
    "label_data_unreadable": QT_TRANSLATE_NOOP(
        "LabelProblems", "{path} does not hold the data of a label: {reason}."
    ),
    "label_file_unwritable": QT_TRANSLATE_NOOP("LabelProblems", "{path} cannot be written: {reason}."),
}
FAULTS = {
    "template_line": QT_TRANSLATE_NOOP(
        "LabelProblems", "Line {line}, column {column}: what stands here cannot be read ({detail})."
    ),
    "template_key_missing": QT_TRANSLATE_NOOP("LabelProblems", "{place}: “{key}” is missing."),
    "template_key_unknown": QT_TRANSLATE_NOOP(
        "LabelProblems", "{place}: a template has nothing called “{key}”."
    ),
    "template_value": QT_TRANSLATE_NOOP("LabelProblems", "{place}: “{value}” is not possible here."),
    "template_value_kind": QT_TRANSLATE_NOOP("LabelProblems", "{place}: {wanted} is wanted here, not {got}."),
    "template_too_large": QT_TRANSLATE_NOOP("LabelProblems", "The file is too large."),
    "template_not_text": QT_TRANSLATE_NOOP("LabelProblems", "The file is not text in UTF-8."),
    "template_other": QT_TRANSLATE_NOOP("LabelProblems", "The reader says: {detail}."),
}
"""Why a text is not a template, by the ``why`` of ``label_template_unreadable``."""
_DECIMAL = QT_TRANSLATE_NOOP("LabelProblems", "{0}.{1}")
"""A number: what stands before and after its decimal mark."""
_WHOLE = QT_TRANSLATE_NOOP("LabelProblems", "The template")
_KINDS = {
    "float": QT_TRANSLATE_NOOP("LabelProblems", "a number"),
    "int": QT_TRANSLATE_NOOP("LabelProblems", "a whole number"),
    "str": QT_TRANSLATE_NOOP("LabelProblems", "a text"),
    "bool": QT_TRANSLATE_NOOP("LabelProblems", "true or false"),
    "array": QT_TRANSLATE_NOOP("LabelProblems", "a list"),
    "object": QT_TRANSLATE_NOOP("LabelProblems", "a table"),
}


def problem_sentence(problem: Problem, say: Say = translate) -> str:
    """One sentence about a problem."""
    words = say("LabelProblems", SENTENCES[problem.code])
    details = {
        name: _length(text, say) if name.endswith("_mm") else text for name, text in problem.details.items()
    }
    return words.format_map({"element": problem.element, **details})


def _length(text: str, say: Say) -> str:
    """A number of millimetres with the decimal mark of the language."""
    whole, point, tenths = text.partition(".")
    return say("LabelProblems", _DECIMAL).format(whole, tenths) if point else whole


def error_sentence(error: CoulisseError, say: Say = translate) -> str:
    """What is to be said about an error of a label; a file's name comes first."""
    sentence = SENTENCES.get(error.code)
    if sentence is None:
        return str(error)
    said = say("LabelProblems", sentence).format_map(error.data) if error.data.get("path", "?") else ""
    return f"{said} {fault_sentence(error, say)}".strip() if "why" in error.data else said


def fault_sentence(error: CoulisseError, say: Say = translate) -> str:
    """Why a text is not a template."""
    data = dict(error.data)
    data["place"] = data.get("place") or say("LabelProblems", _WHOLE)
    for kind in ("wanted", "got"):
        if kind in data:
            data[kind] = say("LabelProblems", _KINDS[data[kind]]) if data[kind] in _KINDS else data[kind]
    return say("LabelProblems", FAULTS[data["why"]]).format_map(data)
