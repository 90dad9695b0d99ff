"""Measure `investtrack report` against the baseline, each run in a fresh process.

    python benchmarks/run.py [--sizes 300,5000,50000] [--engine calamine] [--only ours]

For each size the two are run in turns; the table gives medians of wall time, CPU time (user and
system) and peak resident memory, and the ratio of baseline to ours. A second table gives the
share of each stage of ours, as it reports them when INVESTTRACK_TIMINGS is set. Everything is
written to benchmarks/out/.
"""

from argparse import ArgumentParser
from datetime import datetime
import json
import os
from pathlib import Path
import platform
import shutil
from statistics import median
import subprocess
import sys
import tempfile
import time


HERE = Path(__file__).parent
OUT = HERE / "out"
REPEATS = ((1_000, 7), (10_000, 3))  # up to this size, so many repeats; beyond, one
GENERATORS = (HERE / "make_ledger.py", *sorted((HERE.parent / "examples").glob("*.py")))


def ledger(size):
    """Return the ledger of *size* projects, made anew if its makers have changed.

    In a process of its own: a child's peak memory starts from that of its parent, so this
    process has to stay small.
    """
    path = OUT / f"ledger_{size}.xlsx"
    newest = max(maker.stat().st_mtime for maker in GENERATORS)
    if not path.exists() or path.stat().st_mtime < newest:
        print(f"making {path.name} …", file=sys.stderr)
        command = [sys.executable, str(HERE / "make_ledger.py"), str(size), str(path)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return path


def command_for(who, source, target, engine):
    if who == "baseline":
        script = str(HERE / "baseline.py")
        return [sys.executable, script, str(source), "-o", str(target), "--engine", engine]
    return [sys.executable, "-m", "investtrack", "report", str(source), "-o", str(target)]


def measure(who, source, engine):
    """Run once; return wall and CPU seconds, peak MiB, and the seconds of each stage."""
    target = OUT / f"{who}_{source.stem}"
    shutil.rmtree(target, ignore_errors=True)
    environment = {**os.environ, "INVESTTRACK_TIMINGS": "1"}
    # As on a user's machine, modules are compiled once: by the first run, which is not counted.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(OUT / "pycache")
    with tempfile.TemporaryFile() as errors:
        began = time.perf_counter()
        process = subprocess.Popen(
            command_for(who, source, target, engine),
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        text = errors.read().decode(errors="replace")
    if process.returncode not in {0, 1}:  # 1: done, with findings
        raise SystemExit(f"{who} failed on {source.name} ({process.returncode}):\n{text}")
    if not any(target.glob("*.docx")) or not any(target.glob("*.xlsx")):
        raise SystemExit(f"{who} wrote no report on {source.name}:\n{text}")
    scale = 1024 if sys.platform != "darwin" else 1024**2
    stages = [line.split() for line in text.splitlines() if line.startswith("timing ")]
    return {
        "wall": wall,
        "cpu": usage.ru_utime + usage.ru_stime,
        "peak": usage.ru_maxrss / scale,
        "stages": {" ".join(words[1:-1]): float(words[-1]) for words in stages},
        "bytes": sum(file.stat().st_size for file in target.rglob("*") if file.is_file()),
    }


def middle(runs):
    """Return the median of each measure over *runs*."""
    stages = {
        name: median(run["stages"].get(name, 0.0) for run in runs) for name in runs[0]["stages"]
    }
    numbers = {key: median(run[key] for run in runs) for key in ("wall", "cpu", "peak", "bytes")}
    return {**numbers, "stages": stages, "runs": len(runs)}


def compare(size, who, repeats, engine):
    """Run all of *who* on a ledger of *size* projects, in turns."""
    source, runs = ledger(size), {name: [] for name in who}
    for number in range(repeats):
        for name in who:
            runs[name].append(measure(name, source, engine))
            last = runs[name][-1]
            print(
                f"{size} {number + 1}/{repeats} {name}: "
                f"{last['wall']:.2f} s, {last['peak']:.0f} MiB",
                file=sys.stderr,
            )
    return {name: middle(some) for name, some in runs.items()}


def table(results):
    lines = [
        "| projects | runs | measure | baseline | investtrack | ratio |",
        "|---:|---:|---|---:|---:|---:|",
    ]
    units = {"wall": ("wall, s", ".2f"), "cpu": ("CPU, s", ".2f"), "peak": ("peak, MiB", ".0f")}
    for size, both in results.items():
        for key, (label, form) in units.items():
            values = [both[name][key] if name in both else None for name in ("baseline", "ours")]
            texts = ["—" if value is None else format(value, form) for value in values]
            ratio = f"{values[0] / values[1]:.1f}×" if None not in values else "—"
            runs = next(iter(both.values()))["runs"]
            lines.append(f"| {size:,} | {runs} | {label} | {texts[0]} | {texts[1]} | {ratio} |")
    return "\n".join(lines)


def stage_table(results):
    ours = {
        size: both["ours"] for size, both in results.items() if both.get("ours", {}).get("stages")
    }
    if not ours:
        return "No stage timings were reported."
    names = list(dict.fromkeys(name for one in ours.values() for name in one["stages"]))
    lines = [
        "| stage | " + " | ".join(f"{size:,}" for size in ours) + " |",
        "|---|" + "---:|" * len(ours),
    ]
    for name in names:
        shares = (one["stages"].get(name, 0.0) for one in ours.values())
        cells = [
            f"{seconds:.3f} s ({seconds / one['wall']:.0%})"
            for seconds, one in zip(shares, ours.values())
        ]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    rest = [one["wall"] - sum(one["stages"].values()) for one in ours.values()]
    cells = [f"{left:.3f} s ({left / one['wall']:.0%})" for left, one in zip(rest, ours.values())]
    lines.append("| start, imports and the rest | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def machine():
    load = os.getloadavg()[0]
    return (
        f"{datetime.now():%Y-%m-%d %H:%M}, Python {platform.python_version()}, "
        f"{platform.system()}, {os.cpu_count()} CPUs, load average {load:.1f}"
    )


def main():
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="300,5000,50000")
    parser.add_argument("--repeats", type=int, help="for every size, instead of 7, 3 and 1")
    parser.add_argument("--only", choices=("baseline", "ours"))
    parser.add_argument(
        "--engine",
        choices=("openpyxl", "calamine"),
        default="openpyxl",
        help="what pandas reads with in the baseline",
    )
    options = parser.parse_args()
    OUT.mkdir(exist_ok=True)
    who = [options.only] if options.only else ["baseline", "ours"]
    sizes = [int(size) for size in options.sizes.split(",")]
    head = f"{machine()}; baseline reads with {options.engine}; medians"
    for name in who:  # byte code and the disk cache are warm for both
        measure(name, ledger(min(sizes)), options.engine)
    results = {}
    for size in sizes:
        repeats = options.repeats or next((n for limit, n in REPEATS if size <= limit), 1)
        results[size] = compare(size, who, repeats, options.engine)
    text = f"{head}\n\n{table(results)}\n\nStages of investtrack (share of wall time):\n\n{stage_table(results)}\n"
    print(text)
    (OUT / "results.md").write_text(text, encoding="utf-8")
    document = {"machine": head, "results": results}
    (OUT / "results.json").write_text(json.dumps(document, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
