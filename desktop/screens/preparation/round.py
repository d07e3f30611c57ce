"""A round: the orders in hand together, where each of them stands, and which one is packed next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from core.rules.fulfilment import FulfilmentState
from desktop.screens.fulfilments import Head, Holder
from desktop.screens.preparation.state import Phase

_S = FulfilmentState
PHASES: Mapping[str, Phase] = MappingProxyType(
    {
        **dict.fromkeys((_S.PROPOSED, _S.CLAIMED, _S.PICKING), Phase.PICK),
        **dict.fromkeys((_S.PACKED, _S.LABELLED, _S.ARRIVED), Phase.STAGE),
        **dict.fromkeys((_S.STAGED, _S.READY), Phase.DONE),
        _S.PICKED: Phase.PACK,
    }
)
CLAIMABLE = frozenset({_S.PROPOSED, _S.CLAIMED, _S.PICKING, _S.PICKED})
RELEASABLE = frozenset({_S.CLAIMED, _S.PICKING, _S.PICKED})
"""What can be left to whoever takes it next."""
_TO_DO = (Phase.PACK, Phase.STAGE)


def phase_of(head: Head) -> Phase | None:
    """Where the work on one order stands; None where there is nothing more to do for it here."""
    return PHASES.get(head.state)


def phase_together(heads: Sequence[Head], focus: Head) -> Phase:
    """Where the round stands: all of it is picked before the first tote is packed."""
    if any(phase_of(head) is Phase.PICK for head in heads):
        return Phase.PICK
    phase = phase_of(focus) or Phase.DONE
    return Phase.NOTHING if phase is Phase.PACK and not focus.picked else phase


def in_focus(heads: Sequence[Head], wanted: str) -> Head:
    """The order that is packed, put in its bin, or shown at the end: the wanted one while it has a next step,
    else the first that has one."""
    own = next((head for head in heads if head.id == wanted), None)
    if own is not None and (phase_of(own) in _TO_DO or len(heads) == 1):
        return own
    return next((head for head in heads if phase_of(head) in _TO_DO), own or heads[0])


def of_one_round(heads: Iterable[Head], opened: Head) -> list[Head]:
    """What is taken in hand together with an order: what still has a next step in its round, in the order of
    the totes, and that no colleague holds."""
    if not opened.round_id or phase_of(opened) is Phase.DONE:
        return [opened]
    members = [head for head in heads if head.round_id == opened.round_id and _goes_along(head, opened)]
    return sorted(members, key=lambda head: (head.tote, head.number))


def _goes_along(head: Head, opened: Head) -> bool:
    is_open = head.state in CLAIMABLE or phase_of(head) is Phase.STAGE
    return head.id == opened.id or (is_open and head.holder is not Holder.COLLEAGUE)


def can_be_picked(head: Head) -> bool:
    """Whether an order can go into a round: something of it is left to pick."""
    return head.state in CLAIMABLE and any(line.left_to_pick and not line.is_awaited for line in head.lines)


def must_claim(head: Head) -> bool:
    """Whether an order is to be claimed before it is worked on here."""
    is_ours = head.holder is Holder.THIS_DEVICE and head.state != FulfilmentState.PROPOSED
    return head.state in CLAIMABLE and not is_ours
