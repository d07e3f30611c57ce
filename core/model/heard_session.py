"""A session whose events are heard by whoever looks after one transaction, at no cost for each.

To listen to one session through SQLAlchemy takes as long as a short statement, and a transaction has six who
listen. So the class is listened to once, and each session has its own hearers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import event
from sqlalchemy.orm import Session

from core.model.kept_statements import KeptSession

Hearer = Callable[..., None]

EVENTS: Final = (
    "before_flush",
    "after_rollback",
    "after_soft_rollback",
    "loaded_as_persistent",
    "pending_to_persistent",
)
"""That are heard by the class."""


class HeardSession(KeptSession):
    """A session of one transaction; see the module.

    Attributes:
        hearers: of each event, who hears it.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.hearers: dict[str, list[Hearer]] = {name: [] for name in EVENTS}


def listen_to(session: Session, name: str, hearer: Hearer) -> None:
    """Have `hearer` called at each such event of this session, with what SQLAlchemy tells of it.

    Of a `HeardSession` for as long as it lives, at those of `EVENTS` (any other is a KeyError).
    """
    if isinstance(session, HeardSession):
        session.hearers[name].append(hearer)
    else:
        event.listen(session, name, hearer)


def _telling(name: str) -> Hearer:
    def tell(session: HeardSession, *told: Any) -> None:
        # One that has another listen as well does not change who hears this event.
        for hearer in tuple(session.hearers[name]):
            hearer(session, *told)

    return tell


for _name in EVENTS:
    event.listen(HeardSession, _name, _telling(_name))
