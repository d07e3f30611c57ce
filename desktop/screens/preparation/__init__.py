"""Prepare: one order at a time, picked in walking order, packed, put in a bin."""

from desktop.screens.preparation.screen import PreparationScreen

__all__ = ["PreparationScreen"]
