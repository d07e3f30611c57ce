"""Labels: one template, two outputs.

``load`` a template by name, ``render_pdf`` or ``render_zpl`` it with a ``LabelData``, ``validate`` it.
"""

from desktop.labels.content import LabelData, data_in, example_data
from desktop.labels.parcel_code import ParcelCode, is_parcel_code, parse_parcel_code
from desktop.labels.rendering import render_pdf, render_zpl, validate, validate_data
from desktop.labels.template import Output, PrintKind, Template
from desktop.labels.template_files import load, load_file, names, use_own

__all__ = [
    "LabelData",
    "Output",
    "ParcelCode",
    "PrintKind",
    "Template",
    "data_in",
    "example_data",
    "is_parcel_code",
    "load",
    "load_file",
    "names",
    "parse_parcel_code",
    "render_pdf",
    "render_zpl",
    "use_own",
    "validate",
    "validate_data",
]
