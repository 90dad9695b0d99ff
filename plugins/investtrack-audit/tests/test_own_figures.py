"""Of a report of ours, any figure that the text relates to others is named by the text alone once it is changed."""

import re

import pytest

from investtrack.plugin import document_from_text
from investtrack_audit import Verdict, audit_document


FAILS = {Verdict.IMPOSSIBLE, Verdict.DOUBTFUL}
# Sentences as our reports print them; every number of each stands in a relation.
RELATED = [
    "一季度工作目标8.03亿元，完成投资6.89亿元，占一季度工作目标的85.8％。",
    "目前储备项目29个，总投资40.8亿元（新型工业化8个、新型城镇化7个、农业现代化7个、旅游产业化7个）。",
    "储备项目29个，总投资40.8亿元。拟申请渠道：中央预算内投资5个、地方政府专项债券3个、银行融资11个、招商引资8个、其他2个。",
    "上半年计划13628万元，其中在库企业12376万元，年内新增入库企业1252万元。",
    "各级政府资金累计下达2.31亿元，到位2.09亿元、到位率90.48％。",
    "已复工37个，其中：2月7日复工3个，2月10日复工15个，2月15日复工8个，2月18日复工7个，2月28日复工3个，3月9日复工1个。",
    "应开工项目12个，已开工9个，开工率75％。",
]
NUMBER = re.compile(r"\d+(?:\.\d+)?(?=[亿万个％])")
UNRELATED = {"40.8"}


def changed():
    for sentence in RELATED:
        for match in NUMBER.finditer(sentence):
            if match.group() not in UNRELATED:
                at = match.start()
                digit = str(int(sentence[at]) % 9 + 1)
                yield f"{sentence[:at]}{digit}{sentence[at + 1 :]}"


@pytest.mark.parametrize("sentence", RELATED)
def test_it_is_right_as_it_stands(sentence):
    found = audit_document(document_from_text(sentence))
    assert found
    assert [str(item) for item in found if item.verdict in FAILS] == []


@pytest.mark.parametrize("sentence", list(changed()))
def test_any_figure_changed_is_named(sentence):
    found = audit_document(document_from_text(sentence))
    assert [item for item in found if item.verdict in FAILS], [str(item) for item in found]
