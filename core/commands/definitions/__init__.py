"""The commands: frozen structs whose fields are their arguments, one module an area.

A field is only ever added with a default. A change of meaning makes a new version, with an upcast from the
old one in `core.commands.reading`. A new area is a module with its `COMMANDS`, named in `_AREAS`.
"""

from __future__ import annotations

from typing import Any

import msgspec

from core.commands.definitions import (
    counts,
    labels,
    leaving,
    packing,
    picking,
    receiving,
    refunds,
    returns,
    store,
    substitutes,
    transfers,
)
from core.commands.definitions.base import (
    Command,
    FulfilmentCommand,
    Id,
    RowNumber,
    Sentence,
    ShelfUnits,
    ShortText,
)
from core.commands.definitions.counts import MAX_COUNTED_ARTICLES, AskCount, CountArticle, ToCount
from core.commands.definitions.labels import PublishLabelTemplate
from core.commands.definitions.leaving import (
    DispatchFulfilment,
    HandOver,
    HandOverPart,
    LiftPayment,
    Proof,
    PutBack,
    RefuseAtCounter,
    RefusePart,
    TryOn,
)
from core.commands.definitions.packing import (
    MAX_PARCELS,
    PackFulfilment,
    ParcelDraft,
    RejectFulfilment,
    ReopenFulfilment,
    StageFulfilment,
)
from core.commands.definitions.picking import (
    MAX_TOTE,
    ClaimFulfilment,
    CloseEmpty,
    PickLine,
    ReleaseFulfilment,
    ShortLine,
    UndoPick,
    UndoShort,
)
from core.commands.definitions.receiving import (
    ArriveFulfilment,
    DeliveryCommand,
    FinishDelivery,
    OpenDelivery,
    ReceiveCarton,
    ReceivePieces,
    TakeOff,
    TellDamaged,
)
from core.commands.definitions.refunds import (
    AnswerAboutRefund,
    ApproveRefund,
    AskAboutRefund,
    DropExchange,
    EscalateRefund,
    ExchangeLine,
    GiveGoodwill,
    HandOutExchange,
    PartDraft,
    PayOutCash,
    ProposeRefund,
    RefundCommand,
    RefuseRefund,
    RetryRefund,
    SettleRefund,
    WithdrawRefund,
    parts_of,
)
from core.commands.definitions.returns import (
    CancelReturn,
    DeclareReturn,
    DisposeReturn,
    FindSale,
    FoundLine,
    GiveGoodsBack,
    GradeReturn,
    OverrideReturn,
    PhotographGoods,
    ReceivedLine,
    ReceiveReturn,
    ReturnCommand,
    ReturnLineDraft,
)
from core.commands.definitions.store import KeepPlace, LimitIntake, SettleException, WentTo
from core.commands.definitions.substitutes import (
    AnsweredBy,
    AnswerSubstitute,
    ProposeSubstitute,
    WithdrawSubstitute,
)
from core.commands.definitions.transfers import (
    ApproveTransfer,
    CancelTransfer,
    RefuseTransfer,
    RequestTransfer,
    TransferCommand,
)
from core.rules.errors import BadInput

_AREAS = (
    picking,
    substitutes,
    packing,
    leaving,
    store,
    labels,
    counts,
    returns,
    refunds,
    receiving,
    transfers,
)
BY_NAME: dict[str, type[Command]] = {command.NAME: command for area in _AREAS for command in area.COMMANDS}


def arguments_of(command: Command) -> dict[str, Any]:
    """The arguments as plain values, for the envelope."""
    plain = msgspec.to_builtins(command)
    assert isinstance(plain, dict)
    return plain


def decode(name: str, arguments: Any) -> Command:
    """The command of this name (in its current version) with these arguments.

    Raises:
        BadInput: `unknown_command`, or `bad_arguments` with what is wrong with which.
    """
    kind = BY_NAME.get(name)
    if kind is None:
        raise BadInput("unknown_command", name=name)
    try:
        return msgspec.convert(arguments, kind)
    except msgspec.ValidationError as error:
        raise BadInput("bad_arguments", name=name, reason=str(error)) from error


__all__ = [
    "BY_NAME",
    "MAX_COUNTED_ARTICLES",
    "MAX_PARCELS",
    "MAX_TOTE",
    "AnswerAboutRefund",
    "AnswerSubstitute",
    "AnsweredBy",
    "ApproveRefund",
    "ApproveTransfer",
    "ArriveFulfilment",
    "AskAboutRefund",
    "AskCount",
    "CancelReturn",
    "CancelTransfer",
    "ClaimFulfilment",
    "CloseEmpty",
    "Command",
    "CountArticle",
    "DeclareReturn",
    "DeliveryCommand",
    "DispatchFulfilment",
    "DisposeReturn",
    "DropExchange",
    "EscalateRefund",
    "ExchangeLine",
    "FindSale",
    "FinishDelivery",
    "FoundLine",
    "FulfilmentCommand",
    "GiveGoodsBack",
    "GiveGoodwill",
    "GradeReturn",
    "HandOutExchange",
    "HandOver",
    "HandOverPart",
    "Id",
    "KeepPlace",
    "LiftPayment",
    "LimitIntake",
    "OpenDelivery",
    "OverrideReturn",
    "PackFulfilment",
    "ParcelDraft",
    "PartDraft",
    "PayOutCash",
    "PhotographGoods",
    "PickLine",
    "Proof",
    "ProposeRefund",
    "ProposeSubstitute",
    "PublishLabelTemplate",
    "PutBack",
    "ReceiveCarton",
    "ReceivePieces",
    "ReceiveReturn",
    "ReceivedLine",
    "RefundCommand",
    "RefuseAtCounter",
    "RefusePart",
    "RefuseRefund",
    "RefuseTransfer",
    "RejectFulfilment",
    "ReleaseFulfilment",
    "ReopenFulfilment",
    "RequestTransfer",
    "RetryRefund",
    "ReturnCommand",
    "ReturnLineDraft",
    "RowNumber",
    "Sentence",
    "SettleException",
    "SettleRefund",
    "ShelfUnits",
    "ShortLine",
    "ShortText",
    "StageFulfilment",
    "TakeOff",
    "TellDamaged",
    "ToCount",
    "TransferCommand",
    "TryOn",
    "UndoPick",
    "UndoShort",
    "WentTo",
    "WithdrawRefund",
    "WithdrawSubstitute",
    "arguments_of",
    "decode",
    "parts_of",
]
