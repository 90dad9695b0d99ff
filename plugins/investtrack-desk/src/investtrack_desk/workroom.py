"""What the page works on: the office's files, its answers, the report; one job at a time, each step told."""

from __future__ import annotations

import logging
import threading
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path

from attrs import evolve, frozen

from investtrack.asking import (
    Question,
    Sighting,
    answer,
    find_questions,
    profile_with_answers,
)
from investtrack.cli.hosting import KeptSession, run_verb
from investtrack.cli.session import has_records
from investtrack.errors import InvesttrackError, PeriodError
from investtrack.model.extract import Extract
from investtrack.model.profile import Profile
from investtrack.plugin.files import plan_copies, write_copies, writing
from investtrack.plugin.installed import Plugins
from investtrack.plugin.kept import place_for
from investtrack.plugin.loading.manager import load_plugins
from investtrack.plugin.sources.files import find_sources
from investtrack.plugin.sources.own_profiles import sighting
from investtrack.report import Report, build_report
from investtrack.values.period import parse_period
from investtrack_desk.files import DroppedAs, RefusedError, free_place
from investtrack_desk.sheets import SheetStore


_KINDS = (
    "importers",
    "exporters",
    "checks",
    "annotators",
    "profiles",
    "findings",
    "documents",
    "proofreaders",
    "forecasters",
)
_OUTPUTS = "报告"
_ANSWERS = "本县.toml"
_WATCHED = 2.0  # seconds between looks at a folder
_FAULT = "程序出错（{kind}：{error}），没有完成；收到的文件都在，请把这句话发给维护者"
_log = logging.getLogger(__name__)

Signature = tuple[tuple[str, int, int], ...]


@frozen
class Busy:
    """What is being done, and how far it is."""

    label: str
    step: str = ""
    done: int = 0
    total: int = 0


@frozen(eq=False)
class Work:
    """What is known of the ledgers at hand.

    Attributes:
        signature: the files, by size and time, and the answers: the same again needs no work.
        seen: as the profile reads them.
        profile: with the answers.
        questions: what is still to be asked.
        report: None where there is nothing to compute, and *why* says what is lacking.
        why: in Chinese.
    """

    signature: object
    seen: Sighting
    profile: Profile
    questions: tuple[Question, ...]
    report: Report | None
    why: str = ""


class Workroom:
    """The one room of a server. What the page asks is answered at once; what takes long is done in turn behind it."""

    def __init__(self, folder: Path) -> None:
        """Work in *folder*.

        Raises:
            OSError: it cannot be made.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.watched: Path | None = None
        self.period = ""
        self.busy: Busy | None = None
        self.error = ""
        self.texts: dict[str, str] = {}
        self.asked_form = ""  # the form that waits for a yes
        self.work: Work | None = None
        self.version = 0
        self._lock = threading.RLock()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="desk")
        self._closed = threading.Event()
        self._watcher: threading.Thread | None = None
        self.sheets = SheetStore(lambda: self.plugins)
        if self.sources:
            self.submit("读取台账", self.read)

    @cached_property
    def plugins(self) -> Plugins:
        """What is installed, loaded once for as long as the program runs."""
        return load_plugins(_KINDS)

    # -- files -----------------------------------------------------------------------------------

    def place(self, kind: DroppedAs) -> Path:
        """Return the folder of a kind."""
        return self.folder / kind.value

    def files(self, kind: DroppedAs) -> list[Path]:
        """Return the files of a kind that are in use, by name."""
        folder = self.place(kind)
        if not folder.is_dir():
            return []
        found = (p for p in folder.iterdir() if p.is_file() and not p.name.startswith((".", "~$")))
        return sorted(found)

    @property
    def sources(self) -> list[Path]:
        """The ledgers at hand: those of the watched folder, else those that were dropped."""
        if self.watched is not None:
            return [self.watched]
        return self.files(DroppedAs.LEDGER)

    def path_of(self, name: str) -> Path | None:
        """Return the ledger at hand of that name."""
        try:
            found = find_sources(self.plugins, self.sources) if self.sources else []
        except InvesttrackError:
            return None
        return next((path for path in found if path.name == name), None)

    @property
    def outputs(self) -> list[Path]:
        """What was written, by name."""
        folder = self.folder / _OUTPUTS
        return (
            sorted(p for p in folder.iterdir() if p.is_file() and not p.name.startswith("."))
            if folder.is_dir()
            else []
        )

    @property
    def held(self) -> int:
        """Bytes that were received."""
        return sum(path.stat().st_size for kind in DroppedAs for path in self.files(kind))

    def demand_kind(self, name: str, kind: DroppedAs) -> None:
        """Refuse a file that cannot be what it was dropped as.

        Raises:
            RefusedError: nothing installed reads it, or another place is for it.
        """
        suffix = Path(name).suffix.lower()
        readable = {s for importer in self.plugins.importers.values() for s in importer.suffixes}
        wanted = {
            DroppedAs.LEDGER: readable, DroppedAs.EARLIER: readable,
            DroppedAs.EDITED: {".docx"}, DroppedAs.FORM: {".xlsx", ".xlsm", ".docx"},
        }.get(kind, set())  # fmt: skip
        if suffix in wanted:
            return
        from investtrack.plugin.unreadable import advice

        told = advice(Path(name), wanted) or f"这里收 {'、'.join(sorted(wanted))}"
        raise RefusedError(f"{name}：{told}")

    def set_aside(self, paths: Sequence[Path]) -> None:
        """Use these files no longer: they are kept in a folder of their own, to be compared with."""
        folder = self.place(DroppedAs.ASIDE)
        folder.mkdir(parents=True, exist_ok=True)
        for path in paths:
            path.replace(free_place(folder, path.name))

    def move_to(self, folder: Path) -> None:
        """Work in another folder; what is in the old one stays there.

        Raises:
            RefusedError: it cannot be used.
        """
        if not folder.is_absolute():
            raise RefusedError("请写完整的文件夹，如 D:\\投资台账 或 /home/用户名/投资台账", 400)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe = folder / ".investtrack-desk"
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            raise RefusedError(f"这个文件夹用不了（{error.strerror}），换一个", 400) from error
        with self._lock:
            self.folder, self.watched, self.work, self.texts = folder, None, None, {}
        self.submit("读取台账", self.read)

    def watch(self, folder: Path | None) -> None:
        """Read the ledgers of *folder* where they lie, again whenever one changes; None: what was dropped.

        Raises:
            RefusedError: there is no such folder.
        """
        if folder is not None and not (folder.is_absolute() and folder.is_dir()):
            raise RefusedError("没有这个文件夹，请写完整的路径", 400)
        with self._lock:
            self.watched = folder
        if folder is not None and self._watcher is None:
            self._watcher = threading.Thread(target=self._look, daemon=True)
            self._watcher.start()
        self.submit("读取台账", self.read)

    def _look(self) -> None:
        while not self._closed.wait(_WATCHED):
            if self.watched is None or self.busy is not None:
                continue
            with suppress(InvesttrackError, OSError):
                if self.work is None or self.work.signature != self._signature():
                    self.submit("读取台账", self.read).result()

    # -- jobs ------------------------------------------------------------------------------------

    def submit(self, label: str, act: Callable[[], object]) -> Future[None]:
        """Do *act* after what was asked for before; what goes wrong becomes a sentence on the page."""
        with self._lock:
            self.busy = self.busy or Busy(label)
            self.version += 1
        return self._worker.submit(self._do, label, act)

    def _do(self, label: str, act: Callable[[], object]) -> None:
        self.busy, self.error = Busy(label), ""
        try:
            act()
        except InvesttrackError as error:
            self.error = str(error)
        except Exception as error:  # noqa: BLE001 - a fault is told on the page; the desk goes on
            _log.exception("%s", label)
            self.error = _FAULT.format(kind=type(error).__name__, error=error)
        finally:
            with self._lock:
                self.busy = None
                self.version += 1

    def step(self, label: str, step: str, total: int) -> None:
        """Tell how far it is."""
        last = self.busy
        done = last.done + 1 if last is not None and last.label == label and last.step else 0
        self.busy = Busy(label, step, done, total)
        self.version += 1

    def wait(self) -> None:
        """Return when all that was asked for is done."""
        self._worker.submit(lambda: None).result()

    def close(self) -> None:
        """Finish what is being written, and end."""
        self._closed.set()
        self._worker.shutdown(wait=True, cancel_futures=True)

    # -- reading ---------------------------------------------------------------------------------

    @property
    def answers(self) -> Path:
        """The file of answers: beside the ledgers, where next month's look for it."""
        return (self.watched or self.folder) / _ANSWERS

    def _signature(self) -> object:
        paths = find_sources(self.plugins, self.sources) if self.sources else []
        files = [*paths, *([self.answers] if self.answers.is_file() else [])]
        marks = tuple((str(p), (s := p.stat()).st_size, s.st_mtime_ns) for p in files)
        return marks, self.period

    def read(self) -> None:
        """Read and compute the ledgers at hand, unless they are the ones that were read last."""
        if not self.sources:
            self.work = None
            return
        signature = self._signature()
        if self.work is not None and self.work.signature == signature:
            return
        asked = Namespace(profile=None, source=self.sources)
        self._compute(signature, KeptSession(self.plugins).profile(asked))

    def _compute(self, signature: object, profile: Profile) -> None:
        paths = self.sources
        self.step("读取台账", "、".join(path.name for path in paths)[:80], 3)
        seen = sighting(self.plugins, paths, profile)
        self.step("读取台账", "看有没有要问的", 3)

        def read(tried: Profile) -> Sighting:
            return seen if tried is profile else sighting(self.plugins, paths, tried)

        questions = find_questions(read, profile, has_period=bool(self.period))
        self.step("读取台账", "计算指标、校核", 3)
        report, why = self._report_of(seen, profile)
        self.work = Work(signature, seen, profile, questions, report, why)
        self.texts.pop("written", None)

    def _report_of(self, seen: Sighting, profile: Profile) -> tuple[Report | None, str]:
        if not has_records(Extract(seen.ledger, seen.findings)):
            return None, "没有认出台账：表里没有项目名称之类的表头，见下面的校核"
        try:
            period = (
                parse_period(
                    self.period, year=seen.ledger.as_of.year if seen.ledger.as_of else None
                )
                if self.period
                else None
            )
            report = build_report(
                seen.ledger, profile=profile, period=period, findings=seen.findings, checks=self.plugins.checks.values()
            )  # fmt: skip
        except PeriodError as error:
            return None, str(error)
        return report, ""

    def take_answers(self, answers: Mapping[str, str]) -> None:
        """Keep the answers beside the ledgers and compute with them."""
        work = self.work
        if work is None:
            raise RefusedError("还没有表，先把表拖进来", 409)
        profile = answer(work.profile, work.questions, answers)
        seen = sighting(self.plugins, self.sources, profile)
        text = profile_with_answers(profile, work.questions, seen)
        with writing(self.answers) as stream:
            stream.write(text.encode())
        self._compute(self._signature(), profile)
        if (
            self.work is not None
        ):  # 不清楚 is an answer too: it is not asked again until something changes
            self.work = evolve(self.work, questions=())

    def forget_answers(self) -> None:
        """Ask again: the old answers are kept under another name."""
        if self.answers.is_file():
            self.answers.replace(self.answers.with_suffix(".toml.旧"))
        self.work = None
        self.read()

    def set_period(self, text: str) -> None:
        """Report on another period; empty: the one that the ledger tells.

        Raises:
            PeriodError: it is none.
        """
        if text:
            parse_period(text, year=2022)
        self.period = text
        self.work = None
        self.read()

    # -- what is written -------------------------------------------------------------------------

    def demand_work(self) -> tuple[Work, Report]:
        """Return the work and its report.

        Raises:
            RefusedError: there is none yet.
        """
        if self.work is None or self.work.report is None:
            raise RefusedError(
                self.work.why if self.work and self.work.why else "还没有表，先把表拖进来", 409
            )
        return self.work, self.work.report

    def _session(self) -> KeptSession:
        profile = self.work.profile if self.work is not None else Profile()
        return KeptSession(self.plugins, profile, self._known, self.step)

    def _known(self, sources: Sequence[Path]) -> Report | None:
        work = self.work
        return work.report if work is not None and list(sources) == self.sources else None

    def _run(self, name: str, *arguments: str | Path) -> str:
        session = self._session()
        run_verb([name, *map(str, arguments)], session)
        return "\n".join(session.lines)

    def write_all(self) -> None:
        """Write the report, the workbook, the list of findings, the dispatch page and the annotated copies."""
        _, report = self.demand_work()
        folder = self.folder / _OUTPUTS
        folder.mkdir(parents=True, exist_ok=True)
        said = [self._run("report", "-o", folder, "--profile", "default", *self.sources)]
        if "html" in self.plugins.exporters:
            exporter = self.plugins.exporter("html")
            path, moved = place_for(
                folder / f"{report.title}{exporter.stem}{exporter.suffix}", exporter.is_edited
            )
            self.step("写出文件", path.name, 5)
            with writing(path, partial(exporter.read_back, report)) as stream:
                exporter.export(report, stream)
            said += [f"已写出：{path}", *([moved] if moved else ())]
        paths = find_sources(self.plugins, self.sources)
        annotated = [
            p for p in paths if any(a.identify(p) for a in self.plugins.annotators.values())
        ]
        copies = plan_copies(self.plugins, annotated, folder) if annotated else []
        for copy, notes in write_copies(copies, report.findings):
            self.step("写出文件", copy.target.name, 5)
            said += [f"已写出：{copy.target}", *(f"说明：{note}" for note in notes)]
        self.texts["written"] = "\n".join(said)

    def verify(self, path: Path) -> None:
        """Say which numbers of an edited report still hold, and write it anew with those of today."""
        self.demand_work()
        said = self._run("verify", path, *self.sources)
        target = self.folder / _OUTPUTS / f"{path.stem}（新数）.docx"
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            said += "\n\n" + self._run("refresh", path, "-o", target, *self.sources)
        except InvesttrackError as error:
            said += f"\n\n没有写出新稿：{error}"
        self.texts["verified"] = f"{path.name}\n{said}"

    def compare(self, path: Path) -> None:
        """Say what changed since the ledger at *path*."""
        self.demand_work()
        now = self.sources[0] if len(self.sources) == 1 else self.place(DroppedAs.LEDGER)
        self.texts["compared"] = self._run("compare", path, now)

    def fill(self, path: Path, *, is_agreed: bool = False) -> None:
        """Fill the form at *path*; one without placeholders is shown as it was understood, and filled after a yes."""
        self.demand_work()
        target = self.folder / _OUTPUTS / f"{path.stem}（已填）{path.suffix}"
        target.parent.mkdir(parents=True, exist_ok=True)
        agreed = ("--yes",) if is_agreed else ()
        before = target.stat().st_mtime_ns if target.exists() else 0
        said = self._run("fill", path, "-o", target, *agreed, *self.sources)
        is_filled = target.exists() and target.stat().st_mtime_ns != before
        self.asked_form = "" if is_filled or is_agreed or "--yes" not in said else path.name
        self.texts["filled"] = said.partition("还没有填。")[0] if self.asked_form else said
