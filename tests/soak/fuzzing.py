"""Fuzzes everything that reads: a damaged file is findings or one clear error, never another exception.

    python tests/soak/fuzzing.py [--target xlsx-part] [--runs 10000] [--seed 1]
    python -m uv run --with atheris python tests/soak/fuzzing.py --target xlsx-part --atheris   # guided by coverage

The number of a failing seed is in the message: the same seed makes the same input.
"""

import io
import random
import sys
import tempfile
import zipfile
from argparse import ArgumentParser
from functools import cache
from pathlib import Path

from investtrack import InvesttrackError, Profile, build_report, ledger_to_json, load_plugins
from investtrack.model.converter import profile_from_toml
from investtrack_testing import sample_ledger, sample_report


HEAD = 64
"""Most changes made to one input."""


@cache
def plugins():
    return load_plugins()


@cache
def workbook():
    """Return the sample as a standard workbook, with the ordinary dirt of real ones."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "项目台账"
    sheet.append(["单位：万元"])
    sheet.append(
        [
            "项目编码",
            "项目名称",
            "总投资",
            "2022年1—2月完成投资",
            "是否入库",
            "入库时间",
            "包保领导",
        ]
    )
    sheet.append(["A1", "★河东大桥", "2亿元", 450, "√", "2020.6", "王一、李二"])
    sheet.append(
        ["A2", "青山\n花园", "50,000.00", "—", "已纳统，MA3MAC819371326001", "09.3-11.12", None]
    )
    sheet.append([None, "合计2个", 70000, 450])
    sheet.merge_cells("A1:C1")
    info = book.create_sheet("基本信息")
    for row in (
        ["项", "值"],
        ["地区", "样例县"],
        ["报告期", "2022年一季度"],
        ["截止日期", "2022-03-20"],
    ):
        info.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@cache
def document():
    stream = io.BytesIO()
    plugins().exporter("word").export(sample_report(), stream)
    return stream.getvalue()


PROFILE = """name = "样例"
[entry]
threshold = "0.05亿元"
[pace]
kind = "table"
table = { 1 = "5", 2 = "15", 3 = "25" }
[[mapping]]
sheet = "Sheet*"
columns = { "总投" = "总投资" }
"""
PROSE = (
    "一季度完成投资23.4亿元，同比增长5.1％，占年度计划的58.5%，其中：工业项目12个、14.1亿元，农业项目3个、9.3亿元；"
    "计划复工40个，已复工36个，复工率90％，剩余投资57.74亿元。"
)


def read_source(suffix, data):
    """Import *data* as a file and compute the whole report of what was read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"台账{suffix}"
        path.write_bytes(data)
        extract = plugins().importer_for(path).extract(path, Profile())
        report = build_report(extract.ledger, findings=extract.findings)
        for finding in report.findings:
            if not (finding.code and finding.message):
                raise AssertionError(f"a finding without words: {finding!r}")
        ledger_to_json(extract.ledger)


def read_document(suffix, data):
    from investtrack_audit import audit_document

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"汇报{suffix}"
        path.write_bytes(data)
        audit_document(plugins().document_reader_for(path).read(path))


def one_part(original, change):
    """Return the archive *original* with one XML part changed; its other parts as they were."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(original)) as source, zipfile.ZipFile(out, "w") as target:
        names = [name for name in source.namelist() if name.endswith((".xml", ".rels"))]
        chosen = change.pick(names)
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, change.of(content) if name == chosen else content)
    return out.getvalue()


class Change:
    """Changes bytes as *take* decides: *take(n)* is a whole number below n."""

    def __init__(self, take):
        self.take = take

    def pick(self, items):
        return items[self.take(len(items))]

    def of(self, content):
        found = bytearray(content)
        for _ in range(1 + self.take(HEAD)):
            at = self.take(len(found) + 1)
            kind = self.take(5)
            if kind == 0 and found:
                found[at % len(found)] = self.take(256)
            elif kind == 1:
                found[at:at] = self.pick(_BITS)
            elif kind == 2:
                del found[at : at + 1 + self.take(16)]
            elif kind == 3:
                found[at:at] = found[at : at + 1 + self.take(64)]
            else:
                number = str(self.take(10**9)).encode()
                found[at : at + len(number)] = number
        return bytes(found)


_BITS = (
    b"<", b">", b"&", b"\x00", b"\xff\xfe", b"]]>", b"</c>", b'r="XFD1048576"', b'r="A0"', b"-1", b"1e400", b"NaN", b"#REF!",
    "〇".encode(), "元月".encode(), "亿".encode(), "％".encode(), "一季度".encode(), b"9" * 40, b"2022.13", b"{", b"[", b'"',
)  # fmt: skip

TARGETS = {
    "xlsx": lambda change: read_source(".xlsx", change.of(workbook())),
    "xlsx-part": lambda change: read_source(".xlsx", one_part(workbook(), change)),
    "json": lambda change: read_source(
        ".json", change.of(ledger_to_json(sample_ledger()).encode())
    ),
    "profile": lambda change: profile_from_toml(
        change.of(PROFILE.encode()).decode(errors="replace"), "县.toml"
    ),
    "docx": lambda change: read_document(".docx", change.of(document())),
    "docx-part": lambda change: read_document(".docx", one_part(document(), change)),
    "prose": lambda change: read_document(".txt", change.of(PROSE.encode())),
}
"""Name → what reads a changed input."""


def attempt(name, take):
    """Read one changed input of target *name*; an error that is ours is how it should end.

    Raises:
        BaseException: whatever else came out of reading; a panic of a reader written in Rust is no Exception.
    """
    try:
        TARGETS[name](Change(take))
    except InvesttrackError as error:
        if not str(error).strip():
            raise AssertionError("an error without words") from error


def by_chance(name, runs, seed):
    """Try *runs* inputs; the number of the seed that fails is in the message."""
    for number in range(seed, seed + runs):
        chosen = random.Random(number)
        try:
            attempt(name, chosen.randrange)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            raise AssertionError(
                f"{name}, seed {number}: {type(error).__name__}: {error}"
            ) from error


def by_coverage(name, runs):  # pragma: no cover - needs atheris
    import atheris

    def one(data):
        provider = atheris.FuzzedDataProvider(data)
        attempt(name, lambda n: provider.ConsumeIntInRange(0, n - 1))

    atheris.instrument_all()
    atheris.Setup([sys.argv[0], f"-runs={runs}", "-max_len=512"], one)
    atheris.Fuzz()


def main():
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--target", choices=sorted(TARGETS))
    parser.add_argument("--runs", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--atheris", action="store_true")
    options = parser.parse_args()
    if options.atheris:
        by_coverage(options.target or "xlsx-part", options.runs)
        return
    for name in [options.target] if options.target else TARGETS:
        by_chance(name, options.runs, options.seed)
        sys.stdout.write(f"{name}: {options.runs} runs from seed {options.seed}\n")


if __name__ == "__main__":
    main()
