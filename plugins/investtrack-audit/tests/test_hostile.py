"""Texts made to hurt: no exception, and work that grows with the text, not with its square."""

from cProfile import Profile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from investtrack_audit import Document, Paragraph, TextTable, audit_document, audit_text


PIECES = (
    "其中", "：", "，", "、", "；", "。", "（", "）", "(", ")", "按级别分", "分别为", "占", "的", "总投资", "完成", "计划", "已开工", "未开工",
    "开工率", "同比", "增长", "下降", "去年同期", "较", "比", "多", "少", "高于", "超额", "缺口", "剩余", "其余", "合计", "两项合计", "平均每个",
    "拉动", "贡献率", "全部投资", "时间进度", "1-3月", "一季度", "2022年", "约", "近", "超过", "不足", "以上", "左右", "余", "亿元", "万元", "元",
    "个", "项", "家", "％", "%", "个百分点", "倍", "三次产业结构", "2:18:80", "0", "1", "12", "3.5", "0.00", "1,234.5", "-3", "９", "第", "\n",
    "\t", " ", "|", "A", "🙂", "\x00", "万", "亿", "中，", "由", "提高到", "每", "1e9", ".", "-", "—", "9" * 30,
)  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_no_text_of_our_words_raises(text):
    for item in audit_text(text):
        begin, end = item.span
        assert 0 <= begin <= end
        assert item.formula
        assert not item.is_impossible or item.closest


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_no_text_raises(text):
    audit_text(text)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(("", "合计", "小计", "其中", "甲", "一、乙", "3", "4.5", "—", "50%", "完成投资（万元）", "年度计划（万元）", "完成比例（％）", "排名", "增长（％）", "剩余", "序号", "-2", "1,200")), max_size=6).map(tuple),
        max_size=9,
    ).map(tuple)
)  # fmt: skip
def test_no_table_raises(rows):
    audit_document(Document("a", (Paragraph("单位：万元", "第1段"), TextTable(rows, "表1"))))


def calls(text):
    """Return how many Python calls the audit of *text* makes: work, on any machine."""
    counting = Profile(subcalls=False)
    counting.enable()
    try:
        audit_text(text)
    finally:
        counting.disable()
    return sum(entry.callcount for entry in counting.getstats())


HURTFUL = {
    "one long list": ("共有项目9个，其中：", "甲类3个、"),
    "markers": ("共有9个，", "其中3个，"),
    "colons": ("共有9个", "：3个、4个、5个，"),
    "brackets": ("共有9个", "（3个"),
    "closed brackets": ("共有9个", "（3个、4个）"),
    "rates": ("计划9个，", "已开工3个，开工率33％，"),
    "growth": ("完成9亿元，", "同比增长3％，"),
    "shares": ("总投资9亿元，", "占总投资的3％，"),
    "sums": ("完成1亿元，", "两项合计3亿元，"),
    "rests": ("共9个，", "其余3个，"),
    "remaining": ("总投资9亿元，", "剩余投资3亿元，"),
    "sentences": ("", "共9个，其中甲3个。\n"),
    "digits": ("", "1"),
    "commas": ("", "1,111"),
    "ratios": ("三次产业结构为", "1:2:3，"),
    "pulls": ("分构成看，", "增长3％，占全部投资的5％，拉动全部投资增长1个百分点；"),
    "words": ("", "高于超过增长的占比其中"),
    "done": ("", "共9个，已开工3个，未开工6个。"),
    "rows": ("地区|完成投资（万元）\n", "甲|3\n"),
    "totals": ("地区|完成投资（万元）\n", "甲|3\n乙|4\n小计|7\n"),
    "total rows": ("地区|完成投资（万元）\n", "合计|3\n"),
}


@pytest.mark.parametrize("name", HURTFUL)
def test_work_grows_with_the_text(name):
    head, piece = HURTFUL[name]
    # Lists are read up to 160 parts, so that only beyond them work must grow with the text.
    small, large = calls(head + piece * 170), calls(head + piece * 510)
    assert large < 4.5 * small  # 3 times the text; its square would be 9


def test_a_megabyte_of_words_that_every_pattern_tries():
    text = "较去年同期增长高于超过完成占的" * 70_000
    assert audit_text(text) == ()


def test_a_number_longer_than_any():
    assert audit_text(f"共有{'9' * 100_000}个，其中{'8' * 100_000}个。") == ()
