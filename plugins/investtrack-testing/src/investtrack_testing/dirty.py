"""Files such as arrive: empty, cut off, of another kind, with a wrong name; and good ones with a blow."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path


_INSIDE = 0.7
"""How often an archive is damaged inside."""
_WITHOUT = 0.15
"""How often a member goes altogether."""


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TABLE = "项目名称,总投资（万元）,入库时间\r\n甲项目,待核实,春节过后\r\n,,\r\n合计,1e999,2022年13月45日\r\n"
_TEXTS = (
    "待核实", "#REF!", "-", "１，２３４．５", "1e999", "NaN", "99" * 40, "=1+1", "2022年13月45日", "㊣\u0000", "约5千万", "是/否",
)  # fmt: skip


def dirty_files(suffix: str, folder: Path) -> list[Path]:
    """Write into *folder* files named *suffix* that are not what they are called; return their paths.

    Among them are one that is absent and one that is a folder.
    """
    made = []
    for name, data in _contents():
        path = folder / f"{name}{suffix}"
        path.write_bytes(data)
        made.append(path)
    directory = folder / f"文件夹{suffix}"
    directory.mkdir(exist_ok=True)
    return [*made, directory, folder / f"没有这个文件{suffix}"]


def _contents() -> Iterator[tuple[str, bytes]]:
    yield "空", b""
    yield "一个字节", b"\x00"
    yield "空白", b" \r\n\t\r\n" * 50
    yield "全是零", bytes(4096)
    yield "随机", _chance(2022).randbytes(3000)
    yield "文本", _TABLE.encode()
    yield "文本带标记", _TABLE.encode("utf-8-sig")
    yield "国标码文本", _TABLE.encode("gb18030")
    yield "十六位码文本", _TABLE.encode("utf-16")
    yield "坏编码", "项目名称\n".encode() + b"\xff\xfe\xe9\xa1" * 20
    yield "只有表头", "项目名称,总投资（万元）\r\n".encode()
    yield "列数不齐", "项目名称,总投资\r\n甲\r\n乙,1,2,3,4,5\r\n".encode()
    yield "引号不闭合", '项目名称,总投资\r\n"甲,1\r\n乙,2\r\n'.encode()
    yield "很长一行", "项目名称,总投资\r\n".encode() + ("长" * 200_000).encode()
    yield "网页", "<!DOCTYPE html><html><table><tr><td>项目名称</td></tr></table></html>".encode()
    yield "图片", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(60)
    yield "版式文件", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"
    yield "加密工作簿", _OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    yield "旧工作簿残片", _OLE + b"\x09\x08\x10\x00" * 300
    yield "数据库", b"SQLite format 3\x00" + bytes(100)
    for name, text in (
        ("空对象", "{}"), ("空数组", "[]"), ("空值", "null"), ("数", "1e999"), ("嵌套", "[" * 3000),
        ("字段不对", '{"projects": [{"name": 3, "total_investment": {}}], "region": []}'),
        ("深对象", '{"a":' * 2000 + "1" + "}" * 2000),
    ):  # fmt: skip
        yield name, text.encode()
    yield "空压缩包", _archive({})
    yield "别的压缩包", _archive({"读我.txt": b"x"})
    yield "缺部件的工作簿", _archive({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b""})
    yield (
        "坏部件的工作簿",
        _archive(_BOOK | {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"}),
    )
    yield "实体工作簿", _archive(_BOOK | {"xl/worksheets/sheet1.xml": _ENTITIES})
    yield "压缩包残片", _archive(_BOOK | {"xl/a.xml": b"x" * 5000})[:-40]


def _archive(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return stream.getvalue()


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BOOK = {
    "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>'
        '<sheet name="项目台账" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ).encode(),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_LINKS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ).encode(),
}
# Entities within entities: a reader that expands them grows; kept small, so that one that does survives.
_ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "项目项目项目"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&c;</t></is></c></row></sheetData></worksheet>'
).encode()


def _chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - repeatable on purpose


def mutations(data: bytes, number: int = 60, seed: int = 2022) -> Iterator[tuple[str, bytes]]:
    """Yield *number* damaged copies of *data*, each with what was done to it; the same for the same *seed*.

    Members of an archive are damaged inside, too, since a blow to the packed bytes seldom gets past
    its checksum; fields of a text are replaced by what clerks write into them.
    """
    chance = _chance(seed)
    archived = zipfile.is_zipfile(io.BytesIO(data))
    for _ in range(number):
        if archived and chance.random() < _INSIDE:
            yield _inside(data, chance)
        else:
            yield _struck(data, chance)


def _inside(data: bytes, chance: random.Random) -> tuple[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    if not members:
        return _struck(data, chance)
    name = chance.choice(sorted(members))
    if chance.random() < _WITHOUT:
        del members[name]
        return f"without {name}", _archive(members)
    done, members[name] = _struck(members[name], chance)
    return f"{name} {done}", _archive(members)


def _struck(data: bytes, chance: random.Random) -> tuple[str, bytes]:
    size = len(data)
    at = chance.randrange(size + 1)
    end = min(size, at + chance.choice((1, 2, 8, 40, 400)))
    blow = chance.choice(("cut off", "flipped", "removed", "doubled", "inserted", "field"))
    if blow == "field" and (struck := _field(data, chance)) is not None:
        return struck
    changed = {
        "cut off": data[:at],
        "flipped": data[:at]
        + bytes(byte ^ (1 << chance.randrange(8)) for byte in data[at:end])
        + data[end:],
        "removed": data[:at] + data[end:],
        "doubled": data[:end] + data[at:end] + data[end:],
    }.get(blow, data[:at] + chance.randbytes(end - at) + data[at:])
    return f"{blow} at byte {at}", changed


def _field(data: bytes, chance: random.Random) -> tuple[str, bytes] | None:
    """Replace one field of a text, told by what stands between commas, tags or quotes."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    marks = [i for i, char in enumerate(text) if char in ',"<>\n\t;']
    if len(marks) <= 1:
        return None
    which = chance.randrange(len(marks) - 1)
    word = chance.choice(_TEXTS)
    changed = text[: marks[which] + 1] + word + text[marks[which + 1] :]
    return f"field {which} became {word[:12]!r}", changed.encode()
