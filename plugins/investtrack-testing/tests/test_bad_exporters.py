"""One bad exporter a promise: each is caught, and the message names the promise."""

import csv
import io
import sys
import textwrap
import zipfile
from datetime import datetime
from itertools import count

import pytest

from investtrack import SourceError, Unit
from investtrack.plugin import Exporter, ExportFlag
from investtrack.wording import amount_text, figure_text
from investtrack_testing import check_exporter, promises


STATES = ("fai.period.expected", "entry.planned.count", "resumption.rate", "resumption.by_date", "entry.major.list")  # fmt: skip


class Good(Exporter):
    """Keeps every promise; the bad ones below change one thing each."""

    name = "good"
    label = "快报"
    suffix = ".txt"
    states = STATES

    def text(self, report):
        lines = [figure_text(report.figure(each), report.profile.display) for each in self.states]
        names = [project.name or "" for project in report.ledger.projects or ()]
        return "\n".join([report.ledger.region.name or "", *lines, *names])

    def export(self, report, stream, template=None):
        stream.write(self.text(report).encode())


def test_a_good_one_passes():
    check_exporter(Good())


def broken(promise, exporter, **given):
    with pytest.raises(promises.BrokenPromiseError) as caught:
        check_exporter(exporter, **given)
    assert caught.value.promise is promise, str(caught.value)
    assert str(caught.value).startswith(f"[{promise.id}] {promise.text} ")


def test_one_that_does_not_find_its_own_figures():
    class Bad(Good):
        def read_back(self, report, path):
            return ["没有写出“预计完成”"]

    broken(promises.READS_BACK, Bad())


def test_one_whose_file_no_program_opens():
    class Bad(Good):
        suffix = ".svg"
        states = ()

    broken(promises.READS_BACK, Bad())


@pytest.mark.parametrize(
    ("attribute", "value"),
    [("name", "Good Name"), ("name", ""), ("name", 3), ("label", "Bulletin"), ("suffix", "txt"), ("suffix", ".TXT")],
)  # fmt: skip
def test_a_name_nobody_can_type(attribute, value):
    broken(promises.NAMED, type("Bad", (Good,), {attribute: value})())


def test_one_that_prints():
    class Bad(Good):
        def text(self, report):
            print("done")  # noqa: T201
            return super().text(report)

    broken(promises.PRINTS_NOTHING, Bad())


def test_one_that_closes_the_stream():
    class Bad(Good):
        def export(self, report, stream, template=None):
            with stream:
                super().export(report, stream)

    broken(promises.STREAM_OPEN, Bad())


def test_one_that_writes_nothing():
    class Bad(Good):
        def export(self, report, stream, template=None):
            pass

    broken(promises.WRITES_ANY, Bad())


class Refusing(Good):
    """Of a ledger without a record it makes no file."""

    reason = "没有记录，没有写出"

    def export(self, report, stream, template=None):
        if not report.ledger.projects:
            raise SourceError("台账", self.reason)
        super().export(report, stream)


def test_one_that_refuses_an_empty_ledger_in_chinese_passes():
    check_exporter(Refusing())


def test_one_that_refuses_an_empty_ledger_in_other_words():
    broken(promises.WRITES_ANY, type("Bad", (Refusing,), {"reason": "no records"})())


def test_one_that_writes_something_else_each_time():
    class Bad(Good):
        numbers = count()

        def text(self, report):
            return f"{super().text(report)}{next(self.numbers)}"

    broken(promises.SAME_BYTES, Bad())


@pytest.mark.parametrize("form", ["%Y-%m-%d", "%Y%m%d", "%Y/%m/%d"])
def test_one_that_writes_the_day_it_was_made(form):
    class Bad(Good):
        def text(self, report):
            return f"{super().text(report)}\n{datetime.now().strftime(form)}"

    broken(promises.NO_CLOCK, Bad())


def test_one_whose_archive_is_stamped():
    class Bad(Good):
        suffix = ".zip"
        states = ()

        def export(self, report, stream, template=None):
            with zipfile.ZipFile(stream, "w") as archive:
                archive.writestr("快报.txt", self.text(report))

    broken(promises.NO_CLOCK, Bad())


def test_one_that_fails_where_a_sheet_is_missing():
    class Bad(Good):
        def text(self, report):
            return super().text(report) + str(len(report.ledger.entries))

    broken(promises.WRITES_ANY, Bad())


def test_one_that_fails_on_an_odd_name():
    class Bad(Good):
        def export(self, report, stream, template=None):
            stream.write(self.text(report).encode("gb2312"))

    broken(promises.WRITES_ANY, Bad(), text=lambda data: data.decode("gb2312"))


def test_one_that_changes_the_report():
    class Bad(Good):
        def text(self, report):
            for entry in report.ledger.entries or ():
                entry.papers.clear()
            return super().text(report)

    broken(promises.REPORT_UNTOUCHED, Bad())


def test_one_that_prints_none():
    class Bad(Good):
        def text(self, report):
            return super().text(report) + f"\nGDP {report.figure('gdp.period.actual').value}"

    broken(promises.ABSENT_SAID, Bad())


def test_one_that_prints_none_for_a_field_nobody_filled():
    class Bad(Good):
        def export(self, report, stream, template=None):
            units = [project.responsible_unit for project in report.ledger.projects or ()]
            stream.write(f"{units}".encode())

    broken(promises.ABSENT_SAID, Bad())


def test_one_that_takes_a_field_for_given():
    class Bad(Good):
        def export(self, report, stream, template=None):
            for project in report.ledger.projects or ():
                stream.write(project.responsible_unit.encode())
            stream.write("完".encode())

    broken(promises.WRITES_ANY, Bad())


def test_one_that_returns_what_is_no_finding():
    class Bad(Good):
        def export(self, report, stream, template=None):
            return stream.write("甲".encode())

    broken(promises.FINDINGS_COMPLETE, Bad())


def test_one_that_leaves_out_a_figure_it_claims():
    class Bad(Good):
        states = (*STATES, "starts.count")

        def text(self, report):
            return "\n".join(
                figure_text(report.figure(each), report.profile.display) for each in STATES
            )

    broken(promises.FIGURES_STATED, Bad())


def test_one_that_computes_for_itself():
    class Bad(Good):
        def text(self, report):
            # 2 projects, of which 1 resumed: right today, and not the report's figure.
            done = [r for r in report.ledger.resumptions or () if r.resumed_on]
            share = 100 * len(done) / max(1, len(report.ledger.resumptions or ()))
            return super().text(report).replace(
                figure_text(report.figure("resumption.rate")), f"{share:g}％"
            )  # fmt: skip

    broken(promises.FIGURES_STATED, Bad())


def test_an_author_may_say_how_a_figure_is_printed():
    class Wan(Good):
        states = ("fai.period.expected",)

        def text(self, report):
            return self.shown(report.figure("fai.period.expected"))

        @staticmethod
        def shown(figure, report=None):
            return "待补" if figure.is_absent else amount_text(figure.value, Unit.WAN)

    broken(promises.FIGURES_STATED, Wan())
    check_exporter(Wan(), printed=Wan.shown)
    check_exporter(Wan(), printed={"fai.period.expected": Wan.shown})


def test_claims_need_a_way_to_read_the_text():
    unreadable = type("Odd", (Good,), {"suffix": ".odd"})()
    with pytest.raises(ValueError, match="text="):
        check_exporter(unreadable)
    check_exporter(unreadable, text=bytes.decode)


class Table(Good):
    suffix = ".csv"
    states = ()

    def export(self, report, stream, template=None):
        text = io.StringIO()
        csv.writer(text).writerows([project.name] for project in report.ledger.projects or ())
        stream.write(text.getvalue().encode() or b"-")


def test_a_table_whose_cells_run():
    broken(promises.NAMES_AS_TEXT, Table())


def test_a_page_whose_markup_runs():
    class Page(Good):
        suffix = ".html"
        states = ()

        def export(self, report, stream, template=None):
            stream.write(f"<p>{self.text(report)}</p>".encode())

    broken(promises.NAMES_AS_TEXT, Page())


def test_a_text_that_fills_in_names_twice():
    class Filled(Good):
        def text(self, report):
            return super().text(report).replace("{{ 7*7 }}", "49")

    broken(promises.NAMES_AS_TEXT, Filled())


def module(folder, monkeypatch, text):
    """Make an importable module, as a plugin's is."""
    (folder / "far_plugin.py").write_text(
        "from investtrack.plugin import Exporter\n"
        "class Far(Exporter):\n"
        "    name, label, suffix = 'far', '远方', '.txt'\n"
        + textwrap.indent(textwrap.dedent(text), "    "),
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(folder)
    monkeypatch.delitem(sys.modules, "far_plugin", raising=False)
    import far_plugin

    return far_plugin.Far()


@pytest.mark.parametrize(
    "what",
    ["''.join({'甲', '乙', '丙', '丁', '戊', '己', '庚'})", "__import__('os').getcwd()", "str(__import__('time').localtime(0).tm_zone)"],
)  # fmt: skip
def test_one_that_differs_elsewhere(what, tmp_path, monkeypatch):
    bad = module(
        tmp_path,
        monkeypatch,
        f"def export(self, report, stream, template=None):\n    stream.write(str({what}).encode())",
    )
    check_exporter(bad)  # in one process it cannot be told
    broken(promises.SAME_ANYWHERE, bad, another_process=True)


def test_one_that_is_the_same_elsewhere(tmp_path, monkeypatch):
    good = module(
        tmp_path,
        monkeypatch,
        "def export(self, report, stream, template=None):\n    stream.write(report.title.encode())",
    )
    check_exporter(good, another_process=True)
    with pytest.raises(ValueError, match="importable"):
        check_exporter(type("<Local>", (Good,), {})(), another_process=True)


def _with_flag(flag):
    return type("Bad", (Good,), {"flags": (flag,)})()


def test_a_flag_that_export_does_not_know():
    broken(promises.FLAGS_HELD, _with_flag(ExportFlag("short", "只写一段")))


def test_a_flag_without_chinese_help():
    class Bad(Good):
        flags = (ExportFlag("short", "one paragraph"),)

        def export(self, report, stream, template=None, *, short=False):
            super().export(report, stream, template)

    broken(promises.FLAGS_HELD, Bad())


def test_a_switch_that_fails_when_set():
    class Bad(Good):
        flags = (ExportFlag("short", "只写一段"),)

        def export(self, report, stream, template=None, *, short=False):
            if short:
                raise KeyError("short")
            super().export(report, stream, template)

    broken(promises.FLAGS_HELD, Bad())
