"""Labels drawn by programs that are not ours: poppler for PDF, zpl-renderer-js for ZPL.

Both are slower to call than what `label_builders` has, and may be missing: `make simulate` takes them where
they are, and PDFium and zplkit where they are not.
"""

from __future__ import annotations

import atexit
import base64
import json
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2
import zplkit
from label_builders import plain_letters
from PIL import Image

ZPL_RENDERER = "zpl-renderer-js@3.4.0"
RENDERER_FOLDER = Path(__file__).resolve().parents[3] / "var" / "zpl-renderer"
WHOLE_DOTS = {203: 8, 300: 12}
"""zpl-renderer-js knows whole dots to the millimetre alone: labels of 300 dpi are told in its millimetres."""
DOTS_PER_MM = {203: 8.0, 300: 300 / 25.4}
RENDER = """
const { ready } = require("zpl-renderer-js");
const lines = require("readline").createInterface({ input: process.stdin });
lines.on("line", async (job) => {
  const { api } = await ready;
  process.stdout.write((await api.zplToBase64Async(...JSON.parse(job))) + "\\n");
});
"""


def pdf_pictures(pdf: bytes, dpi: int) -> list[Image.Image]:
    """Each page in grey, by pdftoppm where it is there."""
    if shutil.which("pdftoppm") is None:
        document = pypdfium2.PdfDocument(pdf)
        pages = [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
        document.close()
        return pages
    with tempfile.TemporaryDirectory() as folder:
        command = ["pdftoppm", "-gray", "-r", str(dpi), "-", f"{folder}/page"]
        subprocess.run(command, input=pdf, check=True)
        return [Image.open(path).convert("L") for path in sorted(Path(folder).iterdir())]


def zpl_pictures(formats: Sequence[bytes], width_mm: float, height_mm: float, dpi: int) -> list[Image.Image]:
    """Each format in grey, as a label of this size."""
    dots = DOTS_PER_MM[dpi]
    size = round(width_mm * dots), round(height_mm * dots)
    if not has_zpl_renderer():
        return [_by_zplkit(one, size, dpi) for one in formats]
    whole = WHOLE_DOTS[dpi]
    return [_by_zpl_renderer([one.decode(), size[0] / whole, size[1] / whole, whole]) for one in formats]


def _by_zpl_renderer(job: list[object]) -> Image.Image:
    renderer = _renderer()
    assert renderer.stdin is not None and renderer.stdout is not None
    renderer.stdin.write(json.dumps(job).encode() + b"\n")
    renderer.stdin.flush()
    return _on_white(base64.b64decode(renderer.stdout.readline()))


@cache
def _renderer() -> subprocess.Popen[bytes]:
    """The one process that draws: to start it takes longer than to draw ten labels."""
    process = subprocess.Popen(
        ["node", "-e", RENDER], cwd=RENDERER_FOLDER, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    atexit.register(process.kill)
    return process


@cache
def has_zpl_renderer() -> bool:
    """Whether zpl-renderer-js can be called; it is fetched once where npm and a network are there."""
    if (RENDERER_FOLDER / "node_modules" / "zpl-renderer-js").is_dir():
        return shutil.which("node") is not None
    if shutil.which("npm") is None:
        return False
    command = ["npm", "install", "--no-save", "--no-audit", "--no-fund", "--prefix", str(RENDERER_FOLDER)]
    RENDERER_FOLDER.mkdir(parents=True, exist_ok=True)
    return subprocess.run([*command, ZPL_RENDERER], capture_output=True, timeout=120).returncode == 0


def _by_zplkit(zpl: bytes, size: tuple[int, int], dpi: int) -> Image.Image:
    options = zplkit.Options(profile="zd621", width=size[0], height=size[1], dpi=dpi)
    [label] = zplkit.render(plain_letters(zpl), options).labels
    return _on_white(label.png())


def _on_white(png: bytes) -> Image.Image:
    picture = Image.open(BytesIO(png)).convert("RGBA")
    ground = Image.new("RGBA", picture.size, "white")
    ground.alpha_composite(picture)
    return ground.convert("L")
