"""How a store prepares, as its chain wants it: one value, which travels with the store."""

from __future__ import annotations

from typing import Any

import msgspec


class PreparationPolicy(msgspec.Struct, frozen=True):
    """The rules of one store.

    Attributes:
        is_scan_forced: each unit is scanned: none is picked by a key, and no serial number is typed.
    """

    is_scan_forced: bool = False


def policy_from(kept: Any) -> PreparationPolicy:
    """A policy from what is kept of it, plain; where only a newer program understands it, the usual one."""
    try:
        return msgspec.convert(kept, PreparationPolicy)
    except msgspec.ValidationError:
        return PreparationPolicy()
