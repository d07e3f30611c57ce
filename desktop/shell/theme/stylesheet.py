"""The few rules for Qt's own widgets; the house's widgets paint themselves."""

from __future__ import annotations

from PySide6.QtGui import QColor

from desktop.shell.theme.contrast import mix
from desktop.shell.theme.tokens import RADIUS, Palette

_RULES = """
QScrollArea, QScrollArea > QWidget > QWidget#scroll_body {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 2px; }}
QScrollBar::handle {{ background: {handle}; border-radius: 3px; }}
QScrollBar::handle:vertical {{ min-height: 44px; }}
QScrollBar::handle:horizontal {{ min-width: 44px; }}
QScrollBar::handle:hover {{ background: {handle_hover}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: none; border: none; width: 0; height: 0;
}}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QToolTip {{
    background: {surface}; color: {ink}; border: 1px solid {line}; border-radius: {radius}px;
    padding: 6px 8px;
}}
QLineEdit, QPlainTextEdit {{ placeholder-text-color: {ink3}; }}
QLineEdit, QPlainTextEdit, QComboBox {{
    background: {canvas}; color: {ink}; border: 1px solid {edge}; border-radius: {radius}px;
    padding: 0 12px; min-height: 42px;
    selection-background-color: {accent}; selection-color: {on_accent};
}}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{
    border: 2px solid {accent}; padding: 0 11px; min-height: 40px;
}}
QLineEdit:disabled, QComboBox:disabled {{ color: {ink3}; }}
QComboBox::drop-down {{ border: none; width: 32px; }}
QComboBox QAbstractItemView {{
    background: {surface}; color: {ink}; border: 1px solid {line}; selection-background-color: {accent_soft};
    selection-color: {accent}; outline: none;
}}
"""


def stylesheet(palette: Palette) -> str:
    """The application's style sheet for a palette."""
    colours = {name: value.name() for name, value in vars(palette).items() if isinstance(value, QColor)}
    return _RULES.format(
        **colours,
        radius=RADIUS,
        handle=mix(palette.canvas, palette.ink3, 0.35).name(),
        handle_hover=mix(palette.canvas, palette.ink3, 0.6).name(),
    )
