"""Masked copies: nobody and nothing named is left in any part, and every number stays."""

import csv
import zipfile

import docx
import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from investtrack.cli.main import main
from investtrack.model.ledger import Ledger
from investtrack.model.project import Project
from investtrack_mask.office import still_in
from investtrack_mask.personal_columns import signed_people
from investtrack_mask.stand_ins import HIDDEN_CONTACT, Hidden, stand_ins


PROJECT, OWNER, LEADER, CONTACT = "青禾县北河大桥项目", "青禾县交通建设有限公司", "欧阳明", "林小舟"
HEADERS = (
    "项目编码", "项目名称", "建设单位", "责任单位", "包保领导", "总投资（万元）", "是否入库", "联系人", "联系电话", "备注",
)  # fmt: skip
TELEPHONE, IN_YUAN = 13912345678, 13987654321
SECRETS = (PROJECT, OWNER, LEADER, CONTACT, str(TELEPHONE), "0877-1234567", "王制表", "办公室小李")


def ledger_book(path):
    """A workbook as an office keeps it: a contact and a telephone the ledger has no column for, notes, properties."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "项目台账"
    sheet.append(HEADERS)
    code = "2201-530428-04-01-123456"
    note = f"{LEADER}督办，电话0877-1234567，总额{IN_YUAN}元"
    sheet.append((code, PROJECT, OWNER, "县交通局", LEADER, 52000, "是", CONTACT, TELEPHONE, note))
    sheet.append(
        ("", "青禾县北河大桥项目引道", "县交通局", "县交通局", "张三", 800, "否", "", "", "")
    )
    bold = InlineFont(b=True)
    sheet["J3"] = CellRichText("接", TextBlock(bold, PROJECT[:5]), PROJECT[5:], "后段")
    sheet["B2"].comment = Comment(f"{CONTACT}：已核", "办公室小李")
    info = book.create_sheet("基本信息")
    for row in (
        ("项目", "内容"),
        ("地区", "青禾县"),
        ("报告期", "2022年一季度"),
        ("截止日期", "2022-03-20"),
    ):
        info.append(row)
    info["A6"] = "制表人：王制表"
    info["B8"] = f'=COUNTIF(项目台账!B:B,"{PROJECT}")'
    book.properties.creator = "办公室小李"
    book.save(path)
    return path


@pytest.fixture
def book(tmp_path):
    return ledger_book(tmp_path / f"{PROJECT}台账.xlsx")


def mask(folder, *files, more=()):
    return main(["mask", *map(str, files), "-o", str(folder), *more])


def parts_of(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def test_no_part_of_the_workbook_names_anybody(book, tmp_path):
    assert mask(tmp_path / "公开", book) == 0
    (copy,) = (tmp_path / "公开").iterdir()
    assert copy.name == "项目1台账.xlsx"
    for name, text in parts_of(copy).items():
        for secret in SECRETS:
            assert secret not in text, (name, secret)


def test_amounts_dates_and_offices_stay(book, tmp_path):
    mask(tmp_path / "公开", book)
    sheet = openpyxl.load_workbook(tmp_path / "公开" / "项目1台账.xlsx")["项目台账"]
    assert [sheet.cell(2, column).value for column in (4, 6, 7)] == ["县交通局", 52000, "是"]
    assert sheet.cell(2, 9).value == HIDDEN_CONTACT
    # Eleven digits that begin like a telephone are hidden in running text, where nobody computes with them.
    assert sheet.cell(2, 10).value == f"人员1督办，电话{HIDDEN_CONTACT}，总额{HIDDEN_CONTACT}元"
    assert "项目1" in sheet.cell(3, 10).value


def test_an_amount_of_eleven_digits_is_no_telephone(tmp_path):
    path = tmp_path / "甲.xlsx"
    book = openpyxl.load_workbook(ledger_book(path))
    book["项目台账"]["F1"] = "总投资（元）"
    book["项目台账"]["F2"] = IN_YUAN
    book.save(path)
    mask(tmp_path / "公开", path)
    assert openpyxl.load_workbook(tmp_path / "公开" / "甲.xlsx")["项目台账"]["F2"].value == IN_YUAN


def test_a_report_is_masked_as_its_ledger_is(book, tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph(f"{LEADER}牵头推进")
    for run in (PROJECT[:4], PROJECT[4:]):
        paragraph.add_run(run).bold = run is PROJECT
    document.add_paragraph("总投资5.2亿元。")
    document.core_properties.author = LEADER
    report = tmp_path / "汇报.docx"
    document.save(report)
    assert mask(tmp_path / "公开", book, report) == 0
    copy = docx.Document(tmp_path / "公开" / "汇报.docx")
    assert [each.text for each in copy.paragraphs] == ["人员1牵头推进项目1", "总投资5.2亿元。"]
    assert copy.core_properties.author == ""


def test_the_key_is_written_only_where_it_is_asked_for(book, tmp_path):
    mask(tmp_path / "公开", book, more=("--key", str(tmp_path / "对照.csv")))
    with (tmp_path / "对照.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = dict(csv.reader(stream))
    assert (rows["项目1"], rows["人员1"]) == (PROJECT, LEADER)
    assert len(list((tmp_path / "公开").iterdir())) == 1


def test_a_kind_may_be_kept(book, tmp_path):
    mask(tmp_path / "公开", book, more=("--keep", "项目", "--keep", "单位"))
    (copy,) = (tmp_path / "公开").iterdir()
    assert copy.name == book.name
    sheet = openpyxl.load_workbook(copy)["项目台账"]
    assert [sheet.cell(2, column).value for column in (1, 2, 3, 5)] == [
        "2201-530428-04-01-123456", PROJECT, OWNER, "人员1",
    ]  # fmt: skip


def test_masking_the_headers_would_ruin_the_ledger_and_is_left_undone():
    ledger = Ledger(projects=(Project(name="总投资", leaders=("备注",)),))
    names = stand_ins([ledger])
    assert (dict(names.names), names.unsafe) == ({}, ("总投资", "备注"))


def test_a_longer_name_goes_before_one_within_it():
    ledger = Ledger(projects=(Project(name="北河大桥"), Project(name="北河大桥引道")))
    names = stand_ins([ledger])
    assert names.in_text("北河大桥引道和北河大桥") == "项目2和项目1"
    assert names.left_in("北河大桥引道") == "北河大桥引道"


def test_the_signs_of_a_short_name_may_stand_apart():
    ledger = Ledger(projects=(Project(name="北河大桥", leaders=("李四", "欧阳修文")),))
    names = stand_ins([ledger])
    text = "李　四、欧 阳 修文和李四负责北河 大桥"
    assert names.in_text(text) == "人员1、人员2和人员1负责项目1"
    assert names.left_in("李 四") == "李 四"
    assert names.left_in("李先生、四") == ""


def test_a_code_keeps_its_shape():
    ledger = Ledger(projects=(Project(name="一", code="2201-530428-04-01-123456"),))
    assert stand_ins([ledger]).names["2201-530428-04-01-123456"] == "2201-000000-00-00-000001"
    assert not stand_ins([ledger], kept=[Hidden.PROJECT]).names


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("电话13912345678。", f"电话{HIDDEN_CONTACT}。"),
        ("+86 139-1234-5678", HIDDEN_CONTACT),
        ("0877－1234567转3", f"{HIDDEN_CONTACT}转3"),
        ("（0877）12345678", HIDDEN_CONTACT),
        ("0877 1234567", HIDDEN_CONTACT),
        (
            "电话１３９１２３４５６７８、＋８６１３９１２３４５６７８",
            f"电话{HIDDEN_CONTACT}、{HIDDEN_CONTACT}",
        ),
        ("身份证53042819900101123X", f"身份证{HIDDEN_CONTACT}"),
        ("信箱 li.ming@qinghe.gov.cn", f"信箱 {HIDDEN_CONTACT}"),
        ("2022-03-20至2022-12-31", "2022-03-20至2022-12-31"),
        ("完成投资1391234.56万元", "完成投资1391234.56万元"),
        ("库编码139123456780", "库编码139123456780"),
    ],
)
def test_contacts_are_hidden_and_other_numbers_are_not(text, hidden):
    assert stand_ins([Ledger()]).in_text(text) == hidden


def test_people_who_sign_are_found():
    assert signed_people(["填报人：王制表　审核人: 李四", "负责人：县长张三办公室"]) == (
        "王制表",
        "李四",
    )


def test_what_is_left_is_named_by_its_part(book, tmp_path):
    names = stand_ins([Ledger(projects=(Project(name=PROJECT),))])
    part, name = still_in(book, book.read_bytes(), names)
    assert name == PROJECT
    assert part.endswith(".xml")


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [("a.xlsx", b"", "是空的"), ("a.xls", b"\xd0\xcf", "另存"), ("a.docx", b"PK", "docx")],
)
def test_what_cannot_be_masked_is_refused_in_one_sentence(tmp_path, capsys, name, data, why):
    path = tmp_path / name
    path.write_bytes(data)
    assert mask(tmp_path / "公开", path) == 2
    assert why in capsys.readouterr().err
    assert not (tmp_path / "公开").exists()


def test_the_originals_folder_is_not_written_to(book, capsys):
    assert mask(book.parent, book) == 2
    assert "另一个文件夹" in capsys.readouterr().err
