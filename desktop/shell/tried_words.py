"""Wrong PINs that were tried, told to whom it concerns."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.shell.amounts import clock_words
from desktop.shell.saying import translate
from sync.sign_in import Tried


def tried_words(tried: Sequence[Tried], me: str, timezone: str) -> str:
    """ "6 wrong PINs were tried for Inès Martin, the last at 10:42." """
    said = []
    for one in tried:
        if one.staff_id == me:
            words = translate(
                "Tried", "{count} wrong PINs were tried for you, the last at {time}. Change yours."
            )
        else:
            words = translate("Tried", "{count} wrong PINs were tried for {name}, the last at {time}.")
        time = clock_words(one.last_at, timezone)
        said.append(words.format(count=one.wrong, name=one.name, time=time))
    return " ".join(said)
