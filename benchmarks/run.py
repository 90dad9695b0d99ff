"""Measure `investtrack report` against three other ways, each run in a fresh process.

    python benchmarks/run.py [--sizes 300,5000,50000] [--who ours,baseline] [--engine calamine] [--plot]

The ways: `baseline` (pandas, openpyxl, docxtpl), `polars` (Polars, XlsxWriter, docxtpl), and `libreoffice`,
which only recalculates our own workbook of formulas and saves it. For each size they are run in turns; the tables
give medians of wall time, CPU time (user and system) and peak resident memory, as multiples of ours. A further
table gives the share of each stage of ours, as it reports them when INVESTTRACK_TIMINGS is set. Everything is
written to benchmarks/out/; --plot draws growth.png there.
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


def command_for(who, source, target, engine, pictures):
    bare = [] if pictures else ["--no-pictures"]
    if who == "baseline":
        script = str(HERE / "baseline.py")
        return [sys.executable, script, str(source), "-o", str(target), "--engine", engine, *bare]
    if who == "polars":
        script = str(HERE / "polars_version.py")
        return [sys.executable, script, str(source), "-o", str(target), *bare]
    if who == "libreoffice":
        profile = f"-env:UserInstallation={profile_of_libreoffice().as_uri()}"
        book = str(living_workbook(source))
        return [
            soffice(),
            "--headless",
            profile,
            "--convert-to",
            "xlsx",
            "--outdir",
            str(target),
            book,
        ]
    return [sys.executable, "-m", "investtrack", "report", str(source), "-o", str(target)]


def soffice():
    """Return LibreOffice's own program, since the script before it hides its memory; None where absent."""
    places = (
        *Path("/usr/lib/libreoffice/program").glob("soffice.bin"),
        *Path("/opt").glob("libreoffice*/program/soffice.bin"),
    )
    return next((str(place) for place in places), None) or shutil.which("soffice")


def living_workbook(source):
    """Return our workbook of *source*, whose figures are formulas."""
    path = OUT / f"living_{source.stem}.xlsx"
    if not path.exists() or path.stat().st_mtime < source.stat().st_mtime:
        command = [
            sys.executable,
            "-m",
            "investtrack",
            "export",
            str(source),
            "--to",
            "excel",
            "-o",
            str(path),
        ]
        if subprocess.run(command, stdout=subprocess.DEVNULL).returncode not in {0, 1}:
            raise SystemExit(f"no workbook of {source.name}")
    return path


def profile_of_libreoffice():
    """Return a profile that recalculates every formula of an xlsx when it is opened."""
    folder = OUT / "libreoffice"
    (folder / "user").mkdir(parents=True, exist_ok=True)
    settings = folder / "user" / "registrymodifications.xcu"
    if not settings.exists():
        settings.write_text(
            '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
            '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">'
            "<value>0</value></prop></item></oor:items>"
        )
        # The first start of a profile only sets it up, and ends with 81.
        first = [
            soffice(),
            "--headless",
            f"-env:UserInstallation={folder.as_uri()}",
            "--terminate_after_init",
        ]
        subprocess.run(first, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return folder


def measure(who, source, engine, pictures=True):
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
            command_for(who, source, target, engine, pictures),
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
    wanted = ("*.xlsx",) if who == "libreoffice" else ("*.xlsx", "*.docx")
    if not all(any(target.glob(pattern)) for pattern in wanted):
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


def compare(size, who, repeats, engine, pictures=True):
    """Run all of *who* on a ledger of *size* projects, in turns."""
    source, runs = ledger(size), {name: [] for name in who}
    for number in range(repeats):
        for name in who:
            runs[name].append(measure(name, source, engine, pictures))
            last = runs[name][-1]
            print(
                f"{size} {number + 1}/{repeats} {name}: "
                f"{last['wall']:.2f} s, {last['peak']:.0f} MiB",
                file=sys.stderr,
            )
    return {name: middle(some) for name, some in runs.items()}


def table(results, who):
    lines = [
        f"| projects | runs | measure | {' | '.join(who)} |",
        "|---:|---:|---|" + "---:|" * len(who),
    ]
    units = {"wall": ("wall, s", ".2f"), "cpu": ("CPU, s", ".2f"), "peak": ("peak, MiB", ".0f")}
    for size, all_of_them in results.items():
        for key, (label, form) in units.items():
            ours = all_of_them.get("ours", {}).get(key)
            cells = []
            for name in who:
                value = all_of_them[name][key]
                times = f" ({value / ours:.1f}×)" if ours and name != "ours" else ""
                cells.append(f"{value:{form}}{times}")
            runs = next(iter(all_of_them.values()))["runs"]
            lines.append(f"| {size:,} | {runs} | {label} | {' | '.join(cells)} |")
    return "\n".join(lines)


def plot(results, who):
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, both = plt.subplots(1, 2, figsize=(9, 3.6))
    for axes, key, label in zip(both, ("wall", "peak"), ("wall time, s", "peak memory, MiB")):
        for name in who:
            axes.plot(
                list(results),
                [found[name][key] for found in results.values()],
                marker="o",
                label=name,
            )
        axes.set(xscale="log", yscale="log", xlabel="projects", title=label)
        axes.grid(which="both", alpha=0.25)
    both[0].legend()
    figure.tight_layout()
    figure.savefig(OUT / "growth.png", dpi=110)


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


WAYS = ("ours", "baseline", "polars", "libreoffice")


def main():
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="300,5000,50000")
    parser.add_argument("--repeats", type=int, help="for every size, instead of 7, 3 and 1")
    parser.add_argument("--who", default=",".join(WAYS), help="which of them, in this order")
    parser.add_argument("--plot", action="store_true", help="draw growth.png, too")
    parser.add_argument(
        "--engine",
        choices=("openpyxl", "calamine"),
        default="openpyxl",
        help="what pandas reads with in the baseline",
    )
    parser.add_argument(
        "--no-pictures",
        action="store_true",
        help="leave out the two pictures that only the others draw",
    )
    options = parser.parse_args()
    OUT.mkdir(exist_ok=True)
    who = options.who.split(",")
    if unknown := set(who) - set(WAYS):
        parser.error(f"no such way: {', '.join(sorted(unknown))}")
    if "libreoffice" in who and soffice() is None:
        print("LibreOffice is not installed: left out", file=sys.stderr)
        who.remove("libreoffice")
    sizes = [int(size) for size in options.sizes.split(",")]
    drawn = "no pictures" if options.no_pictures else "two pictures in theirs"
    head = f"{machine()}; baseline reads with {options.engine}; {drawn}; medians"
    for name in who:  # byte code and the disk cache are warm for all
        measure(name, ledger(min(sizes)), options.engine, not options.no_pictures)
    results = {}
    for size in sizes:
        repeats = options.repeats or next((n for limit, n in REPEATS if size <= limit), 1)
        results[size] = compare(size, who, repeats, options.engine, not options.no_pictures)
    text = f"{head}\n\n{table(results, who)}\n\nStages of investtrack (share of wall time):\n\n{stage_table(results)}\n"
    print(text)
    (OUT / "results.md").write_text(text, encoding="utf-8")
    document = {"machine": head, "results": results}
    (OUT / "results.json").write_text(json.dumps(document, indent=2), encoding="utf-8")
    if options.plot:
        plot(results, who)


if __name__ == "__main__":
    main()
