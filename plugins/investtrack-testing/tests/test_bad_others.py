"""One bad template, annotator, verb, check, profile and plugin a promise: each is caught by its name."""

import types
from argparse import ArgumentParser
from datetime import datetime
from itertools import count

import pytest
from attrs import evolve

from investtrack import CellRef, ExportError, Finding, Grade, Profile, SourceError
from investtrack.checks import Check
from investtrack.findings import FindingKind
from investtrack.plugin import (
    Annotator,
    Command,
    ProfileFile,
    Template,
    collect,
    hookimpl,
    new_manager,
)
from investtrack.plugin.built_in.json_export import JsonExporter
from investtrack.plugin.built_in.json_files import JsonImporter
from investtrack_testing import (
    check_annotator,
    check_check,
    check_command,
    check_plugin,
    check_profile,
    check_template,
    exported,
    promises,
    sample_report,
)


_NUMBERS = count()


def broken(promise, check, *given, **named):
    with pytest.raises(promises.BrokenPromiseError) as caught:
        check(*given, **named)
    assert caught.value.promise is promise, str(caught.value)
    assert str(caught.value).startswith(f"[{promise.id}] {promise.text} ")


# -- templates -------------------------------------------------------------------------------


class Form(Template):
    name = "blank"
    label = "空白表"
    suffix = ".json"

    def write(self, profile, stream):
        stream.write(b'{"projects": []}')


def test_a_good_template_passes():
    check_template(Form(), read_by=JsonImporter())


@pytest.mark.parametrize(
    ("promise", "write"),
    [
        (promises.WRITES_ANY, lambda self, profile, stream: None),
        (promises.WRITES_ANY, lambda self, profile, stream: profile.nothing),
        (promises.STREAM_OPEN, lambda self, profile, stream: stream.write(b"-") and stream.close()),
        (
            promises.SAME_BYTES,
            lambda self, profile, stream, n=_NUMBERS: stream.write(b"%d" % next(n)),
        ),
        (
            promises.NO_CLOCK,
            lambda self, profile, stream: stream.write(f"{datetime.now():%Y-%m-%d}".encode()),
        ),
        (promises.PRINTS_NOTHING, lambda self, profile, stream: print("ok")),  # noqa: T201
        (promises.FORM_READS_BACK, lambda self, profile, stream: stream.write(b"{")),
        (
            promises.FORM_READS_BACK,
            lambda self, profile, stream: stream.write(exported(JsonExporter(), sample_report())),
        ),
    ],
)
def test_a_bad_template_is_caught(promise, write):
    broken(
        promise, check_template, type("Bad", (Form,), {"write": write})(), read_by=JsonImporter()
    )


def test_a_form_with_an_example_row_counted_is_caught():
    from investtrack import ledger_to_json
    from investtrack_testing import bare_ledger

    bad = type("Bad", (Form,), {"write": lambda self, profile, stream: stream.write(ledger_to_json(bare_ledger()).encode())})  # fmt: skip
    broken(promises.FORM_READS_BACK, check_template, bad(), read_by=JsonImporter())


# -- annotators ------------------------------------------------------------------------------


class Marks(Annotator):
    """Appends findings to a text file."""

    name = "marks"
    label = "文本批注"
    suffix = ".txt"

    def identify(self, path):
        return path.suffix == ".txt" and path.is_file()

    def line(self, finding):
        return f"{finding.place.cell} {finding.message}\n"

    def annotate(self, path, findings, stream):
        try:
            stream.write(path.read_bytes())
        except OSError as error:
            raise SourceError(path, "读不了") from error
        stream.write("".join(self.line(finding) for finding in findings).encode())
        return ("批注在文末",)


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "台账.txt"
    path.write_text("河东大桥\n", encoding="utf-8")
    return path


def test_a_good_annotator_passes(source, tmp_path):
    check_annotator(Marks(), [source], foreign=[tmp_path / "a.xlsx"])


def _forgetful(self, path, findings, stream):
    near = [finding for finding in findings if finding.place.file == path.name]
    return Marks.annotate(self, path, near, stream)


def _writing(self, path, findings, stream):
    path.write_text("批注", encoding="utf-8")
    return Marks.annotate(self, path, findings, stream)


def _english(self, path, findings, stream):
    Marks.annotate(self, path, findings, stream)
    return ["no drawings"]


def _silent(self, path, findings, stream):
    Marks.annotate(self, path, findings, stream)


def _raising(self, path, findings, stream):
    stream.write(path.read_text(encoding="utf-8").encode())
    return ()


def _numbered(self, path, findings, stream, numbers=_NUMBERS):
    stream.write(b"%d" % next(numbers))
    return Marks.annotate(self, path, findings, stream)


def _nothing(self, path, findings, stream):
    return ()


@pytest.mark.parametrize(
    ("promise", "change"),
    [
        (promises.FINDINGS_MARKED, {"annotate": _forgetful}),
        (promises.SOURCE_UNTOUCHED, {"annotate": _writing}),
        (promises.NOTES_SAY, {"annotate": _english}),
        (promises.NOTES_SAY, {"annotate": _silent}),
        (promises.SAME_BYTES, {"annotate": _numbered}),
        (promises.WRITES_ANY, {"annotate": _nothing}),
        (promises.CLAIMS_OWN, {"identify": lambda self, path: False}),
        (
            promises.IDENTIFY_CALM,
            {"identify": lambda self, path: path.read_text(encoding="utf-8")[:1] == "河"},
        ),
    ],
)
def test_a_bad_annotator_is_caught(promise, change, source):
    broken(promise, check_annotator, type("Bad", (Marks,), change)(), [source])


def test_an_annotator_that_raises_on_a_bad_file_is_caught(source):
    bad = type("Bad", (Marks,), {"annotate": _raising, "line": str})()
    broken(promises.REFUSES_PLAINLY, check_annotator, bad, [source], text=lambda data: _ALL)


_ALL = "".join(
    f"样例发现{number}：这里不对" for number in range(1, 9)
) + '样例发现：=HYPERLINK("x","点我")样例发现：两个文件不一致'  # fmt: skip


# -- verbs -----------------------------------------------------------------------------------


class Count(Command):
    name = "count"
    label = "数一数项目"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")

    def number(self, report):
        return len(report.ledger.projects or ())

    def run(self, options, host):
        number = self.number(host.report(options))
        if options.json:
            host.print_json({"projects": number})
        else:
            host.print_table([["项目", str(number)]])
        return 0


def test_a_good_verb_passes():
    check_command(Count())
    check_command(type("Alone", (Count,), {"takes_source": False, "takes_common": False, "run": lambda self, options, host: 0, "arguments": lambda self, parser: None})())  # fmt: skip


def _add(*flags, **named):
    def arguments(self, parser):
        Count.arguments(self, parser)
        parser.add_argument(*flags, **named)

    return arguments


def _raises(error):
    def run(self, options, host):
        host.report(options)
        raise error

    return run


def _prints(self, options, host):
    print(self.number(host.report(options)))  # noqa: T201
    return 0


def _says_more(self, options, host):
    host.print("共计")
    return Count.run(self, options, host)


def _returns(value):
    return lambda self, options, host: value if host.report(options) else 0


@pytest.mark.parametrize(
    ("promise", "change"),
    [
        (promises.ARGUMENTS_APART, {"arguments": _add("--profile", help="配置")}),
        (promises.ARGUMENTS_APART, {"arguments": _add("source", help="台账")}),
        (promises.ARGUMENTS_APART, {"arguments": _add("--top", help="how many")}),
        (promises.ARGUMENTS_APART, {"arguments": _add("--top")}),
        (promises.ARGUMENTS_APART, {"arguments": _add("--top", help="占比50%以上")}),
        (promises.STATUS, {"run": _returns(None)}),
        (promises.STATUS, {"run": _returns(3)}),
        (promises.STATUS, {"run": _raises(KeyError("x"))}),
        (promises.STATUS, {"run": _raises(ExportError("a", "no room"))}),
        (
            promises.STATUS,
            {"run": lambda self, options, host: 0, "arguments": lambda self, p: None},
        ),
        (promises.PRINTS_NOTHING, {"run": _prints}),
        (promises.ONE_JSON, {"run": _says_more}),
        (promises.ONE_JSON, {"number": lambda self, report: 0.1}),
        (promises.ONE_JSON, {"number": lambda self, report: {report.as_of}}),
        (promises.ONE_JSON, {"number": lambda self, report: [[{"甲": float("nan")}]]}),
        (promises.NAMED, {"name": "Count Projects"}),
    ],
)
def test_a_bad_verb_is_caught(promise, change):
    broken(promise, check_command, type("Bad", (Count,), change)())


# -- checks ----------------------------------------------------------------------------------


class Nameless(Check):
    name = "nameless"
    label = "没有编码的项目"

    def run(self, facts):
        for project in facts.ledger.projects or ():
            yield Finding("code-missing", Grade.WARNING, f"“{project.name}”没有编码",
                          CellRef(project.origin.sheet.file, "项目台账", ""), mend="填写编码")  # fmt: skip


CODE_MISSING = FindingKind(
    code="code-missing", grade=Grade.WARNING, title="没有编码", meaning="a project without a code",
    message="“{name}”没有编码", mend="填写编码",
)  # fmt: skip


def test_a_good_check_passes():
    check_check(Nameless())


def _clears(self, facts):
    for entry in facts.ledger.entries or ():
        entry.papers.clear()
    yield from ()


def _odd(**change):
    return lambda self, facts: [evolve(finding, **change) for finding in Nameless.run(self, facts)]


def _prints_check(self, facts):
    print("checking")  # noqa: T201
    yield from ()


@pytest.mark.parametrize(
    ("promise", "run"),
    [
        (promises.RUNS_ON_ANY, lambda self, facts: [facts.ledger.projects[1].name][:0]),
        (promises.RUNS_ON_ANY, lambda self, facts: None),
        (
            promises.SAME_FINDINGS,
            lambda self, facts, n=_NUMBERS: _odd(code=f"code-{next(n)}")(self, facts),
        ),
        (promises.SAME_FINDINGS, _clears),
        (promises.FINDINGS_COMPLETE, _odd(message="no code")),
        (promises.FINDINGS_COMPLETE, _odd(mend="")),
        (promises.FINDINGS_COMPLETE, _odd(place=CellRef("", "", ""))),
        (promises.FINDINGS_COMPLETE, lambda self, facts: ["没有编码"]),
        (promises.PRINTS_NOTHING, _prints_check),
    ],
)
def test_a_bad_check_is_caught(promise, run):
    broken(promise, check_check, type("Bad", (Nameless,), {"run": run})())


# -- profiles --------------------------------------------------------------------------------

GOOD = """
name = "my-county"
label = "某县"
[pace]
kind = "table"
[pace.table]
3 = "20"
12 = "100"
[[entry.rules]]
kinds = ["房地产"]
all_of = ["施工许可"]
[[entry.rules]]
all_of = ["立项"]
[aliases]
"河东桥" = "河东大桥"
"""


def test_a_good_profile_passes():
    assert check_profile(GOOD).name == "my-county"
    assert check_profile(Profile()) == Profile()


@pytest.mark.parametrize(
    ("promise", "old", "new"),
    [
        (promises.PROFILE_VALID, 'label = "某县"', 'label = "某县"\ncolour = "red"'),
        (promises.PROFILE_VALID, '3 = "20"', '3 = "twenty"'),
        (promises.PROFILE_VALID, "[pace]", "[pace"),
        (promises.NAMED, '"my-county"', '"某县"'),
        (promises.NAMED, '"某县"', '"county"'),
        (promises.PROFILE_SOUND, "[pace]", '[entry]\nthreshold = "0"\n[pace]'),
        (promises.PROFILE_VALID, "[pace]", '[entry]\nthreshold = "9000"\n[pace]'),
        (promises.PROFILE_VALID, '3 = "20"', '3 = "20"\n6 = "15"'),
        (promises.PROFILE_SOUND, '12 = "100"', '12 = "98"'),
        (promises.PROFILE_SOUND, '12 = "100"', '11 = "100"'),
        (promises.PROFILE_SOUND, 'kinds = ["房地产"]\n', ""),
        (promises.PROFILE_SOUND, '"河东桥" =', '"河东大桥" ='),
        (promises.PROFILE_SOUND, '"河东桥" =', '"桥" = "河东桥"\n"河东桥" ='),
    ],
)
def test_a_bad_profile_is_caught(promise, old, new):
    assert old in GOOD
    broken(promise, check_profile, GOOD.replace(old, new))


# -- whole plugins ---------------------------------------------------------------------------


def plugin(**hooks):
    module = types.ModuleType("made_here")
    for name, function in hooks.items():
        setattr(module, name, hookimpl(function))
    return module


def test_a_good_plugin_passes():
    offered = check_plugin(
        plugin(
            investtrack_checks=lambda: [Nameless()],
            investtrack_findings=lambda: [CODE_MISSING],
            investtrack_templates=lambda: [Form()],
        )
    )
    assert set(offered.checks) == {"nameless"}
    assert "json" in offered.exporters  # the built-in one is there, for names to be apart from


@pytest.mark.parametrize(
    ("promise", "hooks"),
    [
        (promises.OFFERED, {"investtrack_check": lambda: [Nameless()]}),
        (promises.OFFERED, {"investtrack_exporters": lambda: [JsonExporter()]}),
        (promises.OFFERED, {"investtrack_checks": lambda: [Form()]}),
        (promises.OFFERED, {"investtrack_checks": lambda: [Nameless]}),
        (promises.OFFERED, {"investtrack_checks": lambda: ["nameless"]}),
        (promises.OFFERED, {"investtrack_checks": lambda: 1 / 0}),
        (promises.OFFERED, {"investtrack_checks": lambda: None}),
        (promises.OFFERED, {}),
        (promises.FINDINGS_DECLARED, {"investtrack_checks": lambda: [Nameless()]}),
        (
            promises.FINDINGS_DECLARED,
            {
                "investtrack_checks": lambda: [Nameless()],
                "investtrack_findings": lambda: [evolve(CODE_MISSING, grade=Grade.NOTE)],
            },
        ),
        (promises.PRINTS_NOTHING, {"investtrack_checks": lambda: print("loading") or [Nameless()]}),  # noqa: T201
        (
            promises.NAMED,
            {"investtrack_templates": lambda: [type("Bad", (Form,), {"suffix": "json"})()]},
        ),
        (
            promises.PROFILE_SOUND,
            {"investtrack_profiles": lambda: [Profile(name="x", aliases={"甲": "甲"})]},
        ),
        (
            promises.PROFILE_VALID,
            {"investtrack_profiles": lambda: [ProfileFile("x", "甲县", "investtrack:none.toml")]},
        ),
    ],
)
def test_a_bad_plugin_is_caught(promise, hooks):
    broken(promise, check_plugin, plugin(**hooks))


def test_what_is_not_of_its_kind_takes_nothing_else_down():
    manager = new_manager()
    manager.register(
        plugin(investtrack_exporters=lambda: ["text", JsonExporter, JsonExporter()]), "bad"
    )
    manager.register(plugin(investtrack_checks=lambda: [Nameless()]), "good")
    plugins = collect(manager)
    assert (set(plugins.exporters), set(plugins.checks)) == ({"json"}, {"nameless"})
    assert [failure.plugin for failure in plugins.failures] == ["bad", "bad"]
    assert all("Exporter" in failure.reason for failure in plugins.failures)


# -- every promise has a bad variant ---------------------------------------------------------


def test_every_promise_is_broken_by_somebody():
    from pathlib import Path

    text = "".join(
        path.read_text(encoding="utf-8")
        for path in sorted(Path(__file__).parent.glob("test_bad_*.py"))
    )
    names = [name for name, item in vars(promises).items() if isinstance(item, promises.Promise)]
    assert len(names) == len(promises.PROMISES) > 30
    assert [name for name in names if f"promises.{name}" not in text] == []
    assert len({promise.id for promise in promises.PROMISES}) == len(names)
