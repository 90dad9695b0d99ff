"""Kills runs that write, hundreds of times, and counts what is damaged afterwards: it should be nothing.

    python benchmarks/interrupted.py [--tries 500] [--seed 1] [--only report,history,postgresql,desk,rollup]

Each surface is tried in turn: a child that writes is killed, with all it started, at a moment drawn by chance from the time that an
undisturbed one takes. Afterwards every file that is seen is the old one or the new one, a store holds what it held and perhaps one version
more, and verifies; and the next run is whole and leaves no ``.part`` behind. ``postgresql`` needs Debian's package of that name, whose
server is started in a folder of its own; without it the program says so. Exits 1 where anything was damaged.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

from attrs import evolve

from investtrack import ledger_to_json
from investtrack.cli.main import main as verb
from investtrack_testing import sample_ledger


OLD = b"the report of last quarter"


def forked(work):
    """Return the id of a child, of its own group, that does *work*."""
    child = os.fork()
    if child:
        return child
    try:
        os.setsid()
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        work()
    except BaseException:
        os._exit(3)
    os._exit(0)


def killed_after(work, seconds):
    """Do *work* in a child and kill it after *seconds*; whether it was still at it."""
    child = forked(work)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if os.waitpid(child, os.WNOHANG)[0]:
            return False
        time.sleep(0.001)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)  # before it had its own group
    os.waitpid(child, 0)
    return True


def done(work):
    """Do *work* in a child, to its end; return its seconds."""
    began = time.monotonic()
    child = forked(work)
    _, status = os.waitpid(child, 0)
    if status:
        raise RuntimeError(f"an undisturbed run failed: {status}")
    return time.monotonic() - began


def told(*arguments):
    """Run a verb; errors of the ledger are no failure here."""
    if verb([str(each) for each in arguments]) not in {0, 1}:
        raise RuntimeError(f"{arguments[0]} could not be done")


def seen(folder):
    return {
        path.relative_to(folder): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(".part")
    }


_TIMED = re.compile(rb'"seconds":\["float","[^"]*"\]')


def untimed(files):
    """Return *files* without how long each county took, which no two runs say alike."""
    return {name: _TIMED.sub(b"", data) if name.suffix == ".json" else data for name, data in files.items()}  # fmt: skip


def parts(folder):
    return [path.name for path in folder.rglob(".*.part")]


def ledger_file(folder, day):
    ledger = evolve(sample_ledger(), as_of=day)
    path = folder / f"{day}.json"
    path.write_text(ledger_to_json(ledger), encoding="utf-8")
    return path


class ReportRuns:
    """The report in Word, Excel, HTML …, written over old files."""

    def __init__(self, folder):
        self.folder = folder
        self.ledger = ledger_file(folder, date(2022, 3, 20))
        self.whole = folder / "whole"
        self.seconds = done(lambda: told("report", self.ledger, "-o", self.whole))
        self.files = seen(self.whole)

    def one(self, chosen):
        target = self.folder / "target"
        target.mkdir()
        for name in self.files:
            (target / name).write_bytes(OLD)
        run = lambda: told("report", self.ledger, "-o", target)
        hit = killed_after(run, chosen.uniform(0.1, 1.1) * self.seconds)
        faults = [
            f"{name} is half a file"
            for name, data in seen(target).items()
            if data not in {OLD, self.files.get(Path(str(name).replace("（新稿）", "")))}
        ]
        left = bool(parts(target))
        if left or chosen.random() < 0.1:
            shutil.copytree(target, again := self.folder / "again")
            for name in (
                self.files
            ):  # where a person's file stands, the new one goes beside it: as it was before
                (again / name).unlink(missing_ok=True)
            done(lambda: told("report", self.ledger, "-o", again))
            faults += [f"left after the next run: {name}" for name in parts(again)]
            faults += [f"{n} is not whole" for n, data in self.files.items() if (again / n).read_bytes() != data]  # fmt: skip
            shutil.rmtree(again)
        shutil.rmtree(target)
        return hit, faults


class HistoryRuns:
    """Versions put into a store, a file or a database."""

    def __init__(self, folder, server=None):
        self.folder, self.server, self.number = folder, server, 0
        self.days = [date(2022, 1, 1) + timedelta(days=day) for day in range(12)]
        self.ledgers = [ledger_file(folder, day) for day in self.days]
        self._fresh()
        self.seconds = done(lambda: self._add(self.ledgers[0]))
        self.held = self._versions()[0]

    def _fresh(self):
        self.number += 1
        if self.server is None:
            self.place = str(self.folder / f"store{self.number}.sqlite")
            return
        import psycopg

        with psycopg.connect(f"{self.server.replace('+psycopg', '')}/postgres", autocommit=True) as connection:  # fmt: skip
            connection.execute(f"CREATE DATABASE s{self.number}")
        self.place = f"{self.server}/s{self.number}"

    def _add(self, ledger):
        told("history", "add", ledger, "--store", self.place, "--who", "甲")

    def _versions(self):
        from investtrack_sql.store import Store

        with Store(self.place) as store:
            faults = [str(fault) for fault in store.verify()]
            return [(v.id, v.as_of, v.recorded_by) for v in store.versions()], faults

    def one(self, chosen):
        if len(self.held) >= 10:
            self._fresh()
            done(lambda: self._add(self.ledgers[0]))
            self.held = self._versions()[0]
        ledger = self.ledgers[len(self.held)]
        hit = killed_after(lambda: self._add(ledger), chosen.uniform(0.05, 1.1) * self.seconds)
        now, faults = self._versions()
        if now[: len(self.held)] != self.held or len(now) > len(self.held) + 1:
            faults.append(f"{len(self.held)} versions became {len(now)}")
        done(lambda: self._add(ledger))  # the next run goes on
        after, more = self._versions()
        if len(after) != len(self.held) + 1:
            faults.append(f"the next run made {len(self.held)} versions {len(after)}")
        self.held = after
        return hit, faults + more


class DeskRuns:
    """Files dropped on the page, read, and the outputs written."""

    def __init__(self, folder):
        self.folder = folder
        self.token = "t" * 40
        self.ledger = ledger_file(folder, date(2022, 3, 20)).read_bytes()
        self.seconds = 3.0
        whole = folder / "whole"
        began = time.monotonic()
        self._with_desk(whole, None)
        self.seconds = time.monotonic() - began
        self.files = seen(whole)

    def _serve(self, opened, folder):
        from investtrack_desk.server import DeskServer

        DeskServer(opened, folder, self.token).serve()

    def _ask(self, port, path, body):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        given = {"Cookie": f"investtrack_desk_{port}={self.token}"}
        if body is not None:
            given["X-Investtrack"] = "desk"
        connection.request("GET" if body is None else "POST", path, body, given)
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        return data

    def _settled(self, port):
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if json.loads(self._ask(port, "/api/state", None))["busy"] is None:
                return
            time.sleep(0.01)

    def _work(self, port):
        """Do what a page does: drop three files, have the outputs written."""
        for name in ("台账.json", "又一份.json"):
            self._ask(port, f"/api/files?kind=ledger&name={quote(name)}", self.ledger)
        self._settled(port)
        self._ask(port, "/api/write", b"{}")
        self._settled(port)

    def _with_desk(self, folder, seconds):
        """Serve in a child and work there; killed after *seconds*, or to the end where None. Whether it was at work."""
        opened = socket.socket()
        opened.bind(("127.0.0.1", 0))
        opened.listen()
        port = opened.getsockname()[1]
        server = forked(lambda: self._serve(opened, folder))
        opened.close()
        worker = forked(lambda: self._work(port))
        end = None if seconds is None else time.monotonic() + seconds
        at_work = True
        while end is None or time.monotonic() < end:
            if os.waitpid(worker, os.WNOHANG)[0]:
                at_work = False
                break
            time.sleep(0.002)
        for child in (server, worker) if at_work else (server,):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        return at_work

    def one(self, chosen):
        target = self.folder / "target"
        hit = self._with_desk(target, chosen.uniform(0.05, 1.05) * self.seconds)
        faults = []
        if target.exists():
            for name, data in seen(target).items():
                if name.suffix == ".json" and "收到" in str(name) and data != self.ledger:
                    faults.append(f"{name} is not what was sent")
                if name.suffix in {".docx", ".xlsx", ".html", ".csv"} and not data:
                    faults.append(f"{name} is empty")
                if name.suffix in {".docx", ".xlsx"} and not _is_package(target / name):
                    faults.append(f"{name} is half a file")
        if parts(target) if target.exists() else False:
            self._with_desk(target, None)
            faults += [f"left after the next run: {name}" for name in parts(target)]
        shutil.rmtree(target, ignore_errors=True)
        return hit, faults


def _is_package(path):
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is None
    except zipfile.BadZipFile:
        return False


class RollupRuns:
    """A region's reports and the counties kept beside them."""

    def __init__(self, folder):
        self.folder = folder
        region = folder / "市"
        for name in ("甲县", "乙县", "丙县"):
            (region / name).mkdir(parents=True)
            ledger = sample_ledger()
            ledger = evolve(ledger, region=evolve(ledger.region, name=name))
            (region / name / "台账.json").write_text(ledger_to_json(ledger), encoding="utf-8")
        self.region = region
        whole = folder / "whole"
        self.seconds = done(lambda: self._run(whole))
        self.files = untimed(seen(whole))

    def _run(self, target):
        told("rollup", self.region, "-o", target, "--workers", "2", "--resume")

    def one(self, chosen):
        target = self.folder / "target"
        hit = killed_after(lambda: self._run(target), chosen.uniform(0.05, 1.1) * self.seconds)
        now = untimed(seen(target)) if target.exists() else {}
        faults = [f"{name} is {'another' if _is_package(target / name) else 'half a'} file" for name, data in now.items() if self.files.get(name) != data]  # fmt: skip
        if faults:
            shutil.copytree(target, kept := Path(tempfile.mkdtemp(prefix="damaged-")), dirs_exist_ok=True)  # fmt: skip
            faults.append(f"kept in {kept}")
        if (target.exists() and parts(target)) or chosen.random() < 0.1:
            done(lambda: self._run(target))
            faults += [f"left after the next run: {name}" for name in parts(target)]
            faults += [f"{name} is not whole" for name, data in self.files.items() if untimed(seen(target)).get(name) != data]  # fmt: skip
        shutil.rmtree(target, ignore_errors=True)
        return hit, faults


@contextlib.contextmanager
def postgresql():
    """Serve a database in a folder of its own; yield its address, None where the package is not installed."""
    tools = {name: next(iter(sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))), None) for name in ("initdb", "pg_ctl")}  # fmt: skip
    if None in tools.values():
        yield None
        return
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    if as_user:
        shutil.chown(folder, "postgres")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def run(*command):
        subprocess.run([*as_user, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd=folder)  # fmt: skip

    run(tools["initdb"], "-D", folder / "data", "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync")  # fmt: skip
    run(tools["pg_ctl"], "-D", folder / "data", "-o", f"-p {port} -h 127.0.0.1 -k {folder}", "-l", folder / "log", "-w", "start")  # fmt: skip
    try:
        yield f"postgresql+psycopg://tester@127.0.0.1:{port}"
    finally:
        run(tools["pg_ctl"], "-D", folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def main():
    """Try, and tell a line a surface."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--tries", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="report,history,postgresql,desk,rollup")
    options = parser.parse_args()
    named = options.only.split(",")
    chosen = random.Random(options.seed)
    tries, hits, damaged = Counter(), Counter(), Counter()
    with postgresql() as server, tempfile.TemporaryDirectory(prefix="interrupted-") as place:
        surfaces = {}
        for name, make in (
            ("report", ReportRuns), ("history", HistoryRuns),
            ("postgresql", lambda folder: HistoryRuns(folder, server)), ("desk", DeskRuns), ("rollup", RollupRuns),
        ):  # fmt: skip
            if name == "postgresql" and server is None:
                print("postgresql is not installed: not tried")
            elif name in named:
                folder = Path(place) / name
                folder.mkdir()
                surfaces[name] = make(folder)
                print(f"{name}: an undisturbed run takes {surfaces[name].seconds:.2f} s", flush=True)  # fmt: skip
        for number in range(options.tries):
            name = list(surfaces)[number % len(surfaces)]
            hit, faults = surfaces[name].one(chosen)
            tries[name] += 1
            hits[name] += hit
            damaged[name] += bool(faults)
            for fault in faults:
                print(f"{name}, try {number + 1}: {fault}", flush=True)
            if number % 50 == 49:
                print(f"{number + 1} tries, {sum(hits.values())} killed at work, {sum(damaged.values())} damaged", flush=True)  # fmt: skip
    for name in tries:
        print(f"{name:12} {tries[name]:4} tries, {hits[name]:4} killed at work, {damaged[name]} damaged")  # fmt: skip
    print(
        f"{sum(tries.values())} tries, {sum(hits.values())} killed at work, {sum(damaged.values())} damaged"
    )
    return 1 if sum(damaged.values()) else 0


if __name__ == "__main__":
    raise SystemExit(main())
