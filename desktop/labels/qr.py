"""QR codes as modules: reportlab's encoder, with the eight masks tried at once.

reportlab places, masks and weighs one module after the other, eight times over, which took four fifths of a
label's time. Here a version's fixed parts, the places of its bits and its masks are kept, and the rest is
done on arrays (ISO/IEC 18004, 7.7 to 7.9).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from reportlab.graphics.barcode import qrencoder

from desktop.labels.template import QrLevel

Modules = NDArray[np.bool_]
Codewords = NDArray[np.uint8]
MASKS = 8
_LEVELS = {level: getattr(qrencoder.QRErrorCorrectLevel, level.value) for level in QrLevel}
_FINDER_LIKE = (0b00001011101, 0b10111010000)
"""Dark, light, three dark, light, dark, with four light before or after."""
_FILLING = (0xEC, 0x11)
_RUN, _BLOCK, _FINDER, _BALANCE = 3, 3, 40, 10
"""The weights N1 to N4 of the standard's four rules."""


class _Frame(msgspec.Struct, frozen=True):
    """What symbols of one version and level have in common.

    Attributes:
        fixed: the modules that no data fill, for each mask (its number is among them): masks x side x side.
        rows, columns: the places of the data's bits, in their order.
        masks: what each mask turns over at those places.
    """

    fixed: Modules
    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    masks: Modules


def qr_version(content: str, level: QrLevel) -> int:
    """The smallest version that holds a content."""
    return int(_code(content, level).calculate_version())


def qr_modules(content: str, level: QrLevel) -> Modules:
    """The symbol's modules, row by row; true is dark."""
    code = _code(content, level)
    version = int(code.calculate_version())
    frame = _frame(version, level)
    blocks = qrencoder.QRRSBlock.getRSBlocks(version, _LEVELS[level])
    bits = np.zeros(len(frame.rows), dtype=bool)
    data = np.unpackbits(_interleaved(_data_codewords(code, version, blocks), blocks))
    bits[: len(data)] = data
    tried = frame.fixed.copy()
    tried[:, frame.rows, frame.columns] = frame.masks ^ bits
    best: Modules = tried[int(_penalties(tried).argmin())]
    return best


def _data_codewords(code: qrencoder.QRCode, version: int, blocks: Sequence[Any]) -> Codewords:
    """The content's bits, ended and filled up (ISO/IEC 18004, 7.4)."""
    buffer = qrencoder.QRBitBuffer()
    for part in code.dataList:
        part.write(buffer, version)
    room = sum(block.dataCount for block in blocks)
    buffer.put(0, min(4, room * 8 - buffer.getLengthInBits()))
    buffer.put(0, -buffer.getLengthInBits() % 8)
    codewords = np.resize(np.array(_FILLING, dtype=np.uint8), room)
    used = len(buffer.buffer)
    codewords[used:] = codewords[: room - used].copy()
    codewords[:used] = buffer.buffer
    return codewords


def _interleaved(codewords: Codewords, blocks: Sequence[Any]) -> Codewords:
    """Data and error correction of all blocks in the order in which they are placed (7.6)."""
    ends = np.cumsum([block.dataCount for block in blocks])
    data = np.split(codewords, ends[:-1])
    parity = [
        _parity(len(part), block.totalCount - block.dataCount)[np.arange(len(part)), part]
        for part, block in zip(data, blocks, strict=True)
    ]
    longest = max(map(len, data))
    order = [part[place] for place in range(longest) for part in data if place < len(part)]
    corrections = np.array([np.bitwise_xor.reduce(each) for each in parity]).T.ravel()
    return np.concatenate((np.array(order, dtype=np.uint8), corrections))


@lru_cache(maxsize=32)
def _parity(data: int, corrections: int) -> Codewords:
    """What each byte at each place adds to a block's error correction: data x 256 x corrections.

    Reed-Solomon over GF(256) is linear: the correction of a block is the sum (by exclusive or) of its bytes'.
    """
    exponents = np.array([qrencoder.QRMath.gexp(number) for number in range(255)] * 2, dtype=np.uint8)
    logs = np.array([0, *(qrencoder.QRMath.glog(number) for number in range(1, 256))])
    generator = qrencoder.QRUtil.getErrorCorrectPolynomial(corrections)
    taps = logs[[generator.get(place) for place in range(1, corrections + 1)]]
    rests, rest = [], exponents[taps]
    for _ in range(data):
        rests.append(rest)
        lead, rest = rest[0], np.append(rest[1:], np.uint8(0))
        if lead:
            rest = rest ^ exponents[logs[lead] + taps]
    table = np.zeros((data, 256, corrections), dtype=np.uint8)
    values = np.arange(1, 256)
    for place, each in enumerate(reversed(rests)):
        added = exponents[logs[values][:, None] + logs[each][None, :]]
        table[place, 1:] = np.where(each[None, :] == 0, 0, added)
    return table


def _code(content: str, level: QrLevel) -> qrencoder.QRCode:
    code = qrencoder.QRCode(None, _LEVELS[level])
    code.addData(content)
    return code


@lru_cache(maxsize=32)
def _frame(version: int, level: QrLevel) -> _Frame:
    places = np.array(list(_set_up(version, level, 0)._dataPosIterator()))
    columns, rows = places[:, 0], places[:, 1]
    masks = [qrencoder.QRUtil.getMask(number) for number in range(MASKS)]
    return _Frame(
        np.array([_set_up(version, level, number).modules for number in range(MASKS)], dtype=bool),
        rows,
        columns,
        np.array([[bool(mask(row, column)) for column, row in places] for mask in masks], dtype=bool),
    )


def _set_up(version: int, level: QrLevel, mask: int) -> qrencoder.QRCode:
    """A symbol without data."""
    code = qrencoder.QRCode(version, _LEVELS[level])
    side = code.moduleCount = version * 4 + 17
    code.modules = [[False] * side for _ in range(side)]
    code.setupPositionProbePattern(0, 0)
    code.setupPositionProbePattern(side - 7, 0)
    code.setupPositionProbePattern(0, side - 7)
    code.setupPositionAdjustPattern()
    code.setupTimingPattern()
    code.setupTypeInfo(False, mask)
    if version >= 7:
        code.setupTypeNumber(False)
    return code


def _penalties(symbols: Modules) -> NDArray[np.float64]:
    """How ill a scanner reads each symbol, by the standard's four rules."""
    both_ways = np.concatenate((symbols, symbols.transpose(0, 2, 1)), axis=1)
    dark = symbols.mean(axis=(1, 2))
    balance = np.floor(np.abs(dark * 100 - 50) / 5) * _BALANCE
    penalties: NDArray[np.float64] = _runs(both_ways) + _blocks(symbols) + _finders(both_ways) + balance
    return penalties


def _runs(lines: Modules) -> NDArray[np.int64]:
    """Five alike weigh 3, and each further one 1: so many windows of five, and 2 for each run."""
    same = lines[..., 1:] == lines[..., :-1]
    five = same[..., :-3] & same[..., 1:-2] & same[..., 2:-1] & same[..., 3:]
    begins = five.copy()
    begins[..., 1:] &= ~five[..., :-1]
    found: NDArray[np.int64] = five.sum(axis=(1, 2)) + (_RUN - 1) * begins.sum(axis=(1, 2))
    return found


def _blocks(symbols: Modules) -> NDArray[np.int64]:
    pairs = symbols[..., 1:] == symbols[..., :-1]
    across = symbols[:, 1:, :-1] == symbols[:, :-1, :-1]
    found: NDArray[np.int64] = (pairs[:, 1:] & pairs[:, :-1] & across).sum(axis=(1, 2)) * _BLOCK
    return found


def _finders(lines: Modules) -> NDArray[np.int64]:
    length = lines.shape[-1] - 10
    windows = np.zeros((*lines.shape[:-1], length), dtype=np.uint16)
    for place in range(11):
        windows |= lines[..., place : place + length].astype(np.uint16) << np.uint16(10 - place)
    found: NDArray[np.int64] = np.isin(windows, _FINDER_LIKE).sum(axis=(1, 2)) * _FINDER
    return found
