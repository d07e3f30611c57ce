"""Labels drawn and checked, with what draws loaded at the first one: the window opens without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.labels.content import LabelData
from desktop.labels.template import Template

if TYPE_CHECKING:
    from desktop.labels.problem import Problem


def render_pdf(template: Template, data: LabelData, language: str) -> bytes:
    """See `desktop.labels.pdf`."""
    from desktop.labels import pdf

    return pdf.render_pdf(template, data, language)


def render_zpl(template: Template, data: LabelData, language: str, dpi: int, copies: int = 1) -> bytes:
    """See `desktop.labels.zpl`."""
    from desktop.labels import zpl

    return zpl.render_zpl(template, data, language, dpi, copies)


def validate(template: Template) -> list[Problem]:
    """See `desktop.labels.validation`."""
    from desktop.labels import validation

    return validation.validate(template)


def validate_data(template: Template, data: LabelData, language: str) -> list[Problem]:
    """See `desktop.labels.validation`."""
    from desktop.labels import validation

    return validation.validate_data(template, data, language)
