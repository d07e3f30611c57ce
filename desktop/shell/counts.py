"""Counted things in words: "1 article", "3 articles"."""

from __future__ import annotations

from PySide6.QtCore import QObject


class Counts(QObject):
    """Says how many. An object of Qt's, since `lupdate` finds plurals in `tr` alone."""

    def articles(self, count: int) -> str:
        """ "3 articles"."""
        return self.tr("%n article(s)", "", count)

    def orders(self, count: int) -> str:
        """ "2 orders"."""
        return self.tr("%n order(s)", "", count)

    def parcels(self, count: int) -> str:
        """ "2 parcels"."""
        return self.tr("%n parcel(s)", "", count)

    def zones_left(self, count: int) -> str:
        """ "2 zones left"."""
        return self.tr("%n zone(s) left", "", count)


counts = Counts()
"""The one that everybody asks."""
