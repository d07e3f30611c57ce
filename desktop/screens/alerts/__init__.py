"""Alerts: what does not add up, what each side says of it, and what can be done about it."""

from desktop.screens.alerts.screen import AlertsScreen

__all__ = ["AlertsScreen"]
