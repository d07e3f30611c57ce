"""DataMatrix ECC 200 in square symbols of one Reed-Solomon block (ISO/IEC 16022), in ASCII encodation.

reportlab ships one size only (44 x 44, C40); its placement and error correction serve every size here.
"""

from __future__ import annotations

import msgspec
from reportlab.graphics.barcode.ecc200datamatrix import ECC200DataMatrix

from core.rules.errors import BadInput

DATAMATRIX_GS1_MARK = "\xe8"
"""Stands for FNC1 in first place: codeword 232."""
_FNC1_CODEWORD = 232
_PAD = 129


class _Size(msgspec.Struct, frozen=True):
    side: int
    data_codewords: int
    error_codewords: int
    regions: int = 1


# ISO/IEC 16022, table 7
_SIZES = tuple(
    _Size(*row)
    for row in (
        (10, 3, 5), (12, 5, 7), (14, 8, 10), (16, 12, 12), (18, 18, 14), (20, 22, 18), (22, 30, 20),
        (24, 36, 24), (26, 44, 28), (32, 62, 36, 2), (36, 86, 42, 2), (40, 114, 48, 2), (44, 144, 56, 2),
    )
)  # fmt: skip


def datamatrix_side(content: str) -> int:
    """Modules on a side of the smallest symbol; raises BadInput ``barcode_content`` when none is enough."""
    return _size_for(len(_codewords(content)), content).side


def datamatrix_modules(content: str) -> tuple[tuple[bool, ...], ...]:
    """The symbol's modules, row by row from the top; true is dark."""
    codewords = _codewords(content)
    encoder = _Square(codewords, _size_for(len(codewords), content))
    encoder.validate()
    rows = encoder.encode()
    return tuple(tuple(bool(module) for module in row) for row in reversed(rows))


def _size_for(needed: int, content: str) -> _Size:
    for size in _SIZES:
        if needed <= size.data_codewords:
            return size
    raise BadInput("barcode_content", symbology="datamatrix", content=content, reason="too long")


def _codewords(content: str) -> list[int]:
    """ASCII encodation: two digits in one codeword, any other character (the group separator too) in one."""
    codewords, index = [], 0
    while index < len(content):
        pair = content[index : index + 2]
        if len(pair) == 2 and pair.isdigit():
            codewords.append(130 + int(pair))
            index += 2
            continue
        mark = content[index] == DATAMATRIX_GS1_MARK
        codewords.append(_FNC1_CODEWORD if mark else ord(content[index]) + 1)
        index += 1
    return codewords


class _Square(ECC200DataMatrix):  # type: ignore[misc]
    """reportlab's encoder, with another size and codewords of ours."""

    def __init__(self, codewords: list[int], size: _Size) -> None:
        super().__init__("0")
        self._codewords, self._size = codewords, size
        self.row_modules = self.col_modules = size.side
        self.row_regions = self.col_regions = size.regions
        self.row_usable_modules = self.col_usable_modules = size.side - 2 * size.regions
        self.cw_data, self.cw_ecc = size.data_codewords, size.error_codewords

    def _encode_c40(self, value: str) -> list[int]:  # noqa: ARG002 - the codewords are there already
        padded = list(self._codewords)
        if len(padded) < self.cw_data:
            padded.append(_PAD)
        while len(padded) < self.cw_data:
            # 253-state randomising, ISO/IEC 16022 annex B.1
            scrambled = _PAD + (149 * (len(padded) + 1)) % 253 + 1
            padded.append(scrambled if scrambled <= 254 else scrambled - 254)
        return padded
