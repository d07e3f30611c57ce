"""The day: ready in the morning, closing at night, and how much new work comes in between."""

from desktop.screens.day.screen import DayScreen

__all__ = ["DayScreen"]
