"""The house's widgets: everything that a screen is made of. Screens import from here alone."""

from desktop.shell.widgets.buttons import (
    Button,
    ButtonKind,
    EdgeColumn,
    EdgeLine,
    IconButton,
    PressArea,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
)
from desktop.shell.widgets.card import Card, Divider
from desktop.shell.widgets.choices import Choice, Choices
from desktop.shell.widgets.direction import stand
from desktop.shell.widgets.dropdown import Dropdown
from desktop.shell.widgets.empty_state import EmptyState
from desktop.shell.widgets.facts import KeyValueRows, Term, WhyCard
from desktop.shell.widgets.feedback import FeedbackBar
from desktop.shell.widgets.fields import Field, SearchField
from desktop.shell.widgets.keycap import KeyCap
from desktop.shell.widgets.label_preview import LabelPreview
from desktop.shell.widgets.labelled import Labelled
from desktop.shell.widgets.load_bars import HourLoad, LoadBars
from desktop.shell.widgets.number_tile import NumberTile
from desktop.shell.widgets.page import DetailCard, MasterDetail, Page, Scroll
from desktop.shell.widgets.pill import Pill, PillLook, TimePill, time_left, time_words
from desktop.shell.widgets.pin_pad import PinDots, PinPad
from desktop.shell.widgets.quantity import ProgressThin, QuantityDots
from desktop.shell.widgets.row_data import Cell, Column, Group, Marking, Row
from desktop.shell.widgets.row_list import RowList
from desktop.shell.widgets.segments import Segments
from desktop.shell.widgets.span_strip import Mark, SpanStrip, Stood, Stretch
from desktop.shell.widgets.stack import Stack
from desktop.shell.widgets.step_header import StepHeader, StepState
from desktop.shell.widgets.swatch import Swatch
from desktop.shell.widgets.tabs import Tab
from desktop.shell.widgets.text import SectionTitle, Text
from desktop.shell.widgets.variant_grid import Variant, VariantGrid

__all__ = [
    "Button",
    "ButtonKind",
    "Card",
    "Cell",
    "Choice",
    "Choices",
    "Column",
    "DetailCard",
    "Divider",
    "Dropdown",
    "EdgeColumn",
    "EdgeLine",
    "EmptyState",
    "FeedbackBar",
    "Field",
    "Group",
    "HourLoad",
    "IconButton",
    "KeyCap",
    "KeyValueRows",
    "LabelPreview",
    "Labelled",
    "LoadBars",
    "Mark",
    "Marking",
    "MasterDetail",
    "NumberTile",
    "Page",
    "Pill",
    "PillLook",
    "PinDots",
    "PinPad",
    "PressArea",
    "PrimaryButton",
    "ProgressThin",
    "QuantityDots",
    "QuietButton",
    "Row",
    "RowList",
    "Scroll",
    "SearchField",
    "SecondaryButton",
    "SectionTitle",
    "Segments",
    "SpanStrip",
    "Stack",
    "StepHeader",
    "StepState",
    "Stood",
    "Stretch",
    "Swatch",
    "Tab",
    "Term",
    "Text",
    "TimePill",
    "Variant",
    "VariantGrid",
    "WhyCard",
    "stand",
    "time_left",
    "time_words",
]
