"""How many labels a processor draws, and how soon a parcel's label is at the printer.

``zpl_per_s`` and ``pdf_per_s``: labels of different parcels (100 x 150 mm: name, bin, QR code, GS1-128) drawn
by one processor, each a whole format or a whole document, by the processor's own time; the ``..._wall_...``
figures beside them by the wall's clock. ``price_...``: the price labels of different articles.

``first_byte_p50_ms`` and ``first_byte_p99_ms``: from *packed* being told to the workstation until the label's
first byte is at a printer on TCP 9100: the command with its rows, envelope and print job durably written, the
spool read, the printer's state asked and answered over a real socket, the label drawn. ``..._cpu_ms`` is the
time that all threads of the process have used meanwhile, which other work on the machine does not lengthen.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

import msgspec
from sqlalchemy import select
from stdnum import ean

from benchmarks.chain import CACHE, Chain, chain, opened_workstation
from benchmarks.reporting import Figures, report, say
from benchmarks.socket_printer import SocketPrinter
from core.commands.definitions import PackFulfilment, ParcelDraft
from core.model import Article, Fulfilment, FulfilmentLine, Staff
from core.rules.sscc import Sscc, build_sscc
from core.service.demo_core import DemoSize
from desktop.devices.printers.chosen import ChosenPrinter, PrinterChoice, PrintKind, setting_of
from desktop.devices.spooler import Spooler
from desktop.labels import LabelData, ParcelCode, load, render_pdf, render_zpl
from desktop.loop import run
from desktop.shell.tasks import Tasks
from sync.workstation import Print, Workstation

LABELS = 1_000
PARCELS = 200
PACE_S = 0.05
"""From a label's first byte to the next parcel."""
ARRIVES_WITHIN_S = 10.0


def main() -> None:
    """Print one line of JSON, last."""
    figures: Figures = {}
    _draw(figures)
    made = chain(DemoSize(sys.argv[1]) if len(sys.argv) > 1 else DemoSize.SHOP)
    with tempfile.TemporaryDirectory(prefix="labels-", dir=CACHE) as name:
        run(lambda _application: _pack(made, Path(name), figures))
    report("labels", figures)


# --- drawing ------------------------------------------------------------------------------------------------


def _draw(figures: Figures) -> None:
    parcel, price = load("pickup_parcel"), load("price_label")
    parcels, prices = [_parcel(n) for n in range(LABELS)], [_price(n) for n in range(LABELS)]
    _note(figures, "zpl", parcels, lambda data: render_zpl(parcel, data, "fr", 203))
    _note(figures, "pdf", parcels, lambda data: render_pdf(parcel, data, "fr"))
    _note(figures, "price_zpl", prices, lambda data: render_zpl(price, data, "fr", 203))
    _note(figures, "price_pdf", prices, lambda data: render_pdf(price, data, "fr"))


def _note(
    figures: Figures, key: str, labels: Sequence[LabelData], render: Callable[[LabelData], bytes]
) -> None:
    render(labels[0])
    wall, used = time.perf_counter(), time.process_time()
    for data in labels[1:]:
        render(data)
    drawn = len(labels) - 1
    figures[f"{key}_per_s"] = round(drawn / (time.process_time() - used))
    figures[f"{key}_wall_per_s"] = round(drawn / (time.perf_counter() - wall))
    say(f"{key}_per_s: {figures[f'{key}_per_s']}")


def _parcel(number: int) -> LabelData:
    sscc = build_sscc("7610425", number, 3)
    return _parcel_label(f"0199a2c4-5e6f-7a8b-9c0d-{number:012x}", sscc, f"Anne-Sophie Lefèvre {number}")


def _parcel_label(fulfilment_id: str, sscc: str, customer: str) -> LabelData:
    return LabelData(
        {
            "customer_name": customer,
            "order_number": f"W-2026-{int(sscc[8:17]):06d}",
            "parcel_number": "1",
            "parcel_count": "1",
            "bin": "",
            "parcel_code": ParcelCode(fulfilment_id, Sscc(sscc), 1, 1).text(),
            "sscc": sscc,
            "store_name": "Lyon Part-Dieu",
            "promised": "jeu. 12 mars, 14:30",
            "to_pay": "49,90 €",
        }
    )


def _price(number: int) -> LabelData:
    digits = f"400638{number:06d}"
    return LabelData(
        {
            "name": f"Veste en laine mérinos {number}",
            "variant": "Taille 40 · Bleu nuit",
            "gtin": digits + ean.calc_check_digit(digits),
            "price": f"{number},90 €",
            "lowest_price": f"{number + 10},90 €",
        }
    )


# --- from packed to the printer -----------------------------------------------------------------------------


async def _pack(made: Chain, folder: Path, figures: Figures) -> int:
    profile = Path(shutil.copytree(made.replica, folder / "workstation"))
    with opened_workstation(profile) as station, SocketPrinter() as printer, ThreadPoolExecutor(4) as work:
        author = _add_orders(station)
        choice = PrinterChoice(is_network=True, host="127.0.0.1", port=printer.port)
        station.set_setting(setting_of(PrintKind.LABEL), msgspec.json.encode(choice).decode())
        tasks = Tasks(work)
        chosen = ChosenPrinter(station.setting, station.replica.folder.labels)
        spooler = Spooler(station, tasks, chosen, may_repeat=lambda: False, on_fault=lambda _: None)
        running = asyncio.create_task(spooler.run())
        await asyncio.sleep(0.5)
        took, used = [], []
        for number in range(PARCELS):
            wall, cpu = await _one(station, tasks, printer, author, number)
            took.append(wall)
            used.append(cpu)
            await asyncio.sleep(PACE_S)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    for key, values in (("first_byte", took), ("first_byte_cpu", used)):
        figures[f"{key}_p50_ms"] = statistics.median(values) * 1_000
        figures[f"{key}_p99_ms"] = statistics.quantiles(values, n=100)[98] * 1_000
    return 0


async def _one(
    station: Workstation, tasks: Tasks, printer: SocketPrinter, author: str, number: int
) -> tuple[float, float]:
    """Seconds from telling that a parcel is packed to its label's first byte: by the wall, of processors."""
    sscc = await tasks.run(station.draw_sscc)
    key = f"label-f{number:04}"
    draft = ParcelDraft(number=sscc, contents={f"label-l{number:04}": 1})
    label = _parcel_label(key, sscc, f"Client {number}")
    command = PackFulfilment(fulfilment_id=key, parcels=[draft])
    arrived = printer.next_label()
    wall, cpu = time.perf_counter(), time.process_time()
    jobs = [Print("pickup_parcel", dict(label.fields))]
    await tasks.run(lambda: station.execute(command, author, lambda _reader: jobs))
    at = await asyncio.wait_for(asyncio.wrap_future(arrived), ARRIVES_WITHIN_S)
    return at - wall, time.process_time() - cpu


def _add_orders(station: Workstation) -> str:
    """Orders that are picked and wait to be packed; returns who packs."""
    here, now = station.replica.state().location_id, station.world.clock.now()
    article, author = station.read(
        lambda reader: (
            reader.session.scalars(select(Article).limit(1)).one(),
            reader.session.scalars(select(Staff.id).where(Staff.role == "associate").limit(1)).one(),
        )
    )
    with station.replica.writing("bench") as session:
        for number in range(PARCELS):
            head = Fulfilment(
                id=f"label-f{number:04}",
                order_id=f"label-o{number:04}",
                location_id=here,
                kind="pickup",
                state="picked",
                state_at=now,
                order_number=f"C-{80_000 + number}",
                customer_name=f"Client {number}",
                promised_at=now,
                created_at=now,
            )
            line = FulfilmentLine(
                id=f"label-l{number:04}",
                fulfilment_id=head.id,
                order_line_id=f"label-ol{number:04}",
                line_no=1,
                article_id=article.id,
                quantity=1,
                picked=1,
                sku=article.sku,
                gtin=article.gtin,
                name=article.name,
            )
            session.add_all((head, line))
    return author


if __name__ == "__main__":
    main()
