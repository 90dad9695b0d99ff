"""What is written is read back before it replaces the old file, and nothing but a file is written to."""

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from xml.parsers import expat

import docx
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from investtrack import Amount, Profile, Unit, build_report, read_sources
from investtrack.cli.demo import example_path
from investtrack.cli.main import main
from investtrack.errors import ExportError
from investtrack.json_object import laid_out
from investtrack.model.converter import json_text
from investtrack.plugin import files, load_plugins, read_back
from investtrack.plugin.files import writing
from investtrack.plugin.read_back import JsonInWindows
from investtrack_testing import sample_report


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def package(parts):
    def write(stream):
        with zipfile.ZipFile(stream, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, content)

    return write


def put(path, write, check=None):
    with writing(path, check) as stream:
        write(stream)


@pytest.mark.parametrize(
    ("name", "write", "why"),
    [
        (
            "a.docx",
            package({"word/document.xml": "<a>\x0b</a>"}),
            "word/document.xml 不是完好的 XML",
        ),
        ("a.xlsx", package({"xl/a.xml": "<a><b></a>"}), "xl/a.xml 不是完好的 XML"),
        ("a.docx", package({"_rels/.rels": ""}), "_rels/.rels 不是完好的 XML"),
        ("a.zip", lambda stream: stream.write(b"PK\x03\x04 no archive"), "压缩包不完整"),
        ("a.json", lambda stream: stream.write(b'"\xff"'), "不是 UTF-8"),
        ("a.json", lambda stream: stream.write(b'{"a": [1, 2'), "不是完好的 JSON"),
        ("a.json", lambda stream: stream.write(b'{"a": NaN}'), "NaN 不是数"),
        ("a.csv", lambda stream: stream.write(b'a,b\r\n"1,2\r\n'), "不是完好的 CSV"),
        ("a.toml", lambda stream: stream.write(b"a = [1"), "不是完好的 TOML"),
        ("a.png", lambda stream: stream.write(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "图片没有写完"),
        ("b.png", lambda stream: stream.write(b"no picture"), "图片没有写完"),
        ("a.svg", lambda stream: stream.write(b"<svg><g></svg>"), "不是完好的 XML"),
        (
            "a.ics",
            lambda stream: stream.write(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n"),
            "没有对应的 BEGIN",
        ),
        (
            "a.ics",
            lambda stream: stream.write(
                b"BEGIN:VCALENDAR\r\nX:" + b"a" * 80 + b"\r\nEND:VCALENDAR\r\n"
            ),
            "行太长",
        ),
        ("a.ics", lambda stream: stream.write(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"), "没有写完"),
    ],
)
def test_what_cannot_be_read_back_never_replaces_the_old(name, write, why, tmp_path):
    path = tmp_path / name
    path.write_bytes(b"old")
    with pytest.raises(ExportError, match=why):
        put(path, write)
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == [name]


def test_what_was_read_in_full_before_it_was_written_is_known_on_disk_by_its_check_sum(
    tmp_path, monkeypatch
):
    stream = io.BytesIO()
    package({"word/document.xml": "<a/>"})(stream)
    whole = stream.getvalue()
    parsed = []
    monkeypatch.setattr(read_back, "archive_fault", lambda *_: parsed.append(1))
    put(tmp_path / "a.docx", lambda out: out.write(whole))
    assert parsed == [1]
    read_back.note_whole(whole)
    put(tmp_path / "a.docx", lambda out: out.write(whole))
    assert parsed == [1]
    put(tmp_path / "a.docx", lambda out: out.write(whole[:-1] + b"x"))
    assert parsed == [1, 1]
    monkeypatch.setattr(files, "checksum_of", lambda _: 0)
    with pytest.raises(ExportError, match="磁盘上的与写出的不同"):
        put(tmp_path / "a.docx", lambda out: out.write(whole))


SHEET = (
    '<?xml version="1.0"?><!-- 表 --><worksheet><sheetData><row r="1"><c r="A1" s="1" t="s"><v>0</v></c></row>'
    '<row r="2" ht="16" customHeight="1"><c r="A2" s="3"/><c r="B2" s="4"><f t="shared" si="0"/><v>-1.5</v></c></row>'
    '<row r="3"><c r="A3" s="3" t="str"><f t="shared" si="1"/><v>是&amp;否 ]]</v></c><c r="B3" s="4"/></row></sheetData></worksheet>'
).encode()


@given(
    st.integers(0, len(SHEET)),
    st.integers(0, 12),
    st.sampled_from(
        [b"", b"<", b">", b"&", b'"', b" ", b"0", b"\x00", b"\xe6", b"\xed\xa0\x80", b"\xef\xbf\xbf", b"</c>", b"</row>", b"<row>",
         b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?a ", b"?>", b' s="1"', b"<a b='", b"'/>"]
    ),
    st.integers(1, 400),
)  # fmt: skip
def test_a_sheet_is_sound_where_a_parser_says_so_though_plain_rows_are_not_given_to_it(
    at, gone, put_in, chunk
):
    damaged = SHEET[:at] + put_in + SHEET[at + gone :]
    parser = expat.ParserCreate()
    try:
        parser.Parse(damaged, True)
        is_sound = True
    except expat.ExpatError:
        is_sound = False
    stream = io.BytesIO()
    package({"xl/a.xml": damaged})(stream)
    before = read_back._CHUNK, read_back._SAMPLE
    read_back._CHUNK = read_back._SAMPLE = chunk
    try:
        assert (read_back.archive_fault(stream) is None) is is_sound
    finally:
        read_back._CHUNK, read_back._SAMPLE = before


def altered(report):
    """Return *report* with one figure, one record and one finding that the file does not have."""
    figures = dict(report.figures)
    figure = figures["fai.period.expected"]
    figures[figure.id] = evolve(figure, value=figure.value + Amount.of(1, Unit.YI))
    first, *others = report.ledger.projects
    ledger = evolve(
        report.ledger, projects=(evolve(first, total_investment=Amount.of(9, Unit.YI)), *others)
    )
    finding = evolve(report.findings[0], message="另一条")
    return evolve(report, figures=figures, ledger=ledger, findings=(finding, *report.findings[1:]))


# The writers of Word reports and forms hold what they printed, and look for it before they hand the file over.
@pytest.mark.parametrize(
    "name", sorted(set(load_plugins().exporters) - {"demo-bulletin", "form", "word", "word-clean"})
)
def test_each_exporter_finds_its_figures_again_and_misses_one_that_is_otherwise(name, tmp_path):
    exporter = load_plugins().exporter(name)
    report = sample_report()
    path = tmp_path / f"a{exporter.suffix}"
    put(path, lambda stream: exporter.export(report, stream))
    assert list(exporter.read_back(report, path)) == []
    assert exporter.read_back(altered(report), path)


# Verb → the file it writes; what it leaves out has an exporter, which the test above asks. `export` writes every other.
WRITERS = {
    "report": ["-o", "稿"],
    "check": ["-o", "核.xlsx"],
    "calendar": ["-o", "历.ics"],
    "decompose": ["-o", "分.csv"],
    "draw": ["-o", "图.svg"],
    "fill": ["月报.docx", "-o", "填.docx"],
    "roll": ["稿/上期.docx", "-o", "新.docx"],
    "refresh": ["稿/上期.docx", "-o", "改.docx"],
    "infer": ["稿/上期.docx", "-o", "板.docx"],
    "map": ["-o", "对应.toml"],
    "ask": ["-o", "本县.toml", "--defaults"],
}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A folder with the example's ledger, a report of it, and a form."""
    folder = tmp_path_factory.mktemp("office")
    plugins = load_plugins()
    report = build_report(read_sources(plugins, [example_path()], Profile()).ledger)
    (folder / "稿").mkdir()
    with (folder / "稿" / "上期.docx").open("wb") as stream:
        plugins.exporter("word").export(report, stream)
    document = docx.Document()
    document.add_paragraph("预计完成{{ fai.period.expected }}")
    document.save(folder / "月报.docx")
    shutil.copy(example_path(), folder / "台账.xlsx")
    return folder


@pytest.mark.parametrize("verb", sorted(WRITERS))
def test_what_a_verb_writes_is_read_back_before_it_replaces_the_old(
    verb, office, monkeypatch, capsys
):
    """A byte that is lost on the way to the disk: the old file stays, and one sentence says so."""
    monkeypatch.chdir(office)
    *given, flag, name = [part for part in WRITERS[verb] if part != "--defaults"]
    extra = ["--defaults"] if "--defaults" in WRITERS[verb] else []
    call = [verb, *given, flag, name, *extra, "台账.xlsx"]
    before = set(office.rglob("*"))

    class Losing(io.FileIO):
        """A disk that says it took all, and left out the middle."""

        def write(self, data):
            data = bytes(data)
            super().write(data[: len(data) // 3] + data[len(data) // 2 :])
            return len(data)

    monkeypatch.setattr(files, "FileIO", Losing)
    assert main(call) == 2
    assert "读回来不" in capsys.readouterr().err
    assert set(office.rglob("*")) == before
    monkeypatch.setattr(files, "FileIO", io.FileIO)
    assert main(call) in {0, 1}
    assert set(office.rglob("*")) > before


def test_what_the_exporter_misses_is_told(tmp_path):
    with pytest.raises(ExportError, match=r"读回来不对（甲；乙；丙等4处）"):
        put(tmp_path / "a.txt", lambda s: s.write(b"x"), lambda _: ["甲", "乙", "丙", "丁"])
    assert names_in(tmp_path) == []


def test_whole_packages_pass(tmp_path):
    put(
        tmp_path / "a.docx",
        package({"word/document.xml": "<a>甲</a>", "word/media/a.png": b"\x89"}),
    )
    assert zipfile.ZipFile(tmp_path / "a.docx").namelist() == [
        "word/document.xml",
        "word/media/a.png",
    ]


@pytest.mark.skipif(os.name == "nt", reason="no pipes and devices by name")
def test_pipes_and_devices_are_refused(tmp_path):
    pipe = tmp_path / "管道"
    os.mkfifo(pipe)
    for path in (pipe, type(pipe)("/dev/null")):
        with pytest.raises(ExportError, match="不是普通文件"):
            put(path, lambda s: s.write(b"x"))
    assert names_in(tmp_path) == ["管道"]


@pytest.mark.skipif(os.name == "nt", reason="permissions of another kind")
def test_a_replaced_file_hands_on_its_permissions_and_a_link_stays_one(tmp_path):
    path, link = tmp_path / "a.txt", tmp_path / "b.txt"
    path.write_bytes(b"old")
    path.chmod(0o600)
    link.symlink_to(path)
    put(link, lambda s: s.write(b"new"))
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_a_killed_run_left_is_cleared_and_a_running_one_let_be(tmp_path):
    names = (".a.txt.x.part", ".a（新稿2）.txt.y.part", ".b.txt.z.part")
    killed, beside, other = (tmp_path / name for name in names)
    for part in (killed, beside, other):
        part.write_bytes(b"half")
    handle, running, let_go = files.own_part(tmp_path / "a.txt")
    os.close(handle)  # all of it is written, and not yet in place
    if os.name == "nt":
        long_ago = time.time() - 3600
        for part in (killed, beside):
            os.utime(part, (long_ago, long_ago))
    put(tmp_path / "a.txt", lambda s: s.write(b"x"))
    assert names_in(tmp_path) == sorted([running.name, ".b.txt.z.part", "a.txt"])
    let_go()
    assert names_in(tmp_path) == [".b.txt.z.part", "a.txt"]


RUN = """
import sys, time
from pathlib import Path
from investtrack.plugin import files
import investtrack.cli.main as main
def slow(arguments=None):
    try:
        with files.writing(Path(sys.argv[1])) as stream:
            stream.write(b"half")
            stream.flush()
            print("ready", flush=True)
            time.sleep(60)
    except KeyboardInterrupt:
        return main._stopped(KeyboardInterrupt())
main.main = slow
from investtrack.program import program
program()
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_ended_leaves_nothing_and_says_one_word(number, tmp_path):
    run = subprocess.Popen(
        [sys.executable, "-c", RUN, str(tmp_path / "a.docx")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    assert run.stdout.readline() == "ready\n"
    run.send_signal(number)
    _, said = run.communicate(timeout=60)
    assert said == "已中断\n"
    assert run.returncode == 2
    assert names_in(tmp_path) == []


WRAPPED = """
import os, signal, sys
import investtrack.cli.main as main
from investtrack.cli import session
class Slow:
    def __set_name__(self, owner, name):
        os.kill(os.getpid(), signal.SIGTERM)
        for _ in range(10**6):
            pass
def run(*_):
    class Made:
        slow = Slow()  # Python 3.11 says that setting the name failed
session.run = run
sys.argv = ["investtrack", "plugins"]
from investtrack.program import program
program()
"""
DROPPED = """
import os, signal, sys, time
import investtrack.cli.main as main
class Slow:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
        for _ in range(10**6):
            pass
def made():
    try:
        Slow()  # what is raised while it is taken apart is dropped
        time.sleep(30)
    except KeyboardInterrupt:
        return main._stopped(KeyboardInterrupt())
main.main = made
from investtrack.program import program
program()
"""
IMPORTING = """
import os, signal, sys
class Slow:
    def __set_name__(self, owner, name):
        os.kill(os.getpid(), signal.SIGINT)
        for _ in range(10**6):
            pass
class Finder:
    def find_spec(self, name, *_):
        if name == "investtrack.cli.main":
            class Made:
                slow = Slow()
sys.meta_path.insert(0, Finder())
from investtrack.program import program
program()
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
@pytest.mark.parametrize(
    "text", [WRAPPED, DROPPED, IMPORTING], ids=["wrapped", "dropped", "importing"]
)
def test_a_signal_is_one_word_where_python_makes_something_else_of_it(text):
    done = subprocess.run(
        [sys.executable, "-c", text], capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
    )  # fmt: skip
    assert (done.stderr, done.returncode) == ("已中断\n", 2)


@pytest.mark.parametrize(
    "text",
    ['{"名": "甲\u2028\x85乙", "数": [1, -2.5e3, null]}', '"\x9f\xa0\ufffe"', '["😀", {"ÿ": {}}]'],
)
def test_json_of_any_characters_is_well_formed(tmp_path, text):
    put(tmp_path / "a.json", lambda stream: stream.write(text.encode()))
    assert (tmp_path / "a.json").read_text("utf-8") == text


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('{"名称": "甲", }', "char 12"),
        ('["甲乙丙" "丁"]', "char 7"),
        ('{"甲": NaN}', "NaN"),
        ("甲", "char 0"),
        ('["甲\x01"]', "char 3"),
    ],
)
def test_a_fault_of_json_is_told_by_its_character(tmp_path, text, where):
    with pytest.raises(ExportError, match="不是完好的 JSON") as caught:
        put(tmp_path / "a.json", lambda stream: stream.write(text.encode()))
    assert where in str(caught.value)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=30)),
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(st.text(max_size=8), inner, max_size=5)),
    max_leaves=30,
)  # fmt: skip
MARKS = st.sampled_from(["", "]", "}", ",", ":", "1", '"', "NaN", "\\", "\x01", " x", "{", "\n"])


@given(JSON, st.booleans(), st.data())
def test_json_read_in_windows_is_sound_where_the_whole_is(value, is_laid_out, data):
    text = json.dumps(value, ensure_ascii=False, indent=1 if is_laid_out else None)
    if data.draw(st.booleans()):
        place = data.draw(st.integers(0, len(text)))
        text = text[:place] + data.draw(MARKS) + text[place + data.draw(st.integers(0, 1)) :]

    def no_number(name):
        raise ValueError(name)

    try:
        json.loads(text, parse_constant=no_number)
    except ValueError:
        is_sound = False
    else:
        is_sound = True
    assert JsonInWindows(io.StringIO(text, newline=""), 200, 100).is_sound() is is_sound


@given(JSON)
def test_json_laid_out_is_what_the_standard_library_writes(value):
    assert laid_out(value) == json.dumps(value, ensure_ascii=False, indent=1)
    assert "".join(json_text({"a": value, "b": [value]})) == json.dumps(
        {"a": value, "b": [value]}, ensure_ascii=False, indent=1
    )
