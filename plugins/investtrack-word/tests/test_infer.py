"""Last quarter's report and its ledger become the county's own template; rendered again it gives the same text."""

import docx
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from word_edits import Edit, W

from investtrack import Amount, SourceError, Unit
from investtrack.plugin import Paragraph
from investtrack_testing import bare_ledger, hostile_ledger, sample_ledger, sample_report
from investtrack_word.exporter import WordExporter
from investtrack_word.infer.inferring import infer
from investtrack_word.verify.document import read_report
from investtrack_word.verify.figures_in_text import normal, numbers_in
from investtrack_word.verify.text import read_document


def export(path, report=None, template=None, **flags):
    with path.open("wb") as stream:
        WordExporter().export(report or sample_report(), stream, template, **flags)
    return path


def text_of(path):
    return [b.text if isinstance(b, Paragraph) else b.rows for b in read_document(path).blocks]


def old_report(tmp_path, *paragraphs):
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(tmp_path / "old.docx")
    return tmp_path / "old.docx"


def inferred(path, tmp_path, report=None):
    result = infer(read_report(path), report or sample_report())
    (tmp_path / "t.docx").write_bytes(result.data)
    return result


def tags(tmp_path, *paragraphs):
    path = old_report(tmp_path, *paragraphs)
    inferred(path, tmp_path)
    made = text_of(tmp_path / "t.docx")
    assert text_of(export(tmp_path / "again.docx", template=tmp_path / "t.docx")) == text_of(path)
    return made


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        # 1500万 + 3000万 = 4500万 in the library; 5300万 in all, 300万 over the target; 5300/4800 − 1 = 10.416…％
        ("在库项目预计完成0.45亿元", "在库项目预计完成{{ fai.in_library.expected }}"),
        ("在库项目预计完成0.450亿元", "在库项目预计完成{{ fai.in_library.expected|yi(3, zeros=true) }}"),
        ("在库项目预计完成4500万元", "在库项目预计完成{{ fai.in_library.expected|wan }}"),
        ("在库项目预计完成4,500万元", "在库项目预计完成{{ fai.in_library.expected|number('万元', 0, comma=true) }}万元"),
        ("在库项目预计完成0.45个亿", "在库项目预计完成{{ fai.in_library.expected|number('亿元', 2) }}个亿"),
        ("在库项目预计完成0.45 亿元", "在库项目预计完成{{ fai.in_library.expected|number('亿元', 2) }} 亿元"),
        ("在库项目预计完成0.45—0.5亿元", None),  # a range is no figure
        ("在库项目预计完成0.45亿元以上项目", None),  # nor is a threshold
        ("超额0.03亿元", "{{ fai.excess|excess }}"),
        ("投资工作目标同比增长10.4％", "投资工作目标同比{{ fai.period.growth_planned|change(1) }}"),
        ("投资工作目标同比增长10.4%", "投资工作目标同比{{ fai.period.growth_planned|change(1, sign='%') }}"),
        ("投资工作目标同比下降10.4％", None),  # the wrong way: not this figure
        ("落后序时进度14.5个百分点", "{{ fai.pace.gap|pace }}"),
        # A direction word written by hand turns with the sign: 300万 over the target; 14.5 points behind.
        ("比市下达目标多0.03亿元", "比市下达目标{{ fai.excess|turned('多', '少') }}"),
        ("完成投资慢于序时进度14.5个百分点", "完成投资{{ fai.pace.gap|turned('慢于序时进度', '快于序时进度') }}"),
        ("完成投资快于序时进度14.5个百分点", None),  # the wrong way
        ("比市下达目标少0.03亿元", None),
        ("按阶段分：续建2个", "按阶段分：{{ resumption.planned.by_stage }}"),
        ("样例县2022年一季度（截至3月20日）", "{{ region }}{{ period_label }}（截至{{ as_of }}）"),
        ("《样例县规划》", None),
    ],
)  # fmt: skip
def test_a_number_becomes_the_tag_that_prints_it(written, tag, tmp_path):
    assert tags(tmp_path, written) == [tag or written]


def test_numbers_of_several_figures_are_left_or_chosen_by_words_and_listed(tmp_path):
    path = old_report(tmp_path, "共2个，还有2个。", "应复工项目2个，其中已复工项目1个。")
    result = inferred(path, tmp_path)
    left, also, chosen, *_ = result.choices
    assert (left.tag, also.tag) == (None, None)
    assert "分不清" in left.why
    assert len(left.candidates) > 2
    assert chosen.tag == "{{ resumption.due.count }}"
    assert "按上下文选" in chosen.why


def test_equal_figures_are_told_apart_by_the_other_numbers_of_their_sentence(tmp_path):
    # 2 planned, 1 resumed: 50％. Planned and expected are both 0.53亿元; the sum of two sources is what is expected,
    # what grew by 10.4％ is what was planned.
    ledger = sample_ledger()
    targets = tuple(
        evolve(target, amount=Amount.of(5300, Unit.WAN)) if index == 1 else target
        for index, target in enumerate(ledger.targets)
    )
    report = sample_report(evolve(ledger, targets=targets))
    both = {report.figures[name].value for name in ("fai.period.planned", "fai.period.expected")}
    assert both == {Amount.of(5300, Unit.WAN)}
    text = "我县按0.53亿元安排，同比增长10.4％。在库完成0.45亿元、新增完成0.08亿元，共0.53亿元。"
    result = inferred(old_report(tmp_path, text), tmp_path, report)
    tags_made = [choice.tag for choice in result.choices if choice.text == "0.53亿元"]
    assert tags_made == ["{{ fai.period.planned }}", "{{ fai.period.expected }}"]


def test_what_one_number_is_by_its_words_tells_what_is_said_of_it(tmp_path):
    # All that are planned are due: 1 of 2, and 50％, are those of either.
    text = "计划复工的2个项目中已复工1个，复工率50％。"
    result = inferred(old_report(tmp_path, text), tmp_path)
    planned, *others = result.choices
    assert planned.tag == "{{ resumption.planned.count }}"
    assert [choice.tag for choice in others] == [
        "{{ resumption.resumed.count }}",
        "{{ resumption.rate }}",
    ]


def test_a_breakdown_tells_what_it_is_of(tmp_path):
    result = inferred(old_report(tmp_path, "尚未解决的1个，按类别分：资金1个。"), tmp_path)
    assert "{{ issues.open.count }}" in [choice.tag for choice in result.choices]


def test_what_stays_is_highlighted_and_told_at_export_and_by_verify(tmp_path):
    from investtrack_word.verify.verifying import NumberState, verify

    text = "1－2月开会12次，去年2021年12月8日起，在库项目预计完成0.45亿元，500万元以上项目3处。"
    inferred(old_report(tmp_path, text), tmp_path)
    with (tmp_path / "new.docx").open("wb") as stream:
        remarks = WordExporter().export(sample_report(), stream, tmp_path / "t.docx")
    (remark,) = remarks
    assert remark.code == "template-of-last-period"
    assert "1－2月" in remark.message
    found = verify(read_report(tmp_path / "new.docx"), sample_report())
    last = [v.found for v in found if v.state is NumberState.LAST_PERIOD]
    assert last == ["1－2月", "12次", "2021年12月8日", "3处"]
    runs = [r for p in docx.Document(tmp_path / "new.docx").element.body.iter(f"{W}r") for r in [p]]
    marked = [
        "".join(t.text for t in r.iter(f"{W}t"))
        for r in runs
        if r.find(f"{W}rPr/{W}highlight") is not None
    ]
    assert marked == last
    # Somebody looks at one of them: it is a number typed by hand now.
    edit = Edit((tmp_path / "new.docx").read_bytes())
    edit.replace("12次", "15次")
    found = verify(read_report(edit.save(tmp_path / "edited.docx")), sample_report())
    assert {(v.state, v.found) for v in found if "次" in v.found} == {(NumberState.UNKNOWN, "15次")}


def test_a_word_beside_a_figure_turns_with_the_next_ledger(tmp_path):
    inferred(old_report(tmp_path, "比市下达目标多0.03亿元。"), tmp_path)
    ledger = sample_ledger()
    for wan, said in ((6000, "少0.07亿元"), (5300, "持平")):  # 5300 are expected
        targets = (*ledger.targets[:2], evolve(ledger.targets[2], amount=Amount.of(wan, Unit.WAN)))
        report = sample_report(evolve(ledger, targets=targets))
        path = export(tmp_path / f"{wan}.docx", report, tmp_path / "t.docx")
        assert text_of(path) == [f"比市下达目标{said}。"]


def test_a_lone_small_number_without_fitting_words_is_left(tmp_path):
    # 69 days is one figure only, but nothing here speaks of standing still.
    path = old_report(tmp_path, "会期69天。", "停工最长天数已达69天。")
    result = inferred(path, tmp_path)
    assert [choice.tag for choice in result.choices] == [None, "{{ progress.stopped.days }}"]


def test_a_number_said_in_other_words_is_known_by_its_sentence(tmp_path):
    # The clause has none of the title's words; the sentence has 在库 and 预计 of 在库项目预计完成投资.
    path = old_report(tmp_path, "在库的项目预计能上量，头三个月拿出0.45亿元。", "会费是0.45亿元。")
    result = inferred(path, tmp_path)
    assert [choice.tag for choice in result.choices] == ["{{ fai.in_library.expected }}", None]


def test_dates_ordinals_and_document_numbers_are_no_figures():
    text = "2022年3月5日，第2批，附表1，（3）GB/T 9704-2012，〔2022〕5号，1—2月，A4纸，完成1.5亿元、3个，增长4.05％"
    assert [n.text for n in numbers_in(text)] == ["1.5亿元", "3个", "4.05％"]


def test_table_cells_take_their_unit_from_the_header(tmp_path):
    document = docx.Document()
    table = document.add_table(3, 2)
    for cell, text in zip(
        table._cells,
        ("指标", "数值（万元）", "在库项目预计完成投资", "4,500.00", "其他", "77.00"),
        strict=True,
    ):
        cell.text = text
    document.save(tmp_path / "old.docx")
    inferred(tmp_path / "old.docx", tmp_path)
    (rows,) = text_of(tmp_path / "t.docx")
    assert rows[1][1] == "{{ fai.in_library.expected|number('万元', 2, zeros=true, comma=true) }}"
    assert rows[2][1] == "77.00"
    again = text_of(export(tmp_path / "again.docx", template=tmp_path / "t.docx"))
    assert again == text_of(tmp_path / "old.docx")


@pytest.mark.parametrize("ledger", [sample_ledger, bare_ledger, hostile_ledger])
@pytest.mark.parametrize("clean", [True, False])
def test_our_own_report_made_a_template_gives_its_text_back(ledger, clean, tmp_path):
    report = sample_report(ledger())
    path = export(tmp_path / "old.docx", report, clean=clean)
    if "{{" in str(text_of(path)):
        with pytest.raises(SourceError, match="当作标记"):
            inferred(path, tmp_path, report)
        return
    inferred(path, tmp_path, report)
    again = export(tmp_path / "again.docx", report, tmp_path / "t.docx")
    assert text_of(again) == text_of(path)
    assert "{{" in str(text_of(tmp_path / "t.docx"))


def test_a_template_made_of_a_report_carries_only_the_new_trace(tmp_path):
    from investtrack_word.verify.verifying import NumberState, verify

    inferred(export(tmp_path / "old.docx"), tmp_path)
    again = export(tmp_path / "again.docx", template=tmp_path / "t.docx")
    found = verify(read_report(again), sample_report())
    assert not {v.state for v in found} & {NumberState.EDITED, NumberState.STALE, NumberState.LOST}


def test_tracked_insertions_become_tags_too(tmp_path):
    edit = Edit(export(tmp_path / "a.docx", clean=False).read_bytes())
    edit.retype_tracked("fai.in_library.expected", "4500万元")
    inferred(edit.save(tmp_path / "b.docx"), tmp_path)
    assert "{{ fai.in_library.expected|wan }}" in str(text_of(tmp_path / "t.docx"))


@settings(max_examples=60)
@given(
    st.decimals("0.01", "9999", places=2),
    st.sampled_from(["亿元", "万元", "元", "％", "个百分点", "个"]),
)
def test_any_number_is_read_as_it_is_written(number, unit):
    (found,) = numbers_in(f"完成{number}{unit}，")
    assert (found.number, found.unit, found.places, found.text) == (
        number,
        unit,
        2,
        f"{number}{unit}",
    )


def test_spaces_widths_and_commas_mean_nothing():
    assert normal("１，234.50 万元") == normal("1234.50万元")
    assert normal("12.5％") == normal("12.5%")
    assert normal("1，2") != normal("12")  # a list of two numbers is not one number


def test_the_command_says_what_it_did(tmp_path, capsys):
    from investtrack.cli.demo import example_path
    from investtrack.cli.main import main

    book, old, made = str(example_path()), str(tmp_path / "old.docx"), str(tmp_path / "t.docx")
    assert main(["export", book, "--to", "word", "-o", old, "--clean"]) == 0
    assert main(["infer", old, book, "-o", made]) == 0
    assert "换成标记" in capsys.readouterr().out
    assert (
        main(
            ["export", book, "--to", "word", "--template", made, "-o", str(tmp_path / "again.docx")]
        )
        == 0
    )
    assert text_of(tmp_path / "again.docx") == text_of(tmp_path / "old.docx")
    assert main(["infer", old, book, "-o", old]) == 2
    assert "不覆盖" in capsys.readouterr().err


@pytest.mark.parametrize("as_json", [False, True])
def test_struck_out_text_is_left_and_said(as_json, tmp_path, capsys):
    from investtrack.cli.demo import example_path
    from investtrack.cli.main import main

    path = old_report(tmp_path, "一季度情况如下。")
    document = docx.Document(path)
    paragraph = document.add_paragraph("固定资产投资完成")
    paragraph.add_run("81.2亿元").font.strike = True
    document.save(path)
    made = str(tmp_path / "t.docx")
    flags = ["--json"] if as_json else []
    assert main(["infer", str(path), str(example_path()), "-o", made, *flags]) == 0
    said = capsys.readouterr().out
    assert "81.2亿元" in said
    assert ('"struck"' if as_json else "画了删除线的文字1处没有换") in said


def test_rounding_decides_what_a_number_equals():
    from investtrack_word.verify.figures_in_text import equals

    display = sample_report().profile.display
    (number,) = numbers_in("0.35亿元")
    from investtrack import Kind

    for wan, same in [(3449, False), (3450, True), (3549, True), (3550, False)]:
        assert equals(number, Amount.of(wan, Unit.WAN), Kind.MONEY, display) is same
