"""What is refused: before anything is written, every fault at once, in Chinese, with its cell."""

import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment

from investtrack.cli.main import main
from investtrack.errors import ProfileError, SourceError
from investtrack_forms.fill import fill_form
from investtrack_testing import sample_report


def book_of(**cells):
    book = openpyxl.Workbook()
    book.active.title = "表"
    for place, value in cells.items():
        book.active[place] = value
    return book


def said(fill, report, book, **options):
    with pytest.raises(SourceError) as error:
        fill(book, report, **options)
    return str(error.value)


def test_every_unknown_placeholder_is_named_with_its_cell(fill, report_of):
    text = said(fill, report_of(), book_of(
        A1="{{ fai.perod.expected }}", A2="截至{{ 截至日期 }}", A3="{{ fai.period.expected|吨 }}", A4="{{ }}",
        A5="{{ fai.excess", A6="{{ fai.period.expected[1月] }}",
    ))  # fmt: skip
    assert "6处填不了" in text
    assert "表!A1 没有“fai.perod.expected”这个指标或字段（相近的有：fai.period.expected" in text
    assert "表!A2 没有“截至日期”" in text
    assert "表!A3 不认识的写法“吨”" in text
    assert "表!A4 占位符是空的" in text
    assert "表!A5 有“{{”而没有“}}”" in text
    assert "表!A6" in text
    assert "用不上" in text


@pytest.mark.parametrize(
    ("marker", "message"),
    [
        ("明细 项目", "没有叫“项目”的台账表"),
        ("明细", "后面要写哪张台账表"),
        ("明细 项目台账；条件 总投资>很大", "“总投资”是金额，“很大”不是"),
        ("明细 项目台账；条件 总投資>1", "没有“总投資”（相近的有：总投资"),
        ("明细 项目台账；条件 总投资>1 且", "条件没有写完"),
        ("明细 项目台账；条件 (总投资>1", "括号没有成对"),
        ("明细 项目台账；条件 入库时间<某日", "“入库时间”是日期，“某日”不是"),
        ("明细 项目台账；排序 大小", "没有“大小”"),
        ("明细 项目台账；最多 许多", "应是正整数"),
        ("明细 项目台账；顺序 总投资", "不认识的“顺序”"),
        ("明细 项目台账；指标 fai.none", "没有编号为 fai.none 的指标"),
        ("明细 项目台账；预留行 3；分组 行业", "预留行不能与分组"),
        ("名单 项目台账", "不认识的标记"),
        ("组 二", "后面只能写第几层"),
        ("小计", "不挨着任何“明细”行"),
    ],
)
def test_a_wrong_marker_is_explained(fill, report_of, marker, message):
    assert message in said(fill, report_of(), book_of(A2=f"{{% {marker} %}}{{{{ 地区 }}}}"))


def test_a_wrong_field_in_a_record_and_in_a_group_is_named(fill, report_of):
    text = said(fill, report_of(), book_of(
        A1="{% 组 %}{{ 总投资 }}", B1="{{ 合计(行业) }}", C1="{{ 组[3] }}",
        A2="{% 明细 项目台账；分组 行业 %}{{ 项目名 }}", B2="{{ 手续[立项] }}", C2="{{ 完成投资[本旬] }}",
    ))  # fmt: skip
    for part in (
        "表!A1 组行里的“总投资”不知取哪条记录的", "表!B1 “行业”是文字，不能合计", "表!C1 “组[3]”：分组只有1层",
        "表!A2 “项目台账”没有“项目名”（相近的有：项目名称", "表!B2 “项目台账”没有“手续”", "表!C2 “完成投资[本旬]”的方括号里应是月份",
    ):  # fmt: skip
        assert part in text


def test_two_blocks_need_names_for_sums_elsewhere(fill, report_of):
    rows = {
        "A3": "{% 明细 项目台账；名称 甲 %}{{ 项目名称 }}",
        "A5": "{% 明细 入库计划；名称 乙 %}{{ 项目名称 }}",
    }
    text = said(fill, report_of(), book_of(A1="{{ 合计(总投资) }}", **rows))
    assert "有几处明细，不知合计哪一处" in text
    assert "没有叫“丙”的明细（有名称的：甲、乙）" in said(
        fill, report_of(), book_of(A1="{{ 丙.个数() }}", **rows)
    )
    _, book = fill(book_of(A1="{{ 甲.个数() }}", B1="{{ 乙.合计(总投资) }}", **rows), report_of())
    assert (book.active["A1"].value, book.active["A4"].value) == (2, "青山花园")


def test_overlapping_rows_are_refused(fill, report_of):
    book = book_of(
        A2="{% 明细 项目台账；预留行 3 %}{{ 项目名称 }}", A4="{% 明细 入库计划 %}{{ 项目名称 }}"
    )
    assert "与第2行起的明细重叠" in said(fill, report_of(), book)


def test_a_wrong_comment_is_named_as_a_comment(fill, report_of):
    book = book_of(A2="{{ 项目名称 }}")
    book.active["A2"].comment = Comment("明细 项目台帐", "人")
    assert "表!A2的批注 没有叫“项目台帐”的台账表" in said(fill, report_of(), book)


def test_an_ordinary_comment_is_left_alone(fill, report_of):
    book = book_of(A2="{{ 地区 }}")
    book.active["A2"].comment = Comment("这里填县名，明细见附表", "人")
    _, filled = fill(book, report_of())
    assert filled.active["A2"].comment.text == "这里填县名，明细见附表"


def test_faults_of_the_toml_are_named_all_at_once(tmp_path, report_of):
    book_of(A1="x").save(tmp_path / "表.xlsx")
    spec = tmp_path / "表.toml"
    spec.write_text(
        'unit = "吨"\nkolor = 1\n[[cell]]\nat = 3\nvalue = "x"\n[[rows]]\nrecords = "项目台账"\n',
        "utf-8",
    )
    with pytest.raises(ProfileError) as error:
        fill_form(report_of(), tmp_path / "表.xlsx")
    faults = "；".join(error.value.faults)
    for part in ("unit", "吨", "kolor", "cell", "应为文本", "rows", "缺少 first"):
        assert part in faults


def test_what_the_toml_asks_of_the_form_is_checked(tmp_path, report_of):
    book_of(A1="{{ 地区 }}").save(tmp_path / "表.xlsx")
    (tmp_path / "表.toml").write_text(
        '[[cell]]\nat = "A1"\nvalue = "地区"\n[[cell]]\nat = "第一格"\nvalue = "地区"\n[[cell]]\nat = "B1"\n'
        'sheet = "无"\nvalue = "地区"\n[[cell]]\nat = "B2"\nvalue = "无此指标"\n'
        '[[rows]]\nrecords = "项目台账"\nfirst = 3\n[rows.cells]\n"1" = "序号"\n',
        "utf-8",
    )
    with pytest.raises(SourceError) as error:
        fill_form(report_of(), tmp_path / "表.xlsx")
    for part in (
        "cell[1] 表!A1 里已有占位符", "cell[2] at 应是单元格地址", "cell[3] 表里没有工作表“无”（有：表）", "表!B2 没有“无此指标”",
        "rows[1].cells 列应写作字母",
    ):  # fmt: skip
        assert part in str(error.value)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("表.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "另存为 xlsx"),
        ("表.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "另存为 docx"),
        (
            "表.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + b"\0\0",
            "打开密码",
        ),
        ("表.et", b"x", "WPS"),
        ("表.ods", b"PK", "ods"),
        ("表.pdf", b"%PDF", "PDF"),
        ("表.xlsx", b"", "空文件"),
        ("表.xlsx", b"PK\x03\x04junk", "不是完好的"),
        ("表.xlsx", b"hello", "不是完好的"),
    ],
)
def test_other_files_are_refused_with_advice(tmp_path, report_of, name, data, message):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SourceError, match=message):
        fill_form(report_of(), tmp_path / name)


def test_an_archive_that_is_no_form_and_a_damaged_one_are_refused(tmp_path, report_of):
    path = tmp_path / "表.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(SourceError, match="不是 xlsx 或 docx 文件"):
        fill_form(report_of(), path)
    book_of(A1="x").save(path)
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["xl/worksheets/sheet1.xml"] = b"<worksheet><broken"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    with pytest.raises(SourceError, match=r"xl/worksheets/sheet1\.xml 损坏"):
        fill_form(report_of(), path)


def test_nothing_is_written_where_the_form_is_refused(tmp_path, capsys, ledger_path):
    book_of(A1="{{ 无 }}").save(tmp_path / "表.xlsx")
    target = tmp_path / "出.xlsx"
    target.write_bytes(b"old")
    assert main(["fill", str(tmp_path / "表.xlsx"), str(ledger_path), "-o", str(target)]) == 2
    assert target.read_bytes() == b"old"
    assert "表!A1" in capsys.readouterr().err


def test_the_form_and_the_ledger_are_never_written_over(tmp_path, capsys, ledger_path):
    form = tmp_path / "表.xlsx"
    book_of(A1="{{ 地区 }}").save(form)
    before = form.read_bytes()
    assert main(["fill", str(form), str(ledger_path), "-o", str(form)]) == 2
    assert main(["fill", str(form), str(ledger_path), "-o", str(tmp_path / "出.docx")]) == 2
    error = capsys.readouterr().err
    assert "不会改动它" in error
    assert "仍是 .xlsx 文件" in error
    assert form.read_bytes() == before


def test_a_sample_report_serves_without_a_ledger_on_disk(tmp_path):
    book_of(A1="{{ 地区 }}").save(tmp_path / "表.xlsx")
    assert fill_form(sample_report(), tmp_path / "表.xlsx").entries[0].written == "样例县"


def test_an_unknown_set_of_light_rules_is_refused(fill, report_of):
    text = said(fill, report_of(), book_of(A1="{% 设置；亮灯规则 无此 %}"))
    assert "没有叫“无此”的亮灯规则（可用：general、" in text


def test_a_form_that_is_not_there_is_said_in_chinese(tmp_path, ledger_path, capsys):
    for form, message in ((tmp_path / "无.xlsx", "没有这份表"), (tmp_path, "这是一个文件夹")):
        assert main(["fill", str(form), str(ledger_path), "-o", str(tmp_path / "出.xlsx")]) == 2
        assert message in capsys.readouterr().err
