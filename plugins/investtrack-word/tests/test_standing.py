"""A region's report names who is ahead, who behind, and who is not ranked."""

from fractions import Fraction

import pytest
from attrs import evolve

from investtrack.report import Ranking
from investtrack.values.rate import Rate
from investtrack_testing import sample_report
from investtrack_word.rendering import rendered_lines
from investtrack_word.report.regions import standing_text
from investtrack_word.template import source


def ranked(rates, apart=None):
    rows = tuple(
        (None if rate is None else place, name, None if rate is None else Rate(Fraction(rate, 100)))
        for place, (name, rate) in enumerate(rates.items(), 1)
    )
    ranking = Ranking(figure="fai.completion_rate", title="完成率", rows=rows, apart=apart or {})
    return evolve(sample_report(), rankings=(ranking,))


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (ranked({"甲县": 60, "乙县": 45}), "从所辖各地看，完成率从高到低依次是甲县（60％）、乙县（45％）。"),
        (
            ranked({"甲县": 60, "乙县": 45, "丙县": None, "丁县": None}, {"丙县": "数据所到月份是1—2月，多数是1—3月"}),
            "从所辖各地看，完成率从高到低依次是甲县（60％）、乙县（45％）。"
            "不参加排名的有丙县（数据所到月份是1—2月，多数是1—3月）。没有完成率的有丁县。",
        ),
        (
            ranked({f"{n}县": 90 - n for n in range(8)}),
            "从所辖8个地区看，完成率居前的是0县（90％）、1县（89％）、2县（88％），居后的是5县（85％）、6县（84％）、7县（83％）。",
        ),
        (ranked({"甲县": 60}), ""),
        (sample_report(), ""),
    ],
)  # fmt: skip
def test_who_is_ahead_and_who_behind(report, said):
    assert standing_text(report) == said


def test_a_region_s_report_asks_its_regions_and_a_county_s_its_leaders():
    county, region = (
        "".join(line.text for line in rendered_lines(report, source.packaged()))
        for report in (sample_report(), ranked({"甲县": 60, "乙县": 45}))
    )
    assert "落实一个项目、一名领导、一个专班" in county
    assert "所辖各地" not in county
    assert "一名领导" not in region
    assert "分解到所辖各地" in region
    assert "完成率从高到低依次是甲县（60％）、乙县（45％）。" in region
