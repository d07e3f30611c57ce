"""The labels of the store itself: its bins, the totes of its trolleys, the badges of its people."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from sqlalchemy import select

from core.model import Bin, Location, Staff
from core.rules.walking import natural_key
from desktop.shell.amounts import bin_words
from desktop.shell.wording import role_words
from sync.reading import Reader
from sync.workstation import Print

BIN_TEMPLATE: Final = "bin"
TOTE_TEMPLATE: Final = "tote"
BADGE_TEMPLATE: Final = "staff_badge"
TOTES: Final = 24
"""So many are offered: more than the trolleys of one back room carry."""
MOST_BINS: Final = 2_000


class StoreLabel(msgspec.Struct, frozen=True):
    """One label of the store: by what template, of what, and what people know it by."""

    template: str
    code: str
    name: str
    hint: str = ""
    store: str = ""

    @property
    def key(self) -> str:
        """Which row it is."""
        return f"{self.template}:{self.code}"

    def fields(self) -> dict[str, Any]:
        """What the template is filled with."""
        if self.template == BADGE_TEMPLATE:
            return {
                "name": self.name,
                "role": self.hint,
                "badge_code": self.code,
                "store_name": self.store,
            }
        return {self.template: self.name, f"{self.template}_code": self.code, "store_name": self.store}

    def job(self, language: str) -> Print:
        """What is printed."""
        return Print(self.template, self.fields(), language)


def store_labels(reader: Reader) -> tuple[StoreLabel, ...]:
    """All of this store: bins and totes in the order of their numbers, people by name."""
    session, here = reader.session, reader.location_id
    place = session.get(Location, here)
    store = place.name if place is not None else ""
    codes = session.scalars(select(Bin.code).where(Bin.location_id == here).limit(MOST_BINS))
    people = session.execute(
        select(Staff.badge, Staff.name, Staff.role)
        .where(Staff.location_id == here, Staff.is_revoked.is_(False), Staff.badge != "")
        .order_by(Staff.name)
    )
    return (
        *(
            StoreLabel(BIN_TEMPLATE, code, bin_words(code), store=store)
            for code in sorted(codes, key=natural_key)
        ),
        *(
            StoreLabel(TOTE_TEMPLATE, f"TOTE-{number}", str(number), store=store)
            for number in range(1, TOTES + 1)
        ),
        *(StoreLabel(BADGE_TEMPLATE, row.badge, row.name, role_words(row.role), store) for row in people),
    )
