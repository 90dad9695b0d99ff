"""What every verb costs beside the main job: starts beside a bare Python, exports beside `report`, a second run in one process.

    python benchmarks/verbs.py [--parts starts,second,writes,what-if] [--size 50000] [--turns 3] [--before PYTHON]

CPU time (user and system) and peak resident memory of fresh processes that take turns, the least of all turns; byte code
is compiled by a first run that is not counted. `--before` names the interpreter of another revision's environment (see
paired.py): it takes turns with this one, on the same sources, and gets columns of its own. A figure beyond its target is
marked so. Sources and outputs are in benchmarks/out/.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path


HERE = Path(__file__).resolve().parent
OUT = HERE / "out" / "verbs"
SMALL, MIDDLE = 300, 5_000
STARTS, CPU, MEMORY, SECOND = 5.0, 1.0, 1.5, 0.35
"""The targets: multiples of a bare Python, of `report`'s CPU time and memory, and of a fresh run."""
AGAIN = """
import gc, json, os, shutil, sys, time
gc.disable()
from investtrack.cli.main import main
source, target = sys.argv[1:]
for turn in range(3):
    begin = time.process_time()
    kept = os.dup(1); os.dup2(2, 1)
    main(["report", source, "-o", target])
    sys.stdout.flush(); os.dup2(kept, 1)
    last = time.process_time() - begin if turn else time.process_time()
    print(json.dumps(last), flush=True)
    shutil.rmtree(target)
"""
"""Three runs in one process: the first with its start, as a fresh process has it; the others as a desk has them."""


class Spent:
    """The least CPU seconds and MiB of some turns."""

    def __init__(self):
        self.cpu = self.peak = float("inf")

    def take(self, cpu, peak):
        self.cpu, self.peak = min(self.cpu, cpu), min(self.peak, peak)


def environment():
    """Return the environment of a run: byte code is kept, beside what we write, for every interpreter its own."""
    kept = {**os.environ, "PYTHONPYCACHEPREFIX": str(OUT / "pycache")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    kept.pop("INVESTTRACK_TIMINGS", None)
    return kept


def run(command):
    """Return CPU seconds and peak MiB of *command*; an error of the program ends the measurement."""
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            command, env=environment(), stdout=subprocess.DEVNULL, stderr=errors
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in {0, 1}:  # 1: done, with findings
            errors.seek(0)
            raise SystemExit(f"{command}: {errors.read().decode(errors='replace')[-2000:]}")
    scale = 1024 if sys.platform != "darwin" else 1024**2
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / scale


def ledger(size, kind="xlsx"):
    """Return a generated ledger of *size* projects; one with other amounts as its next version; its JSON."""
    path = OUT / f"ledger_{size}.{kind}"
    if not path.exists():
        OUT.mkdir(parents=True, exist_ok=True)
        if kind == "json":
            tool = [
                sys.executable,
                "-m",
                "investtrack",
                "export",
                str(ledger(size)),
                "--to",
                "json",
            ]
            run([*tool, "-o", str(path)])
        else:
            run([sys.executable, str(HERE / "make_ledger.py"), str(size), str(path)])
    return path


def next_version(size):
    """Return the ledger of *size* as JSON a day later, one project's amount changed."""
    path = OUT / f"next_{size}.json"
    if not path.exists():
        text = ledger(size, "json").read_text(encoding="utf-8")
        head, mark, tail = text.partition('"total_investment": "')
        path.write_text(f"{head}{mark}1{tail}", encoding="utf-8")
    return path


def store(size):
    """Return a store that holds two versions of the ledger of *size*."""
    path = OUT / f"store_{size}.sqlite"
    if not path.exists():
        half = path.with_suffix(".half")
        half.unlink(missing_ok=True)
        for source in (ledger(size, "json"), next_version(size)):
            tool = [sys.executable, "-m", "investtrack", "history", "add", str(source)]
            run([*tool, "--store", str(half)])
        half.rename(path)
    return path


def writes(size):
    """Return name → arguments of everything that reads or writes a whole ledger; `report` first."""
    source, target = str(ledger(size)), OUT / "target"
    jobs = {"report": ["report", source, "-o", str(target)]}
    jobs["check"] = ["check", source]
    jobs["check -o"] = ["check", source, "-o", str(target / "checked.xlsx")]
    jobs["metrics --json"] = ["metrics", source, "--json"]
    for name, suffix in (
        ("csv-zip", "zip"), ("parquet-zip", "zip"), ("json", "json"), ("html", "html"), ("oc4ids", "json"),
        ("arrow", "arrow"), ("parquet", "parquet"), ("history", "sqlite"),
    ):  # fmt: skip
        path = str(target / f"out.{suffix}")
        jobs[f"export --to {name}"] = ["export", source, "--to", name, "-o", path]
    jobs["metrics of json"] = ["metrics", str(ledger(size, "json")), "--json"]
    jobs["history add"] = ["history", "add", source, "--store", str(target / "new.sqlite")]
    kept = ["--store", str(store(size))]
    jobs["history get"] = ["history", "get", "-o", str(target / "got.json"), *kept]
    jobs["history changes"] = ["history", "changes", *kept]
    return jobs


def chosen(size, part):
    """Return the commands of those *writes* whose name holds *part*, and of `report`."""
    return {
        name: ["-m", "investtrack", *arguments]
        for name, arguments in writes(size).items()
        if name == "report" or any(each in name for each in part.split(","))
    }


def verbs(pythons):
    """Return the verbs that every interpreter has; asked of a child, for a child's peak starts from its parent's."""
    code = "from investtrack.plugin.loading.discovery import find_verbs; print(*find_verbs())"
    found = [subprocess.run([python, "-c", code], capture_output=True, text=True).stdout.split() for python in pythons]  # fmt: skip
    return [verb for verb in found[0] if all(verb in names for names in found)]


def paired(jobs, pythons, turns, first=None):
    """Return job → interpreter → what it spent; the interpreters change who goes first.

    The turn -1, of the jobs *first* where they are given, compiles and is not counted.
    """
    spent = {name: {python: Spent() for python in pythons} for name in jobs}
    for number in range(-1, turns):
        for name, arguments in ((first or jobs) if number < 0 else jobs).items():
            for python in pythons if number % 2 else pythons[::-1]:
                shutil.rmtree(OUT / "target", ignore_errors=True)
                (OUT / "target").mkdir(parents=True)
                found = run([python, *arguments])
                if number >= 0:
                    spent[name][python].take(*found)
                    print(f"{number + 1}/{turns} {name}: {found[0]:.3f} s, {found[1]:.0f} MiB", file=sys.stderr)  # fmt: skip
    return spent


def table(spent, pythons, reference, limits):
    """Print each job beside *reference*, a column for each interpreter; what is beyond its limit is marked."""
    names = ["now"] if len(pythons) == 1 else ["now", "before"]
    head = ["what", *(f"{name}: {what}" for name in names for what in ("CPU, s", "×", "MiB", "×"))]
    print(f"| {' | '.join(head)} |\n|---|{'---:|' * (len(head) - 1)}")
    for name, own in spent.items():
        cells = [name]
        for python in pythons:
            base, found = spent[reference][python], own[python]
            ratios = (found.cpu / base.cpu, found.peak / base.peak)
            marks = ["**" if ratio > limit and name != reference else "" for ratio, limit in zip(ratios, limits)]  # fmt: skip
            told = [f"{mark}{ratio:.2f}{mark}" for mark, ratio in zip(marks, ratios)]
            cells += [f"{found.cpu:.3f}", told[0], f"{found.peak:.0f}", told[1]]
        print(f"| {' | '.join(cells)} |")
    print(flush=True)


def starts(pythons, turns):
    """A bare Python, the lists, the version, and the help of every verb."""
    tool = ["-m", "investtrack"]
    jobs = {"bare Python": ["-c", "pass"], "--version": [*tool, "--version"], "no verb": tool}
    jobs["--help"] = [*tool, "--help"]
    jobs |= {f"{verb} --help": [*tool, verb, "--help"] for verb in verbs(pythons)}
    table(paired(jobs, pythons, turns), pythons, "bare Python", (STARTS, float("inf")))


def second(pythons, turns):
    """The second and third `report` of a process, as a share of the first, which is a fresh run."""
    print("| interpreter | fresh, s | second | third |\n|---|---:|---:|---:|")
    least = {python: [float("inf")] * 3 for python in pythons}
    for number in range(-1, turns):
        for python in pythons:
            command = [python, "-c", AGAIN, str(ledger(SMALL)), str(OUT / "target")]
            done = subprocess.run(command, env=environment(), capture_output=True, check=True)
            if number >= 0:
                times = [float(line) for line in done.stdout.split()]
                least[python] = [min(pair) for pair in zip(least[python], times)]
    for name, (fresh, *later) in zip(("now", "before"), least.values()):
        told = " | ".join(f"{each / fresh:.2f}" for each in later)
        print(f"| {name} | {fresh:.3f} | {told} |")
    print(f"\nTarget: {SECOND}\n", flush=True)


def main():
    """Print the tables."""
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--parts", default="starts,second,writes,what-if")
    parser.add_argument("--size", type=int, default=50_000, help="projects of the writes")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument(
        "--only", default="", help="of the writes, those whose name holds one of these"
    )
    parser.add_argument("--before", help="the interpreter of another revision's environment")
    given = parser.parse_args()
    pythons = [sys.executable, *([given.before] if given.before else [])]
    print(f"{time.strftime('%Y-%m-%d %H:%M')}, load average {os.getloadavg()[0]:.1f}, least of {given.turns} turns\n")  # fmt: skip
    for part in given.parts.split(","):
        if part == "starts":
            starts(pythons, max(given.turns, 5))
        elif part == "second":
            second(pythons, max(given.turns, 5))
        elif part == "writes":
            first, jobs = (chosen(size, given.only) for size in (SMALL, given.size))
            print(f"{given.size:,} projects\n")
            table(paired(jobs, pythons, given.turns, first), pythons, "report", (CPU, MEMORY))
        elif part == "what-if":
            source = str(ledger(MIDDLE))
            jobs = {
                "report": ["-m", "investtrack", "report", source, "-o", str(OUT / "target")],
                "what-if": ["-m", "investtrack", "what-if", source],
            }
            print(f"{MIDDLE:,} projects\n")
            table(paired(jobs, pythons, given.turns), pythons, "report", (CPU, MEMORY))
        else:
            parser.error(f"no such part: {part}")


if __name__ == "__main__":
    main()
