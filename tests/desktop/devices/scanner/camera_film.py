"""Films of our own labels, as a hand holds them under a lamp: turned, blurred, lit from one side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray

from desktop.labels import LabelData, load, render_pdf
from desktop.labels.png import PDFIUM

WIDTH, HEIGHT = 960, 540
FRAMES_A_SECOND = 12

Frame = NDArray[np.uint8]


def label_picture(name: str, data: LabelData, width: int) -> Frame:
    """A label as it comes out of the printer, so many pixels wide, in front of the camera."""
    with PDFIUM:
        document = pypdfium2.PdfDocument(render_pdf(load(name), data, "fr"))
        page = document[0]
        picture = page.render(scale=width / page.get_width()).to_numpy().copy()
        page.close()
        document.close()
    return picture


def held_up(label: Frame, middle: tuple[float, float], degrees: float, blur: float) -> Frame:
    """A frame in which `middle`, as shares of the label, is in the middle of the picture."""
    height, width = label.shape[:2]
    x, y = middle[0] * width, middle[1] * height
    turn = cv2.getRotationMatrix2D((x, y), degrees, 1.0)
    turn[0, 2] += WIDTH / 2 - x
    turn[1, 2] += HEIGHT / 2 - y
    frame = cv2.warpAffine(label, turn, (WIDTH, HEIGHT), borderValue=(70, 96, 110))
    frame = cv2.GaussianBlur(frame, (0, 0), blur)
    # One lamp at the left: the right edge gets a third of its light.
    light = np.linspace(0.95, 0.35, WIDTH)[None, :, None] * np.linspace(1.0, 0.8, HEIGHT)[:, None, None]
    noise = np.random.default_rng(7).normal(0, 4, (HEIGHT, WIDTH, 1))
    return np.clip(frame * light + noise, 0, 255).astype(np.uint8)


def nothing() -> Frame:
    """The table, without a label."""
    return np.full((HEIGHT, WIDTH, 3), (40, 60, 70), np.uint8)


def film(path: Path, frames: Sequence[Frame]) -> Path:
    """A recording, as a camera makes it: each picture compressed by itself."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), FRAMES_A_SECOND, (WIDTH, HEIGHT))
    assert writer.isOpened()
    for frame in frames:
        writer.write(frame)
    writer.release()
    return path
