"""A county's own report: its template by kind, and the parts it adds, drops or calls otherwise."""

import io
import re
from datetime import date

import docx
import pytest
from attrs import evolve

from investtrack import Profile, profile_from_toml
from investtrack.cli.main import main
from investtrack.errors import ProfileError, SourceError
from investtrack.model.converter import ledger_to_json
from investtrack.report import build_report
from investtrack.values.period import parse_period
from investtrack_testing import sample_ledger
from investtrack_word.exporter import WordExporter
from investtrack_word.report import pictures
from investtrack_word.report.kinds import ReportKind
from investtrack_word.template.parts import titles_of
from investtrack_word.template.source import packaged_template


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PERIODS = {
    ReportKind.FIRST_QUARTER: ("2022年一季度", date(2022, 3, 20)),
    ReportKind.MONTH: ("2022年4月", date(2022, 4, 30)),
    ReportKind.HALF_YEAR: ("2022年上半年", date(2022, 6, 30)),
    ReportKind.NINE_MONTHS: ("2022年前三季度", date(2022, 9, 30)),
    ReportKind.YEAR: ("2022年", date(2022, 12, 31)),
}


def lines_of(stream):
    stream.seek(0)
    return [
        "".join(t.text or "" for t in p._p.iter(f"{W}t")) for p in docx.Document(stream).paragraphs
    ]


def written(profile, kind=ReportKind.HALF_YEAR, template=None):
    period, day = PERIODS[kind]
    if not isinstance(profile, Profile):
        profile = profile_from_toml(profile)
    report = build_report(sample_ledger(), profile=profile, period=parse_period(period), as_of=day)
    stream = io.BytesIO()
    WordExporter().export(report, stream, template)
    return lines_of(stream)


def headings(lines):
    return [
        line for line in lines if re.match("[一二三四五六七]、|（[一二三四五六七]）[^。]*$", line)
    ]


def test_parts_are_dropped_renamed_and_added_and_numbered_anew():
    lines = written(
        """
        [report]
        drop = ["资金争取和使用", "地区生产总值"]
        rename = { "存在的主要问题" = "困难和问题" }
        [[report.add]]
        title = "安全生产"
        after = "重点项目推进情况"
        text = ["{{ region }}{{ cumulated }}没有发生安全事故。"]
        [[report.add]]
        title = "用地保障"
        level = 2
        after = "年度计划"
        [[report.add]]
        title = "党建"
        kinds = ["全年"]
        """
    )
    assert [line for line in headings(lines) if line[0] != "（"] == [
        "一、主要指标完成情况", "二、重点项目推进情况", "三、安全生产", "四、项目谋划和储备", "五、困难和问题", "六、下半年工作",
    ]  # fmt: skip
    first = lines.index("一、主要指标完成情况")
    assert lines[first + 1] == "（一）固定资产投资"
    assert "（二）其他营利性服务业" in lines
    assert lines[lines.index("（二）用地保障") + 1] == "【待补：用地保障】"
    assert "（三）开工和竣工" in lines
    assert "样例县上半年没有发生安全事故。" in lines


@pytest.fixture
def drawn_once(monkeypatch):
    """Pictures of the same figures are drawn once: which parts a report has changes none of them."""
    draw, kept = pictures.drawn, {}

    def drawn(picture, report):
        key = (picture.name, report.period)
        if key not in kept:
            kept[key] = draw(picture, report)
        return kept[key]

    monkeypatch.setattr(pictures, "drawn", drawn)


@pytest.mark.usefixtures("drawn_once")
@pytest.mark.parametrize("kind", ReportKind)
def test_any_part_may_be_dropped(kind):
    """No part hangs on another: each alone may go, and the report is whole without it."""
    whole = written(Profile(), kind)
    for title in sorted(titles_of(packaged_template(kind))):
        lines = written(f'[report]\ndrop = ["{title}"]\n', kind)
        assert not [line for line in headings(lines) if line.endswith(title)]
        assert len(lines) < len(whole)
        numbers = [line[0] for line in headings(lines) if line[0] != "（"]
        assert numbers == list("一二三四五六七")[: len(numbers)]
        assert lines[-1] == whole[-1]


def test_headings_that_no_report_has_are_named_with_those_there_are():
    with pytest.raises(SourceError) as caught:
        written('[report]\ndrop = ["资金使用"]\n[[report.add]]\ntitle = "甲"\nafter = "乙"\n')
    assert "report.drop：汇报里没有“资金使用”这个标题" in str(caught.value)
    assert "report.add.after：汇报里没有“乙”这个标题" in str(caught.value)
    assert "资金争取和使用" in str(caught.value)


def test_a_wrong_tag_of_an_added_part_is_named():
    with pytest.raises(SourceError, match=r"fai\.period\.complete"):
        written('[report]\n[[report.add]]\ntitle = "甲"\ntext = ["{{ fai.period.complete }}"]\n')


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[report]\ntemplates = { "年终" = "a.docx" }', "没有“年终”这种汇报"),
        ('[report]\n[[report.add]]\ntitle = " "', "title：要写标题"),
        ('[report]\n[[report.add]]\ntitle = "甲"\nlevel = 3', "level：应为1或2"),
        ('[report]\n[[report.add]]\ntitle = "甲"\nkinds = ["季度"]', "没有“季度”这种汇报"),
        ('[report]\ndropp = ["甲"]', "dropp"),
    ],
)
def test_a_layout_that_cannot_be_is_refused(text, fault):
    with pytest.raises(ProfileError, match=fault):
        profile_from_toml(text)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "甲县.json").write_text(
        ledger_to_json(evolve(sample_ledger(), period=None)), encoding="utf-8"
    )
    for name, text in (
        ("自己.docx", "本县自己的汇报：{{ region }}"),
        ("半年.docx", "半年的：{{ region }}"),
    ):
        document = docx.Document()
        document.add_paragraph(text)
        document.save(tmp_path / name)
    return tmp_path


def run(folder, *more, source="甲县.json"):
    assert main(["report", str(folder / source), "-o", str(folder / "out"), *more]) in {0, 1}
    with next((folder / "out").glob("*工作汇报.docx")).open("rb") as stream:
        return lines_of(io.BytesIO(stream.read()))


def test_report_takes_a_template(folder):
    assert run(folder, "--template", str(folder / "自己.docx")) == ["本县自己的汇报：样例县"]


@pytest.mark.parametrize("name", ["没有.docx", "甲县.json"])
def test_a_template_of_another_kind_or_none_is_refused(folder, name, capsys):
    call = [
        "report",
        str(folder / "甲县.json"),
        "-o",
        str(folder / "o"),
        "--template",
        str(folder / name),
    ]
    assert main(call) == 2
    assert name in capsys.readouterr().err


def test_the_profile_beside_a_workbook_is_its_own_and_its_templates_lie_beside_it(folder, capsys):
    (folder / "甲县.toml").write_text(
        '[report]\ntemplate = "自己.docx"\ntemplates = { "上半年" = "半年.docx" }\n',
        encoding="utf-8",
    )
    assert run(folder) == ["本县自己的汇报：样例县"]
    assert "用了旁边的配置" in capsys.readouterr().err
    for path in (folder / "out").iterdir():
        path.unlink()
    half = run(folder, "--period", "2022年上半年", "--as-of", "2022-06-30")
    assert half == ["半年的：样例县"]
    for path in (folder / "out").iterdir():
        path.unlink()
    assert run(folder, "--profile", "default")[0].startswith("样例县2022年一季度")


def test_the_profile_of_a_folder_belongs_to_what_lies_in_it(folder):
    (folder / "profile.toml").write_text('[report]\ntemplate = "自己.docx"\n', encoding="utf-8")
    assert run(folder) == ["本县自己的汇报：样例县"]


def test_a_wrong_profile_beside_is_said_and_nothing_is_written(folder, capsys):
    (folder / "甲县.toml").write_text("[report]\ntemplate = 3\n", encoding="utf-8")
    assert main(["report", str(folder / "甲县.json"), "-o", str(folder / "out")]) == 2
    assert "甲县.toml" in capsys.readouterr().err
    assert not (folder / "out").exists()


def test_a_template_that_the_profile_names_and_nobody_has_is_said(folder, capsys):
    (folder / "甲县.toml").write_text('[report]\ntemplate = "没有.docx"\n', encoding="utf-8")
    assert main(["report", str(folder / "甲县.json"), "-o", str(folder / "out")]) == 2
    assert "没有.docx" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ReportKind)
def test_the_template_of_every_kind_can_be_written_and_is_the_report_again(kind, tmp_path):
    name = "word" if kind is ReportKind.FIRST_QUARTER else f"word-{kind.value.replace('_', '-')}"
    path = tmp_path / "t.docx"
    assert main(["template", name, "-o", str(path)]) == 0
    assert written(Profile(), kind, path) == written(Profile(), kind)


def test_the_template_that_is_written_has_the_countys_parts(folder):
    (folder / "p.toml").write_text('[report]\ndrop = ["资金争取和使用"]\n', encoding="utf-8")
    call = [
        "template",
        "word-half-year",
        "-o",
        str(folder / "t.docx"),
        "--profile",
        str(folder / "p.toml"),
    ]
    assert main(call) == 0
    assert "三、资金争取和使用" not in [p.text for p in docx.Document(folder / "t.docx").paragraphs]


def test_an_own_layout_is_refreshed_by_its_own_template(folder, capsys):
    (folder / "甲县.toml").write_text('[report]\ndrop = ["其他营利性服务业"]\n', encoding="utf-8")
    out = folder / "a.docx"
    assert main(["export", str(folder / "甲县.json"), "--to", "word", "-o", str(out)]) in {0, 1}
    call = ["refresh", str(out), str(folder / "甲县.json"), "-o", str(folder / "b.docx")]
    assert main(call) == 0
    assert "没有核对句式" not in capsys.readouterr().out


def refused(tmp_path, capsys, tags, head="一、总体情况"):
    """What is said of a template with *tags* in its second paragraph."""
    template, book = tmp_path / "模板.docx", tmp_path / "台账.json"
    document = docx.Document()
    if head:
        document.add_paragraph(head)
    document.add_paragraph(tags)
    document.save(template)
    book.write_text(ledger_to_json(sample_ledger()), encoding="utf-8")
    call = ["export", str(book), "--to", "word", "-o", str(tmp_path / "汇报.docx")]
    assert main([*call, "--template", str(template)]) == 2
    assert not (tmp_path / "汇报.docx").exists()
    said = capsys.readouterr().err
    assert "程序出错" not in said
    return said


@pytest.mark.parametrize(
    "tags",
    [
        '{{ 1 + "a" }}',
        "{{ fai.period.expected + entry.planned.count }}",  # an amount and a count are no sum
        "{{ region - 1 }}",
        "{{ entry.planned.count + none }}",
    ],
)
def test_only_whole_numbers_are_added_and_the_place_is_named(tmp_path, capsys, tags):
    said = refused(tmp_path, capsys, tags)
    assert "在“…一、总体情况”之后：模板里的加减只用于个数和序号" in said
    said = refused(tmp_path, capsys, tags, head="")
    assert "在模板开头：模板里的加减只用于个数和序号" in said


@pytest.mark.parametrize(
    ("tags", "why"),
    [
        ("{% for a in [1,2,3,4,5,6,7,8,9,0] %}" * 7 + "x" + "{% endfor %}" * 7, "循环套得太多"),
        ('{% set s = "长" %}' + "{% set s = s ~ s %}" * 30 + "{{ s }}", "拼得太长"),
        ("{% set n = 9 %}" + "{% set n = n + n %}" * 60 + "{{ n }}", "数的数太大"),
        ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "套了太多层"),
    ],
)
def test_a_template_without_end_is_refused(tmp_path, capsys, tags, why):
    assert why in refused(tmp_path, capsys, tags)


def test_a_template_that_prints_too_much_is_refused(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("investtrack_word.report.evaluate.TEMPLATE_TEXT", 100)
    assert "写出的文字太多" in refused(tmp_path, capsys, "{{ region }}" * 100)
