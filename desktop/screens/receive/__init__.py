"""Receive: what comes by truck is scanned off it, what differs is told, customers' parcels get their bin."""

from desktop.screens.receive.screen import ReceiveScreen

__all__ = ["ReceiveScreen"]
