"""What no writing of ours can go below: the bare work of each stage of `report` by the library that does it, beside the stage.

    python benchmarks/bounds.py [--sizes 300,5000] [--turns 10]

CPU ms, the least of the turns. Stages of `report` as INVESTTRACK_TIMINGS tells them, in CPU time; bare work in one process, on the files that
`report` reads and wrote: importing what it stands on, undoing its byte code, making its classes, calamine over every sheet, zlib
over every part, expat over every part that is XML, and joining the rows of every sheet from the texts of their cells.
"""

import json
import os
import subprocess
import sys
import time
import zipfile
import zlib
from argparse import ArgumentParser
from pathlib import Path
from xml.parsers import expat

from verbs import OUT, environment, ledger


LIBRARIES = "attr, pluggy, decimal, fractions, argparse, json, zipfile, hashlib, xml.etree.ElementTree, python_calamine, xlsxwriter"
START = """
import json, sys, time
begin = time.process_time()
import {libraries}
libraries = time.process_time() - begin
print(json.dumps({{"Python": begin, "libraries": libraries}}))
"""
CLASSES = """
import gc, json, marshal, sys, time
gc.disable()
import attr._next_gen as making
from investtrack import kept_modules
from investtrack.generated_code import kept_code
spent = [0.0, 0]
attrs = making.attrs
def timed(maybe_cls=None, **given):
    wrap = attrs(**given)
    def made(cls):
        begin = time.process_time()
        try:
            return wrap(cls)
        finally:
            spent[0] += time.process_time() - begin
            spent[1] += 1
    return made if maybe_cls is None else made(maybe_cls)
making.attrs = timed
kept_code()
from investtrack.cli.main import main
main(["report", *sys.argv[1:]])
known = kept_modules._read(kept_modules.cache_from_source(kept_modules.__file__).removesuffix(".pyc") + ".modules")
codes = [code for name, (*_, code) in known.items() if name in sys.modules]
begin = time.process_time()
for code in codes:
    marshal.loads(code)
undone = time.process_time() - begin
print(json.dumps({"byte code": undone, "classes": spent[0], "counts": [len(codes), spent[1]]}), file=sys.stderr)
"""
STAGES = """
import gc, sys, time, types
gc.disable()
from investtrack.kept_modules import kept_modules
kept_modules()
from investtrack.generated_code import kept_code
kept_code()
from investtrack.cli import session
session.time = types.SimpleNamespace(perf_counter=time.process_time)
from investtrack.cli.main import main
main(["report", *sys.argv[1:]])
print("timing whole", time.process_time(), file=sys.stderr)
"""


def child(code, *arguments):
    """Return what *code* says of itself, on the last line that is JSON."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=True)
    return json.loads((done.stderr or done.stdout).splitlines()[-1])


def stages(source, target):
    """Return the CPU seconds of each stage of one run; the start is what the others leave."""
    command = [sys.executable, "-c", STAGES, str(source), "-o", str(target)]
    done = subprocess.run(command, env={**environment(), "INVESTTRACK_TIMINGS": "1"}, capture_output=True, text=True, check=True)  # fmt: skip
    lines = [line.split() for line in done.stderr.splitlines() if line.startswith("timing ")]
    found = {name: float(seconds) for _, name, seconds in lines}
    return {**found, "start": found["whole"] * 2 - sum(found.values())}


def timed(work, *arguments):
    """Return what *work* gives, and the CPU seconds it took."""
    begin = time.process_time()
    given = work(*arguments)
    return given, time.process_time() - begin


def cells(path):
    """Read every sheet of the workbook at *path* with calamine."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    return [
        book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
    ]


def packed(parts, level):
    """Pack *parts* one by one."""
    for data in parts:
        packer = zlib.compressobj(level, zlib.DEFLATED, -15)
        packer.compress(data)
        packer.flush()


def parsed(parts):
    """Parse *parts* with expat, which is told of nothing in them."""
    for data in parts:
        parser = expat.ParserCreate()
        parser.Parse(data)
        parser.Parse(b"", True)


def joined(sheets):
    """Join the texts of the cells of *sheets*."""
    for texts in sheets:
        "".join(texts).encode()


def bare(source, target):
    """Return the CPU seconds of the bare work on *source* and on what was written to *target*."""
    found = {"calamine": timed(cells, source)[1]}
    for name, suffix, level in (("workbook", ".xlsx", 1), ("Word", ".docx", 6)):
        parts, xml, sheets = [], [], []
        found[f"{name}: unpacking"] = 0.0
        for path in target.glob(f"*{suffix}"):
            with zipfile.ZipFile(path) as archive:
                for part in archive.namelist():
                    data, spent = timed(archive.read, part)
                    found[f"{name}: unpacking"] += spent
                    parts.append(data)
                    if part.endswith((".xml", ".rels")):
                        xml.append(data)
                    if "/worksheets/sheet" in part:
                        sheets.append(data.decode().replace("<c ", "\0<c ").split("\0"))
        found[f"{name}: packing"] = timed(packed, parts, level)[1]
        found[f"{name}: parsing"] = timed(parsed, xml)[1]
        if sheets:
            found[f"{name}: joining"] = timed(joined, sheets)[1]
    return found


def least(turns):
    """Return the least of each number of *turns*."""
    return {name: min(turn[name] for turn in turns) for name in turns[0]}


def measured(size, turns):
    """Return the least seconds of every stage and of all bare work at *size* projects."""
    source, target = ledger(size), OUT / "bounds"
    found = []
    for turn in range(turns + 1):
        own = stages(source, target)
        own |= child(START.format(libraries=LIBRARIES)) | child(CLASSES, source, "-o", target)
        own |= bare(source, target)
        if turn:  # the first compiles
            found.append(own)
    return least(found)


TABLE = (
    ("start, plugins and the rest", ("start", "plugins"), ("Python", "libraries", "byte code", "classes")),
    ("read", ("read",), ("calamine",)),
    ("workbook, read back", ("excel",), ("workbook: joining", "workbook: packing", "workbook: unpacking", "workbook: parsing")),
    ("Word and 报送稿, read back", ("word", "word-clean"), ("Word: packing", "Word: unpacking", "Word: parsing")),
)  # fmt: skip


def main():
    """Print a table for each size."""
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="300,5000")
    parser.add_argument("--turns", type=int, default=10)
    given = parser.parse_args()
    print(f"{time.strftime('%Y-%m-%d %H:%M')}, load average {os.getloadavg()[0]:.1f}, least of {given.turns} turns\n")  # fmt: skip
    for size in map(int, given.sizes.split(",")):
        found = measured(size, given.turns)
        modules, classes = found["counts"]
        print(f"{size:,} projects; {modules} modules, {classes} classes\n")
        print(
            "| stage | ours, ms | bare work, ms | ours / bare | of it |\n|---|---:|---:|---:|---|"
        )
        every = 0.0
        for name, ours, bounds in TABLE:
            own, bound = sum(found[each] for each in ours), sum(found[each] for each in bounds)
            every += bound
            told = ", ".join(
                f"{each.rpartition(': ')[2]} {found[each] * 1000:.0f}" for each in bounds
            )
            print(
                f"| {name} | {own * 1000:.0f} | {bound * 1000:.0f} | {own / bound:.1f} | {told} |"
            )
        print(
            f"| compute, check, findings | {(found['compute'] + found['findings']) * 1000:.0f} | | | |"
        )
        print(f"| whole | {found['whole'] * 1000:.0f} | {every * 1000:.0f} | {found['whole'] / every:.1f} | |\n", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
