"""``~HS``: what a Zebra printer answers about itself (ZPL II Programming Guide, Host Status Return).

Three strings between STX and ETX::

    aaa,b,c,dddd,eee,f,g,h,iii,j,k,l      b paper out, c paused, eee formats in the receive buffer,
                                          f buffer full, h a format is half received, j memory lost,
                                          k too cold, l too hot
    mmm,n,o,p,q,r,s,t,uuuuuuuu,v,www      o head open, p ribbon out, uuuuuuuu labels left of the batch
    xxxx,y
"""

from __future__ import annotations

import re

import msgspec

from core.rules.errors import DeviceError

ASK = b"~HS"
ANSWER_STRINGS = 3
ANSWER_BYTES_MAX = 512
"""An answer has about 80 bytes; a printer that talks on without end is not understood."""
_STRING = re.compile(rb"\x02([^\x02\x03]*)\x03")


class HostStatus(msgspec.Struct, frozen=True):
    """A printer's own word about its state."""

    paper_out: bool = False
    paused: bool = False
    formats_waiting: int = 0
    buffer_full: bool = False
    partial_format: bool = False
    memory_lost: bool = False
    too_cold: bool = False
    too_hot: bool = False
    head_open: bool = False
    ribbon_out: bool = False
    labels_left: int = 0

    @property
    def fault(self) -> str:
        """The one thing to put right first, as a code of DeviceError; empty when the printer can print."""
        faults = (
            (self.head_open, "head_open"),
            (self.paper_out, "paper_out"),
            (self.ribbon_out, "ribbon_out"),
            (self.too_hot, "printer_too_hot"),
            (self.too_cold, "printer_too_cold"),
            (self.memory_lost, "printer_memory_lost"),
            (self.paused, "printer_paused"),
            (self.buffer_full, "printer_buffer_full"),
        )
        return next((code for holds, code in faults if holds), "")

    @property
    def is_idle(self) -> bool:
        """Whether everything it was given has come out."""
        return not (self.formats_waiting or self.labels_left or self.partial_format)


def is_whole(answer: bytes) -> bool:
    """Whether all three strings have arrived."""
    return len(_STRING.findall(answer)) >= ANSWER_STRINGS


def parse_host_status(answer: bytes) -> HostStatus:
    """A printer's answer to ``~HS``; raises DeviceError ``printer_answer_unreadable``."""
    strings = [string.decode("ascii", "replace").split(",") for string in _STRING.findall(answer)]
    try:
        first, second = strings[0], strings[1]
        return HostStatus(
            paper_out=_flag(first[1]),
            paused=_flag(first[2]),
            formats_waiting=int(first[4]),
            buffer_full=_flag(first[5]),
            partial_format=_flag(first[7]),
            memory_lost=_flag(first[9]),
            too_cold=_flag(first[10]),
            too_hot=_flag(first[11]),
            head_open=_flag(second[2]),
            ribbon_out=_flag(second[3]),
            labels_left=int(second[8]),
        )
    except (IndexError, ValueError) as error:
        shown = answer[:ANSWER_BYTES_MAX].decode("ascii", "replace")
        raise DeviceError("printer_answer_unreadable", answer=shown) from error


def _flag(text: str) -> bool:
    return int(text) != 0
