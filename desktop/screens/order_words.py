"""Words about an order that more than one screen says in its rows."""

from __future__ import annotations

from collections.abc import Sequence

from core.rules.fulfilment import TO_HAND_OVER
from desktop.screens.fulfilments import Head, Holder
from desktop.shell.amounts import bin_words
from desktop.shell.saying import translate


def zones_words(zones: Sequence[str]) -> str:
    """ "Zones A, B"; empty without any."""
    if not zones:
        return ""
    words = translate("Today", "Zone {zones}") if len(zones) == 1 else translate("Today", "Zones {zones}")
    return words.format(zones=", ".join(zones))


def bins_words(bins: Sequence[str]) -> str:
    """ "Bins 3, 4"; empty without any."""
    if not bins:
        return ""
    words = translate("Today", "Bin {bins}") if len(bins) == 1 else translate("Today", "Bins {bins}")
    return words.format(bins=", ".join(bin_words(code) for code in bins))


def bins_fact(bins: Sequence[str]) -> tuple[str, str]:
    """What stands beside its numbers, and these: ("Bin", "14"), ("Bins", "3, 4")."""
    name = translate("Today", "Bin") if len(bins) == 1 else translate("Today", "Bins")
    return name, ", ".join(bin_words(code) for code in bins)


def awaited_words(head: Head) -> str:
    """That nothing is left to pick until its customer has answered; empty where something is."""
    return translate("Today", "Waits for the customer’s answer") if head.is_awaited else ""


def title_words(head: Head) -> str:
    """ "C-20418 · Martin"."""
    return f"{head.number} · {head.family_name}"


def who_words(head: Head) -> str:
    """ "Paul is on it"; empty when nobody is: whoever has put it into its bin is done with it."""
    if head.holder is Holder.COLLEAGUE and head.state not in TO_HAND_OVER:
        return translate("Today", "{name} is on it").format(name=head.holder_name.partition(" ")[0])
    return ""
