"""Is this tree slower than another revision? The two take turns, each turn a fresh process; CPU time, least of all turns.

    git worktree add /tmp/before before-the-house
    cd /tmp/before && python -m uv sync      # an environment of its own: its plugins are its own
    python benchmarks/paired.py /tmp/before/.venv/bin/python [--sizes 300,5000,20000] [--turns 10]

Measured: reading a workbook, computing (`build_report`: every figure and check, the installed plugins' checks with
them; `same`: the figures alone that the other revision has, without the net of magnitudes), importing the package, and whole commands. The least is what a busy machine disturbs least.
"""

import gc
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path


HERE = Path(__file__).resolve()
INNER = 3
"""Times a turn repeats what is measured within its process: a first time warms caches that a user's run warms too."""


def measure(what, source):
    """Print the least CPU time of *what*, of a few in this process."""
    from investtrack import Profile, build_report, load_plugins, read_sources

    gc.disable()  # as the program does
    if what == "same":
        leave_out_new(set(json.loads(os.environ["INVESTTRACK_SAME"])))
    plugins = load_plugins()
    checks = list(plugins.checks.values())
    extract = read_sources(plugins, [Path(source)], Profile())
    ledger, findings = extract.ledger, extract.findings
    times = []
    for _ in range(INNER):
        begin = time.process_time()
        if what == "ids":
            report = build_report(ledger, findings=findings, checks=checks)
            print(json.dumps(list(report.figures)))
            return
        if what == "read":
            read_sources(plugins, [Path(source)], Profile())
        else:
            build_report(ledger, findings=findings, checks=() if what == "core" else checks)
        times.append(time.process_time() - begin)
    print(min(times))


def leave_out_new(ids):
    """Compute the figures *ids* alone, and no net of magnitudes and sizes: what the other revision has."""
    try:
        import investtrack.checks.run as checking
        from investtrack import metrics
        from investtrack.metrics.lookup import compute_all
    except ImportError:  # it is the other revision
        return
    metrics.compute_all = lambda definitions, facts: compute_all(
        definitions, facts, [each.id for each in definitions if each.id in ids]
    )
    checking.check_magnitudes = lambda *_: iter(())


def of_process(command):
    """Return the CPU time of a process and its children, in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def turn(python, what, source):
    """Return the CPU time of one turn."""
    tool = [python, "-m", "investtrack"]
    if what in {"read", "build", "core", "same"}:
        command = [python, str(HERE), "--measure", what, str(source)]
        return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    if what == "metrics":
        return of_process([*tool, "metrics", "--json", str(source)])
    if what == "report":
        with tempfile.TemporaryDirectory() as folder:
            return of_process([*tool, "report", str(source), "-o", folder])
    if what == "import":
        return of_process([python, "-c", "import investtrack"])
    return of_process([*tool, f"--{what}"])


def paired(pythons, what, source, turns):
    """Return the least CPU time of each interpreter; they change who goes first."""
    least = dict.fromkeys(pythons, float("inf"))
    for number in range(turns):
        for python in pythons if number % 2 else reversed(pythons):
            least[python] = min(least[python], turn(python, what, source))
    return [least[python] for python in pythons]


def main():
    """Print a table: what, size, before, now, ratio."""
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("before", help="the interpreter of the other revision's environment")
    parser.add_argument("--sizes", default="300,5000,20000")
    parser.add_argument("--turns", type=int, default=10)
    parser.add_argument("--what", default="read,build,same,core,metrics,report,import,version,help")
    given = parser.parse_args()
    pythons = (given.before, sys.executable)
    from make_ledger import make_ledger

    print("| what | projects | before, s | now, s | now / before |\n|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for place, text in enumerate(given.sizes.split(",")):
            source = make_ledger(Path(folder) / f"{text}.xlsx", int(text))
            asked = [given.before, str(HERE), "--measure", "ids", str(source)]
            if "same" in given.what:
                known = subprocess.run(asked, check=True, capture_output=True, text=True)
                os.environ["INVESTTRACK_SAME"] = known.stdout
            for what in given.what.split(","):
                is_start = what in {"import", "version", "help"}
                if is_start and place:
                    continue
                before, now = paired(pythons, what, source, given.turns)
                size = "" if is_start else f"{int(text):,}"
                print(
                    f"| {what} | {size} | {before:.3f} | {now:.3f} | {now / before:.2f} |",
                    flush=True,
                )


if __name__ == "__main__":
    os.environ.pop("INVESTTRACK_TIMINGS", None)
    if sys.argv[1:2] == ["--measure"]:
        measure(*sys.argv[2:])
    else:
        main()
