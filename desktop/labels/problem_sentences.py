"""Problems and errors of labels in plain English for the command line; the window has its own, translated."""

from __future__ import annotations

from core.rules.errors import CoulisseError
from desktop.labels.validation import Problem

SENTENCES = {
    "missing_field": "The data have no “{element}”, which the label needs.",
    "character_missing": "“{element}”: {where} has no letter for {characters}; something similar is printed.",
    "text_too_long": "“{element}” does not fit at its longest ({where}): only “{text}” is printed.",
    "bar_too_narrow": "“{element}”: the {symbol} needs {width_mm} mm for bars that can be read ({where}).",
    "quiet_zone": "“{element}”: the {symbol} needs {width_mm} mm with its quiet zones ({where}).",
    "bar_too_low": "“{element}”: bars of {height_mm} mm are too low for {symbol}: {least_mm} mm at least.",
    "outside_label": "“{element}” comes closer than {margin_mm} mm to the label's edge ({where}).",
    "overlap": "“{element}” and “{other}” print over one another ({where}).",
    "field_unknown": "“{element}” uses the field “{field}”, which the template does not declare.",
    "word_missing": "“{element}” uses the word “{word}”, which is missing in “{language}”.",
    "language_missing": "The template has no words in “{language}”.",
    "barcode_content": "“{content}” cannot be a {symbology} barcode: {reason}.",
    "label_barcode_too_wide": "The barcode “{element}” of “{template}” has no room for these data.",
    "label_field_missing": "The data have no “{field}”, which the label “{template}” needs.",
    "label_field_too_long": "“{field}” has {length} characters, too many for any label.",
    "label_too_many_rows": "{rows} rows are too many for one list; at most {most}.",
    "label_language_unknown": "The label “{template}” has no words in “{language}”.",
    "label_template_unknown": "There is no label template “{name}”.",
    "label_template_missing": "The template file {path} cannot be opened: {reason}.",
    "label_template_unreadable": "{path} is not a label template: {reason}.",
    "label_not_for_label_printers": "The label “{template}” is made for paper: ask for PDF.",
    "label_copies_out_of_range": "{copies} copies are not possible; 1 to {most}.",
    "label_dpi_unknown": "Label printers have 203 or 300 dots an inch, not {dpi}.",
    "label_data_unreadable": "{path} does not hold the data of a label: {reason}.",
    "label_file_unwritable": "{path} cannot be written: {reason}.",
}


def problem_sentence(problem: Problem) -> str:
    """One sentence about a problem."""
    return SENTENCES[problem.code].format_map({"element": problem.element, **problem.details})


def error_sentence(error: CoulisseError) -> str:
    """One sentence about an error of a label."""
    sentence = SENTENCES.get(error.code)
    return sentence.format_map(error.data) if sentence else str(error)
