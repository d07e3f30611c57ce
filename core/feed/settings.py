"""What the core knows of itself, as rows: which core, which epoch of its feed, the chain's GS1 prefix."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy.orm import Session

from core.model import CoreSetting
from core.model.row_access import access_of


class Setting(StrEnum):
    """The names of the rows.

    Attributes:
        CORE_ID: a workstation holds to the core that enrolled it.
        EPOCH: new when the core was restored from a backup; small letters and digits.
        GS1_PREFIX: the chain's GS1 company prefix, for SSCCs.
        NEXT_SSCC_SERIAL: the first serial that no block holds yet.
        RESTORED_AT: when it was last restored, in milliseconds; without a row, never.
        NEXT_RETURN_NUMBER, NEXT_CREDIT_NUMBER: likewise for returns and store credits; without a row, 1.
    """

    CORE_ID = "core_id"
    EPOCH = "epoch"
    GS1_PREFIX = "gs1_prefix"
    NEXT_SSCC_SERIAL = "next_sscc_serial"
    NEXT_RETURN_NUMBER = "next_return_number"
    NEXT_CREDIT_NUMBER = "next_credit_number"
    RESTORED_AT = "restored_at"


def restored_at(session: Session) -> int:
    """When the core was last restored; 0 if it never was."""
    found = access_of(session).column(CoreSetting.__table__, ["value"], "name", [Setting.RESTORED_AT.value])
    return int(found[0][0]) if found else 0


def setting(session: Session, name: Setting) -> str:
    """The value of a setting. One that is missing means a core that was never initialised: a bug."""
    found = access_of(session).column(CoreSetting.__table__, ["value"], "name", [name.value])
    assert found, f"the core was not initialised: {name.value}"
    return str(found[0][0])
