"""What a person does, as data, and one handler for each: run on the workstation at once and on the core with
authority. Handlers are deterministic; time, actor and identifiers come with the command."""

from core.commands.aggregates import aggregate_of, aggregates_of, fulfilment_aggregate, place_aggregate
from core.commands.context import Actor, Context, Ledger, grants_of
from core.commands.definitions import (
    BY_NAME,
    ClaimFulfilment,
    CloseEmpty,
    Command,
    CountArticle,
    DispatchFulfilment,
    HandOver,
    KeepPlace,
    LimitIntake,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    Proof,
    PutBack,
    RejectFulfilment,
    ReleaseFulfilment,
    ReopenFulfilment,
    SettleException,
    ShortLine,
    StageFulfilment,
    UndoPick,
    UndoShort,
    arguments_of,
    decode,
)
from core.commands.outcome import Outcome, OutcomeStatus
from core.commands.reading import read_command
from core.commands.runner import run, run_unguarded
from core.commands.sealing import SealedChain, envelope_fields
from core.rules.exceptions import Resolution

__all__ = [
    "BY_NAME",
    "Actor",
    "ClaimFulfilment",
    "CloseEmpty",
    "Command",
    "Context",
    "CountArticle",
    "DispatchFulfilment",
    "HandOver",
    "KeepPlace",
    "Ledger",
    "LimitIntake",
    "Outcome",
    "OutcomeStatus",
    "PackFulfilment",
    "ParcelDraft",
    "PickLine",
    "Proof",
    "PutBack",
    "RejectFulfilment",
    "ReleaseFulfilment",
    "ReopenFulfilment",
    "Resolution",
    "SealedChain",
    "SettleException",
    "ShortLine",
    "StageFulfilment",
    "UndoPick",
    "UndoShort",
    "aggregate_of",
    "aggregates_of",
    "arguments_of",
    "decode",
    "envelope_fields",
    "fulfilment_aggregate",
    "grants_of",
    "place_aggregate",
    "read_command",
    "run",
    "run_unguarded",
]
