"""Measure `investtrack rollup` from a city to the nation: wall time, and the memory of each process.

    python benchmarks/nation.py [--counties 100,400,2800] [--projects 357] [--workers 2] [--plot]

Each size is a folder of that many county workbooks, made once and kept in benchmarks/out/. The peak of the process
that merges and that of the largest worker are read from the system while they run.
"""

from argparse import ArgumentParser
import json
import os
from pathlib import Path
import shutil
import subprocess
import sys
import threading
import time

import psutil

from run import machine


OUT = Path(__file__).parent / "out"


def folder_of(counties, projects):
    folder = OUT / f"nation_{counties}_{projects}"
    if not (folder / "made").exists():
        print(f"making {counties} workbooks …", file=sys.stderr)
        # in a process of its own, so that this one stays small
        command = [
            sys.executable,
            str(Path(__file__).parent / "make_nation.py"),
            str(counties),
            str(projects),
            str(folder),
        ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        (folder / "made").touch()
    return folder


def watch(process, peaks, stop):
    """Keep the largest resident size of the process and of each of its children."""
    parent = psutil.Process(process.pid)
    while not stop.wait(0.1):
        try:
            for one in (parent, *parent.children(recursive=True)):
                role = "merging" if one.pid == parent.pid else "worker"
                peaks[role] = max(peaks.get(role, 0), one.memory_info().rss)
        except psutil.Error:
            continue


def measure(folder, workers):
    target = OUT / "nation_out"
    shutil.rmtree(target, ignore_errors=True)
    command = [
        sys.executable,
        "-m",
        "investtrack",
        "rollup",
        str(folder),
        "-o",
        str(target),
        "--workers",
        str(workers),
        "--top-only",
    ]
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(OUT / "pycache")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    peaks, stop = {}, threading.Event()
    began = time.perf_counter()
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    watcher = threading.Thread(target=watch, args=(process, peaks, stop))
    watcher.start()
    _, errors = process.communicate()
    wall = time.perf_counter() - began
    stop.set()
    watcher.join()
    if process.returncode not in {0, 1}:
        raise SystemExit(errors.decode(errors="replace"))
    return {"wall": wall, **{role: peak / 2**20 for role, peak in peaks.items()}}


def plot(results, projects):
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, both = plt.subplots(1, 2, figsize=(9, 3.4))
    sizes = [counties * projects for counties in results]
    both[0].plot(sizes, [one["wall"] for one in results.values()], marker="o")
    both[0].set(title="wall time, s", xlabel="projects")
    for role in ("merging", "worker"):
        both[1].plot(sizes, [one[role] for one in results.values()], marker="o", label=role)
    both[1].set(title="peak memory of a process, MiB", xlabel="projects", ylim=(0, None))
    both[1].legend()
    for axes in both:
        axes.grid(alpha=0.25)
        axes.set_ylim(bottom=0)
    figure.tight_layout()
    figure.savefig(OUT / "nation.png", dpi=110)


def main():
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--counties", default="100,400,2800")
    parser.add_argument("--projects", type=int, default=357)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--plot", action="store_true")
    options = parser.parse_args()
    OUT.mkdir(exist_ok=True)
    results = {}
    for counties in map(int, options.counties.split(",")):
        results[counties] = measure(folder_of(counties, options.projects), options.workers)
        print(counties, results[counties], file=sys.stderr)
    lines = [
        "| counties | projects | wall, s | ms a county | merging, MiB | worker, MiB |",
        "|---:|---:|---:|---:|---:|---:|",
    ]
    for counties, one in results.items():
        lines.append(
            f"| {counties:,} | {counties * options.projects:,} | {one['wall']:.1f} | {one['wall'] / counties * 1000:.0f} "
            f"| {one.get('merging', 0):.0f} | {one.get('worker', 0):.0f} |"
        )
    text = f"{machine()}; {options.workers} workers\n\n" + "\n".join(lines) + "\n"
    print(text)
    (OUT / "nation.md").write_text(text, encoding="utf-8")
    (OUT / "nation.json").write_text(json.dumps(results, indent=2), encoding="utf-8")
    if options.plot:
        plot(results, options.projects)


if __name__ == "__main__":
    main()
