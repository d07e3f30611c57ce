"""A camera's pictures: opened by OpenCV, read by zxing-cpp.

Both are an extra (`pip install coulisse[camera]`) and are only looked for when a camera is chosen: a
workstation without one neither needs nor loads them.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

import msgspec

from core.rules.errors import DeviceError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]
    """Height x width x 3, blue, green, red."""

WIDTH, HEIGHT = 1280, 720
"""What a camera is asked for: a parcel's label of 10 cm has 4 pixels a module in it, held at arm's length."""
AIM_WIDTH, AIM_HEIGHT = 0.72, 0.6
"""The aiming frame, as shares of the picture: a barcode counts when its middle is inside."""
MOST_CAMERAS: Final = 8
FORMATS: Final = "EAN13|EAN8|UPCA|UPCE|Code128|ITF|DataBar|DataBarExp|QRCode|DataMatrix"
"""What stands on goods, parcels and our own labels. Others would only be misread out of patterns."""
_LINUX_CAMERAS: Final = Path("/sys/class/video4linux")
_PARTS: Final = ("cv2", "zxingcpp")


class Camera(msgspec.Struct, frozen=True):
    """A camera of this machine: how it is opened, and what its maker calls it ("" where nobody says)."""

    device: str
    name: str = ""


class Source(Protocol):
    """Where pictures come from.

    Attributes:
        is_live: the pictures come by themselves; those of a recording wait to be fetched.
    """

    is_live: bool

    def pass_by(self) -> bool:
        """Let one picture go by; False when there are no more."""
        ...

    def picture(self) -> Picture | None:
        """The picture that went by last."""
        ...

    def close(self) -> None: ...


def is_installed() -> bool:
    """Whether the extra is there."""
    return all(importlib.util.find_spec(part) is not None for part in _PARTS)


def cameras(folder: Path = _LINUX_CAMERAS) -> tuple[Camera, ...]:
    """The cameras of this machine. On Windows they are numbered: nothing is opened to name them, since each
    would light up."""
    if sys.platform == "win32":
        return tuple(Camera(str(number)) for number in range(4))
    found = []
    for place in sorted(folder.glob("video*"), key=lambda one: (len(one.name), one.name))[:MOST_CAMERAS]:
        # A camera has further devices for what is not pictures: their index is not 0.
        if _words_in(place / "index") in ("", "0"):
            found.append(Camera(f"/dev/{place.name}", _words_in(place / "name")))
    return tuple(found)


def open_source(device: str) -> Source:
    """A camera by its number, its file in /dev, or its address in the network; or a recording's file.

    Raises:
        DeviceError: `camera_not_installed`, `camera_missing`.
    """
    if not is_installed():
        raise DeviceError("camera_not_installed")
    return _Captured(device)


class _Captured:
    """What OpenCV captures."""

    def __init__(self, device: str) -> None:
        cv2: Any = importlib.import_module("cv2")
        # Its words go to the error output of the program, and say nothing that `camera_missing` does not.
        cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
        self.is_live = not Path(device).is_file()
        if device.isdecimal():
            way = cv2.CAP_DSHOW if sys.platform == "win32" else cv2.CAP_V4L2
            self._capture = cv2.VideoCapture(int(device), way)
        else:
            is_device = self.is_live and device.startswith("/dev/")
            way = cv2.CAP_V4L2 if is_device else cv2.CAP_FFMPEG
            self._capture = cv2.VideoCapture(device, way)
        if not self._capture.isOpened():
            raise DeviceError("camera_missing", device=device)
        if self.is_live:
            self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, WIDTH)
            self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT)

    def pass_by(self) -> bool:
        return bool(self._capture.grab())

    def picture(self) -> Picture | None:
        is_there, picture = self._capture.retrieve()
        return picture if is_there else None

    def close(self) -> None:
        self._capture.release()


def aimed_text(picture: Picture) -> str:
    """The text of the barcode that is nearest to the middle of the aiming frame; "" for none.

    It is what a hand scanner sends that is set to say which symbology it was (ISO/IEC 15424), with the
    separators of GS1 data in it.
    """
    zxing: Any = importlib.import_module("zxingcpp")
    height, width = picture.shape[:2]
    found = []
    for code in zxing.read_barcodes(
        picture, formats=zxing.barcode_formats_from_str(FORMATS), text_mode=zxing.TextMode.Plain
    ):
        corners = code.position
        around = (corners.top_left, corners.top_right, corners.bottom_left, corners.bottom_right)
        aside = abs(sum(one.x for one in around) / 4 / width - 0.5)
        above = abs(sum(one.y for one in around) / 4 / height - 0.5)
        if aside <= AIM_WIDTH / 2 and above <= AIM_HEIGHT / 2:
            found.append((aside**2 + above**2, code.symbology_identifier + code.text))
    return min(found)[1] if found else ""


def _words_in(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
