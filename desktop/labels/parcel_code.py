"""What the QR code of a parcel says, so that any workstation of the store can hand the parcel over.

``CL2:<fulfilment>:<sscc>:<n>/<count>:<bin>:<due>``, for example::

    CL2:0199A2C4-5E6F-7A8B-9C0D-1E2F3A4B5C6D:376104250021234569:1/2:B-14:12950

``CL`` is Coulisse, ``2`` the version of this line. The bin is empty when it was not known. What is to be paid
for the whole order when it is collected is in cents, as it was when the label was printed. Labels of version
1 end with the bin, and are read still. UUIDs are written in capitals, which keeps the code
in QR's alphanumeric mode (a third smaller), and read back in small letters.
Other bytes, and ``:`` and ``%`` themselves, are percent-encoded (RFC 3986).
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

import msgspec

from core.rules.errors import BadInput
from core.rules.sscc import Sscc, parse_sscc

PREFIX, PREFIX_1 = "CL2:", "CL1:"
LENGTH_MAX = 200
COUNT_MAX = 99
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DUE_MOST_CENTS = 99_999_999
_DUE = re.compile(r"[0-9]{1,8}")
_COUNT = re.compile(r"([0-9]{1,2})/([0-9]{1,2})")


class ParcelCode(msgspec.Struct, frozen=True):
    """A parcel's identity as its label carries it; ``number`` counts from 1. ``due_cents`` is None where the
    label does not say what is to be paid."""

    fulfilment_id: str
    sscc: Sscc
    number: int
    count: int
    bin: str = ""
    due_cents: int | None = None

    def text(self) -> str:
        """The content of the QR code; raises BadInput ``parcel_code_too_long``."""
        is_uuid = _UUID.fullmatch(self.fulfilment_id) is not None
        identity = self.fulfilment_id.upper() if is_uuid else quote(self.fulfilment_id, safe="")
        parts = (identity, self.sscc, f"{self.number}/{self.count}", quote(self.bin, safe="$*+/"))
        told = () if self.due_cents is None else (str(min(self.due_cents, DUE_MOST_CENTS)),)
        text = (PREFIX if told else PREFIX_1) + ":".join((*parts, *told))
        if len(text) > LENGTH_MAX:
            raise BadInput("parcel_code_too_long", length=len(text), most=LENGTH_MAX)
        return text


def is_parcel_code(text: str) -> bool:
    """Whether a scan claims to be a parcel's code; ``parse_parcel_code`` tells whether it is a whole one."""
    return text.strip().upper().startswith((PREFIX, PREFIX_1))


def parse_parcel_code(text: str) -> ParcelCode:
    """What a scanned parcel code says; raises BadInput ``parcel_code_malformed`` or the SSCC's own fault."""
    scanned = text.strip()
    parts = scanned[len(PREFIX) :].split(":")
    says_due = scanned.upper().startswith(PREFIX)
    is_whole = is_parcel_code(scanned) and len(parts) == (5 if says_due else 4) and bool(parts[0])
    if not is_whole or len(scanned) > LENGTH_MAX or (says_due and not _DUE.fullmatch(parts[4])):
        raise BadInput("parcel_code_malformed", text=scanned[:LENGTH_MAX])
    due_cents = int(parts[4]) if says_due else None
    count = _COUNT.fullmatch(parts[2])
    if count is None or not 1 <= int(count[1]) <= int(count[2]) <= COUNT_MAX:
        raise BadInput("parcel_code_malformed", text=scanned)
    lower = parts[0].lower()
    identity = lower if _UUID.fullmatch(lower) else unquote(parts[0])
    sscc, bin_code = parse_sscc(parts[1]), unquote(parts[3])
    return ParcelCode(identity, sscc, int(count[1]), int(count[2]), bin_code, due_cents)
