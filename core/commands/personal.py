"""What of a command may name a customer: their name, a proxy's, what somebody wrote about them, what they
signed with.

These arguments are emptied where a customer's data is erased (`core.orchestration.erasure`). Nothing that is
signed a second time is among them: an approval names amounts and units alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.commands import definitions as d

PERSONAL: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        kind.NAME: fields
        for kind, fields in (
            (d.HandOver, ("proxy_name", "signature")),
            (d.HandOverPart, ("proxy_name", "signature")),
            (d.RefusePart, ("reason",)),
            (d.RefuseAtCounter, ("reason",)),
            (d.LiftPayment, ("reason",)),
            (d.RejectFulfilment, ("reason",)),
            (d.ReopenFulfilment, ("reason",)),
            (d.DeclareReturn, ("customer_name", "note")),
            (d.OverrideReturn, ("reason",)),
            (d.CancelReturn, ("reason",)),
            (d.GiveGoodsBack, ("reason",)),
            (d.GradeReturn, ("photo",)),
            (d.PhotographGoods, ("image",)),
            (d.DisposeReturn, ("reason",)),
            (d.ProposeRefund, ("note", "sending")),
            (d.RefuseRefund, ("reason",)),
            (d.AskAboutRefund, ("question",)),
            (d.AnswerAboutRefund, ("answer",)),
            (d.EscalateRefund, ("note",)),
            (d.WithdrawRefund, ("reason",)),
            (d.RetryRefund, ("checked",)),
            (d.SettleRefund, ("settlement",)),
            (d.GiveGoodwill, ("reason",)),
            (d.SettleException, ("settlement",)),
        )
    }
)
"""By a command's name, the arguments that may name a customer."""
