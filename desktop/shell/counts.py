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

    def people(self, count: int) -> str:
        """ "3 people"."""
        return self.tr("%n person(s)", "", count)

    def parcels(self, count: int) -> str:
        """ "2 parcels"."""
        return self.tr("%n parcel(s)", "", count)

    def packed_in(self, count: int) -> str:
        """ "Packed in 2 parcels"."""
        return self.tr("Packed in %n parcel(s)", "", count)

    def labels(self, count: int) -> str:
        """ "2 labels"."""
        return self.tr("%n label(s)", "", count)

    def labels_waiting(self, count: int) -> str:
        """ "2 labels wait"."""
        return self.tr("%n label(s) wait", "", count)

    def actions(self, count: int) -> str:
        """ "3 actions"."""
        return self.tr("%n action(s)", "", count)

    def actions_kept(self, count: int) -> str:
        """ "3 actions, kept on this machine"."""
        return self.tr("%n action(s), kept on this machine", "", count)

    def actions_in_file(self, count: int) -> str:
        """ "3 actions in it still wait for headquarters."."""
        return self.tr("%n action(s) in it still wait for headquarters.", "", count)

    def actions_of_the_day(self, count: int) -> str:
        """ "3 actions in 24 h"."""
        return self.tr("%n action(s) in 24 h", "", count)

    def more(self, count: int) -> str:
        """ "3 more"."""
        return self.tr("%n more", "", count)

    def best(self, count: int) -> str:
        """ "The best 50"."""
        return self.tr("The best %n", "", count)

    def places(self, count: int, number: int) -> str:
        """ "41 in 17 places"."""
        return self.tr("{number} in %n place(s)", "", count).format(number=number)

    def unconfirmed_movements(self, count: int) -> str:
        """What a number holds that headquarters has not confirmed."""
        return self.tr("Counts %n movement(s) made here that headquarters has not confirmed yet.", "", count)

    def asked_for(self, count: int) -> str:
        """ "3 asked for"."""
        return self.tr("%n asked for", "", count)

    def sent(self, count: int) -> str:
        """ "3 sent"."""
        return self.tr("%n sent", "", count)

    def received(self, count: int) -> str:
        """ "3 received"."""
        return self.tr("%n received", "", count)

    def missing(self, count: int) -> str:
        """ "2 missing"."""
        return self.tr("%n missing", "", count)

    def damaged(self, count: int) -> str:
        """ "2 damaged"."""
        return self.tr("%n damaged", "", count)

    def zones_left(self, count: int) -> str:
        """ "2 zones left"."""
        return self.tr("%n zone(s) left", "", count)


counts = Counts()
"""The one that everybody asks."""
