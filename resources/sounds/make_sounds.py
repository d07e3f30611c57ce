"""Writes the scanner's sounds beside itself: ``good.wav``, short and high; ``bad.wav``, low; ``twice.wav``,
the good one in two, for a barcode that came twice; ``ask.wav``, rising, where a person has to choose.

Run it after a change: ``python resources/sounds/make_sounds.py``. The tones are our own; the same script
always writes the same bytes.
"""

from __future__ import annotations

import math
import struct
import wave
from pathlib import Path

RATE_HZ = 22_050
PEAK = 0.5
EDGE_S = 0.005
SOUNDS = {
    "good": [(1760.0, 0.09)],
    "twice": [(1760.0, 0.06), (0.0, 0.05), (1760.0, 0.06)],
    "ask": [(660.0, 0.1), (990.0, 0.12)],
    "bad": [(220.0, 0.16), (0.0, 0.05), (165.0, 0.24)],
}
"""Name, then tones: frequency in hertz (0 is silence) and length in seconds."""


def tone(frequency_hz: float, length_s: float) -> list[int]:
    """Samples of 16 bits, with soft edges against clicks and an overtone for small speakers."""
    count = round(length_s * RATE_HZ)
    samples = []
    for index in range(count):
        at_s = index / RATE_HZ
        edge = min(1.0, at_s / EDGE_S, (length_s - at_s) / EDGE_S)
        phase = 2 * math.pi * frequency_hz * at_s
        level = 0.75 * math.sin(phase) + 0.25 * math.sin(2 * phase)
        samples.append(round(32_767 * PEAK * edge * level))
    return samples


def write(path: Path, tones: list[tuple[float, float]]) -> None:
    """Write one mono WAV file."""
    samples = [sample for frequency_hz, length_s in tones for sample in tone(frequency_hz, length_s)]
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))


def write_all(folder: Path) -> None:
    """Write every sound into a folder."""
    for name, tones in SOUNDS.items():
        write(folder / f"{name}.wav", tones)


if __name__ == "__main__":
    write_all(Path(__file__).parent)
