"""Bad readers of documents and bad pictures, and exporters whose flags nobody takes."""

from itertools import count

import pytest

from investtrack import ExportError, SourceError
from investtrack.plugin import Exporter, Picture, load_plugins
from investtrack.plugin.interfaces import ExportFlag, FlagKind
from investtrack_testing import check_document_reader, check_exporter, check_picture, promises


def broken(promise, check, *given):
    with pytest.raises(promises.BrokenPromiseError) as caught:
        check(*given)
    assert caught.value.promise is promise, str(caught.value)


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "来文.txt"
    path.write_text(
        "一季度完成投资5亿元。\n\n| 项目 | 投资 |\n|---|---|\n| 河东大桥 | 2 |\n", encoding="utf-8"
    )
    return path


@pytest.fixture
def built_in():
    return load_plugins(("documents",)).documents["text"]


def test_the_built_in_reader_keeps_the_contract(built_in, letter):
    check_document_reader(built_in, [letter], [letter.with_suffix(".docx")])


def test_a_bad_reader_is_caught(built_in, letter):
    kind = type(built_in)
    numbers = count()

    def raises(self, path):
        path.read_text(encoding="utf-8")
        return kind.read(self, path)

    def refuses(self, path):
        raise SourceError(path, "not now")

    def refuses_all(self, path):
        raise SourceError(path, "读不了")

    def writes(self, path):
        path.with_suffix(".lock").touch()
        return kind.read(self, path)

    def changes(self, path):
        return next(numbers)

    for promise, change in (
        (promises.REFUSES_PLAINLY, {"read": raises}),
        (promises.REFUSES_PLAINLY, {"read": refuses}),
        (promises.READS_RECORDS, {"read": refuses_all}),
        (promises.SOURCE_UNTOUCHED, {"read": writes}),
        (promises.SAME_LEDGER, {"read": changes}),
        (promises.CLAIMS_OWN, {"identify": lambda self, path: False}),
        (promises.IDENTIFY_CALM, {"identify": lambda self, path: path.read_bytes()[:1] != b"\x00"}),
        (promises.NAMED, {"suffixes": ()}),
    ):
        broken(promise, check_document_reader, type("Bad", (kind,), change)(), [letter])


class Line(Picture):
    name = "line"
    label = "一条线"
    formats = (".svg",)

    def draw(self, report, stream, suffix):
        stream.write(f"<svg><title>{report.title}</title></svg>".encode())


def test_a_good_picture_passes():
    check_picture(Line())


def _raises(self, report, stream, suffix):
    if len(report.ledger.projects) < 2:
        raise ExportError("line", "no projects")
    Line.draw(self, report, stream, suffix)


def _numbers(self, report, stream, suffix, numbers=count()):  # noqa: B008
    stream.write(b"%d" % next(numbers))


def _closes(self, report, stream, suffix):
    stream.close()


@pytest.mark.parametrize(
    ("promise", "change"),
    [
        (promises.NAMED, {"formats": ()}),
        (promises.NAMED, {"formats": ("svg",)}),
        (promises.WRITES_ANY, {"draw": _raises}),
        (promises.WRITES_ANY, {"draw": lambda self, report, stream, suffix: report.nothing}),
        (promises.WRITES_ANY, {"draw": lambda self, report, stream, suffix: None}),
        (promises.SAME_BYTES, {"draw": _numbers}),
        (promises.STREAM_OPEN, {"draw": _closes}),
        (promises.REPORT_UNTOUCHED, {"draw": lambda self, report, stream, suffix: stream.write(b"-") and [e.papers.clear() for e in report.ledger.entries or ()]}),
    ],
)  # fmt: skip
def test_a_bad_picture_is_caught(promise, change):
    broken(promise, check_picture, type("Bad", (Line,), change)())


class Flagged(Exporter):
    name = "flagged"
    label = "带开关"
    suffix = ".txt"
    flags = (ExportFlag("clean", "不带标记"), ExportFlag("since", "和哪次比", FlagKind.LEDGER))
    options = {"size": "字号"}  # noqa: RUF012

    def export(self, report, stream, template=None, *, clean=False, since=None):
        stream.write(b"clean" if clean else b"marked")


def test_an_exporter_with_flags_passes():
    check_exporter(Flagged())


@pytest.mark.parametrize(
    ("promise", "change"),
    [
        (promises.FLAGS_HELD, {"flags": (ExportFlag("clear", "清空"),)}),
        (promises.FLAGS_HELD, {"flags": (ExportFlag("report", "报告"),)}),
        (promises.FLAGS_HELD, {"flags": (ExportFlag("clean", "without marks"),)}),
        (promises.FLAGS_HELD, {"options": {"size": "size"}}),
        (promises.FLAGS_HELD, {"export": lambda self, report, stream, template=None, *, clean=False, since=None: 1 / 0 if clean else stream.write(b"-") and None}),
        (promises.FINDINGS_COMPLETE, {"export": lambda self, report, stream, template=None, *, clean=False, since=None: stream.write(b"-") and ["写完了"]}),
    ],
)  # fmt: skip
def test_an_exporter_whose_flags_nobody_takes_is_caught(promise, change):
    broken(promise, check_exporter, type("Bad", (Flagged,), change)())


def test_a_verb_that_needs_arguments_says_so():
    from investtrack_testing import check_command
    from investtrack_testing.new_plugin import NewPlugin

    with pytest.raises(ValueError, match="give arguments="):
        check_command(NewPlugin())


def test_every_installed_plugin_keeps_the_contract_as_a_whole():
    from importlib.metadata import entry_points

    from investtrack_testing import check_plugin

    installed = sorted(entry_points(group="investtrack"), key=lambda entry: entry.name)
    assert len(installed) > 10
    for entry in installed:
        check_plugin(entry.load(), entry.name)
