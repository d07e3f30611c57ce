"""Hand over: whose parcels, where they stand, the right to them, the money, gone."""

from desktop.screens.handover.screen import HandOverScreen

__all__ = ["HandOverScreen"]
