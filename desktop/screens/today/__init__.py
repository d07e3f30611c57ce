"""Today: what is to be done, by when, by whom."""

from desktop.screens.today.screen import TodayScreen

__all__ = ["TodayScreen"]
