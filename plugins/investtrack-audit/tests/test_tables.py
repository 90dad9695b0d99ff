"""Tables: totals, subtotals, columns that follow from others, ranks, and text against tables."""

import pytest

from investtrack_audit import (
    Document,
    Paragraph,
    Relation,
    TextTable,
    Verdict,
    audit_document,
    audit_text,
)


FAILS = {Verdict.IMPOSSIBLE, Verdict.DOUBTFUL}


def audit(*rows, caption=""):
    table = TextTable(tuple(tuple(row.split("|")) for row in rows), "表1")
    return audit_document(Document("a", (Paragraph(caption or "附表", "第1段"), table)))


def wrong(found):
    return [(item.place, item.formula, item.closest) for item in found if item.is_impossible]


def test_rows_right_below_a_total_make_it_by_any_name():
    def found(amount):
        rows = (
            ("指标", "绝对数（亿吨公里）", "比上年增长（％）"),
            ("货物周转量", "4918.5", "0.7"),
            ("铁路", amount, "4.8"),
            ("公路", "542.6", "4.0"),
            ("水运", "4052.6", "0.8"),
        )
        document = Document("公报", (TextTable(rows, "表1"),))
        return [item for item in audit_document(document) if item.relation is Relation.SUM]

    assert [item.verdict for item in found("323.3")] == [Verdict.HOLDS]
    assert found("332.3") == []  # no words make it a total


def test_shares_are_of_the_hundred_right_above_them():
    rows = (
        ("指标", "单位数（个）", "比重（％）"),
        ("一、法人单位", "6826", "100.0"),
        ("企业法人", "5120", "75.0"),
        ("其他法人", "1706", "25.0"),
        ("二、产业活动单位", "7668", "100.0"),
        ("第二产业", "1128", "14.7"),
        ("第三产业", "6540", "85.3"),
    )
    found = audit_document(Document("公报", (TextTable(rows, "表1"),)))
    assert {item.verdict for item in found} == {Verdict.HOLDS}
    assert {(item.stated.number, item.operands[-1].number) for item in found} >= {
        ("75.0", "6826"),
        ("14.7", "7668"),
        ("7668", "6540"),
    }


def test_rows_whose_shares_make_a_hundred_make_their_amounts_by_any_name():
    def found(amount):
        rows = (
            ("指标", "绝对量（亿元）", "比重（％）"),
            ("全市生产总值", "1755.8", "100.0"),
            ("核心功能区", "344.5", "19.6"),
            ("功能拓展区", amount, "23.9"),
            ("生态涵养区", "991.2", "56.5"),
        )
        document = Document("公报", (TextTable(rows, "表1"),))
        return [item for item in audit_document(document) if item.relation is Relation.SUM]

    assert {item.verdict for item in found("420.1")} == {Verdict.HOLDS}
    assert Verdict.DOUBTFUL in {item.verdict for item in found("402.1")}


def test_totals_and_subtotals():
    rows = ("乡镇|项目个数|总投资（万元）", "甲镇|3|100.5", "乙镇|4|200", "小计|7|300.5", "丙镇|1|50", "丁镇|2|60", "小计|3|110", "合计|10|410.5")  # fmt: skip
    found = audit(*rows)
    assert wrong(found) == []
    assert len(found) == 6
    assert all(item.relation is Relation.SUM for item in found)


@pytest.mark.parametrize("rows", [("合计|7", "甲|3", "乙|4"), ("甲|3", "乙|4", "合计|7"), ("全县|7", "甲|3", "乙|4")])  # fmt: skip
def test_a_total_stands_first_or_last(rows):
    (found,) = audit("地区|项目个数", *rows)
    assert found.formula == "3 + 4 = 7个"


def test_a_count_off_by_one():
    (found,) = audit("地区|项目个数", "甲|3", "乙|4", "合计|8")
    assert wrong([found]) == [("表1第4行第2列", "3 + 4 = 7 ≠ 8个", "7个")]
    assert found.cause.label == "个数差1"


def test_empty_cells_and_dashes():
    assert audit("地区|完成投资（万元）", "甲|3.0", "乙|—", "丙|4.0", "合计|7.0")[0].verdict is Verdict.HOLDS  # fmt: skip
    # an empty cell may be a number not filled in
    assert wrong(audit("地区|完成投资（万元）", "甲|3.0", "乙|", "丙|4.0", "合计|9.0")) == []
    assert wrong(audit("地区|完成投资（万元）", "甲|3.0", "乙|待报", "丙|4.0", "合计|9.0")) == []


def test_rows_counted_twice_are_no_alarm():
    assert wrong(audit("项目|个数", "一、工业|5", "（一）续建|2", "（二）新建|3", "二、农业|4", "合计|9")) == []  # fmt: skip
    assert wrong(audit("项目|个数", "甲|5", "其中：省级|2", "乙|4", "合计|9")) == []


def test_rates_ranks_and_years_are_not_added():
    found = audit("地区|增速（%）|位次|开工年份", "甲|5.0|2|2021", "乙|7.0|1|2022", "丙|3.0|3|2020", "合计|5.1||")  # fmt: skip
    assert wrong(found) == []
    assert {item.relation for item in found} == {Relation.RANK}


def test_a_rank_that_is_wrong():
    rows = ("甲|5.0|2", "乙|7.0|1", "丙|3.0|4", "丁|1.0|4", "戊|0.5|5")
    (found,) = [item for item in audit("地区|增速（%）|位次", *rows) if item.is_impossible]
    assert (found.formula, found.closest) == ("3.0％ 居第3位 ≠ 4", "3")


def test_a_rate_the_header_names():
    found = audit("行业|年度投资目标(万元)|上半年投资目标(万元)|1-6月累计完成投资(万元)|完成年度投资目标比例(%)|完成上半年投资目标比例(%)", "农业|1000|500|600|60.00%|120.00%")  # fmt: skip
    assert [item.formula for item in found] == ["600 ÷ 1000 = 60.00％", "600 ÷ 500 = 120.00％"]


def test_a_rate_most_rows_obey():
    rows = ("甲|8|2|25.0", "乙|9|3|33.3", "丙|7|4|57.1", "丁|6|3|55.0")
    found = audit("乡镇|应整改问题（个）|已销号（个）|销号率（%）", *rows)
    assert wrong(found) == [("表1第5行第4列", "3 ÷ 6 = 50.000 ≠ 55.0％", "50.0％")]


def test_growth_and_difference_columns():
    rows = ("甲|12.0|10.0|20.0|2.0", "乙|15.0|12.0|25.0|3.0", "丙|8.0|10.0|-20.0|-2.0", "丁|9.0|8.0|12.5|1.5")  # fmt: skip
    found = audit("乡镇|本期（万元）|上年同期（万元）|增长（%）|增减额（万元）", *rows)
    assert wrong(found) == [("表1第5行第5列", "9.0 − 8.0 = 1.0 ≠ 1.5万元", "1.0万元")]
    assert sum(item.relation is Relation.GROWTH for item in found) == 4


@pytest.mark.parametrize(("rise", "fails"), [("0.4", []), ("0.9", ["0.9"])])
def test_a_row_of_a_rate_rises_by_points_among_what_the_others_grow_by(rise, fails):
    rows = ["游客|9021|9868|9.4", "国内游客|8419|9270|10.1", "入境游客|602|598|-0.7", f"开房率|52.31|52.72|{rise}"]  # fmt: skip
    text = "项目|上年|本年|增长（％）\n-|-|-|-\n" + "\n".join(rows)
    found = audit_text("\n".join(f"|{row}|" for row in text.splitlines()))
    assert [item.stated.number for item in found if item.is_impossible] == fails


def test_shares_of_the_total():
    rows = ("甲|30.0|30", "乙|50.0|50", "丙|15.0|15", "丁|5.0|6", "合计|100.0|100")
    found = audit("类别|投资（亿元）|占比（%）", *rows)
    assert ("表1第5行第3列", "5.0 ÷ 100.0 = 5.00 ≠ 6％", "5％") in wrong(found)


def test_rows_that_add_up_across():
    rows = ("甲|5|2|3", "乙|9|4|5", "丙|7|3|4", "丁|8|3|4")
    found = audit("乡镇|合计（个）|续建（个）|新建（个）", *rows)
    assert wrong(found) == [("表1第5行第2列", "3 + 4 = 7 ≠ 8个", "7个")]


def test_two_rows_of_headers_and_a_unit_line():
    rows = (
        "单位：万元||",
        "乡镇|投资|",
        "|计划|完成",
        "甲|10.0|5.0",
        "乙|20.0|6.0",
        "合计|30.0|12.0",
    )
    assert wrong(audit(*rows)) == [("表1第6行第3列", "5.0 + 6.0 = 11.0 ≠ 12.0万元", "11.0万元")]


TEXT = "累计到位资金69.83亿元，累计完成投资{}亿元。\n| 类别 | 累计到位资金（万元） | 累计完成投资（万元） |\n|---|---|---|\n| 甲 | 300000 | 400000 |\n| 乙 | 398349 | 291768 |\n| 合计 | 698349 | 691768 |"


def test_the_text_agrees_with_the_table():
    found = [
        item for item in audit_text(TEXT.format("69.18")) if item.relation is Relation.AGREEMENT
    ]
    assert [item.formula for item in found] == ["698349 = 69.8349 ≈ 69.83亿元", "691768 = 69.1768 ≈ 69.18亿元"]  # fmt: skip


def test_digits_that_changed_places_on_the_way_to_the_text():
    (found,) = [item for item in audit_text(TEXT.format("61.98")) if item.is_impossible]
    assert (found.relation, found.closest) == (Relation.AGREEMENT, "69.18亿元")


def test_a_table_without_numbers_or_headers_says_nothing():
    assert audit("甲|乙", "丙|丁") == ()
    assert audit("1|2", "3|4") == ()


def test_a_total_under_another_name_its_classes_and_its_structure():
    rows = ("地区生产总值|523160|100", "分产业|--|--", "第一产业|104632|{}", "第二产业|208000|39.8", "第三产业|210528|40.2")  # fmt: skip
    right = audit("指标|绝对数（万元）|构成（％）", *(row.format("20.0") for row in rows))
    assert wrong(right) == []
    assert {item.relation for item in right} == {Relation.SUM, Relation.SHARE}
    assert [item.relation for item in right].count(Relation.SUM) == 2
    found = wrong(audit("指标|绝对数（万元）|构成（％）", *(row.format("20.6") for row in rows)))
    assert ("表1第4行第3列", "104632 ÷ 523160 = 20.000 ≠ 20.6％", "20.0％") in found


def test_classes_inside_classes():
    rows = ("地区生产总值|90.39", "其中:第一产业|30.02", "第二产业|16.78", "其中:工业|6.24", "建筑业|10.54", "第三产业|{}")  # fmt: skip
    formulas = [
        item.formula
        for item in audit("指标|增加值（亿元）", *(row.format("43.59") for row in rows))
    ]
    assert formulas == ["30.02 + 16.78 + 43.59 = 90.39亿元", "6.24 + 10.54 = 16.78亿元"]
    assert len(wrong(audit("指标|增加值（亿元）", *(row.format("45.39") for row in rows)))) == 1


def test_people_sorted_several_ways():
    rows = ("全县户籍人口|8329", "其中:城镇|2173", "乡村|6156", "其中:男性|4417", "女性|{}")
    found = audit("指标|年末数（人）", *(row.format("3912") for row in rows))
    assert [item.formula for item in found] == ["2173 + 6156 = 8329人", "4417 + 3912 = 8329人"]
    doubtful = audit("指标|年末数（人）", *(row.format("3921") for row in rows))
    assert [item.is_doubtful for item in doubtful] == [False, True]


OUTLINE = """表 社会消费品零售总额

| 项目名称 | 计算单位 | 3月 | 累计 | 累计增长(%) | 结构(%) |
|---|---|---|---|---|---|
| 一、零售总额 | 万元 | {total} | 1173850 | 2.0 | 100 |
| 1、批发零售业 | 万元 | 373390 | 1044727 | 0.6 | 89.00 |
| 其中：网上 | 万元 | 3390 | 4727 | 0.6 | |
| 2、餐饮业 | 万元 | 14191 | 129123 | 14.7 | {share} |
| 二、企业数 | 个 | - | 332 | | |
| 1、零售 | 个 | - | {shops} | | |
| 2、餐饮 | 个 | - | 54 | | |
| 一、按所在地 | 万元 | | | | |
| 1、城镇 | 万元 | 380000 | 1100000 | | |
| 2、乡村 | 万元 | 7581 | 73850 | | |
"""


def wrong_of_outline(**changed):
    numbers = {"total": "387581", "share": "11.00", "shops": "278"} | changed
    return [item for item in audit_text(OUTLINE.format(**numbers)) if item.verdict in FAILS]


def test_numbered_rows_make_the_row_they_stand_below():
    assert [str(item) for item in wrong_of_outline()] == []
    held = [
        str(item) for item in audit_text(OUTLINE.format(total="387581", share="11.00", shops="278"))
    ]
    assert any("373390 + 14191 = 387581" in item for item in held)
    assert any("278 + 54 = 332个" in item for item in held)


@pytest.mark.parametrize("changed", [{"total": "387851"}, {"share": "11.01"}, {"shops": "287"}])
def test_numbered_rows_that_do_not_make_it_are_named(changed):
    assert wrong_of_outline(**changed)


@pytest.mark.parametrize(("large", "stands"), [("384", True), ("348", False)])
def test_sizes_under_a_numbered_heading_make_the_first_row(large, stands):
    rows = ("类别|企业单位数（个）|工业总产值（万元）", "总计|8377|45461718", "一、按企业规模分||", f"大型企业|{large}|11128425", "中型企业|712|6882680", "小型企业|7281|27450613")  # fmt: skip
    found = audit(*rows)
    assert any("= 45461718万元" in item.formula for item in found)
    assert (
        [item for item in found if item.verdict in FAILS] == []
        if stands
        else any(item.verdict in FAILS for item in found)
    )


def sums(rows):
    found = audit_document(Document("公报", (TextTable(rows, "表1"),)))
    return [item for item in found if item.relation is Relation.SUM]


def test_debt_at_the_end_of_a_year_follows_from_the_year_before():
    def found(issued):
        return sums(
            (
                ("项目", "预算数", "执行数"),
                ("一、2020年末地方政府专项债务余额实际数", "", "5524.71"),
                ("二、2021年末地方政府专项债务余额限额", "7268.08", ""),
                ("三、2021年地方政府专项债务发行额", "", issued),
                ("四、2021年地方政府专项债务还本额", "", "1382.06"),
                ("五、2021年末地方政府专项债务余额预计执行数", "", "6139.24"),
                ("六、2022年地方政府专项债务新增限额", "1350.00", ""),
                ("七、2022年末地方政府专项债务余额限额", "8618.08", ""),
            )
        )

    right = found("1996.59")
    assert [item.formula for item in right if item.verdict is Verdict.HOLDS] == [
        "5524.71 + 1996.59 − 1382.06 = 6139.24",
        "7268.08 + 1350.00 = 8618.08",
    ]
    assert [item.verdict for item in found("1969.59")] == [Verdict.DOUBTFUL, Verdict.HOLDS]
    # what was written off is printed nowhere
    assert [item.verdict for item in found("2312.40")] == [Verdict.HOLDS]


def test_shares_of_a_table_without_a_total_are_of_what_its_rows_make():
    def found(share):
        return audit_document(
            Document(
                "公报",
                (
                    TextTable(
                        (
                            ("乡镇", "常住人口（人）", "比重（％）"),
                            ("甲镇", "20251", "27.55"),
                            ("乙镇", "9545", "12.98"),
                            ("丙镇", "29032", share),
                            ("丁乡", "14687", "19.98"),
                        ),
                        "表1",
                    ),
                ),
            )
        )

    assert [item.verdict for item in found("39.49")] == [Verdict.HOLDS] * 4
    assert [item.operands[-1].number for item in found("39.49")] == ["73515"] * 4
    assert [item.cell for item in found("39.94") if item.verdict in FAILS] == [(3, 2)]
    # fitted by a unit of its last place so that all make 100
    assert [item.verdict for item in found("39.50")] == [Verdict.HOLDS] * 3


def test_light_and_heavy_industry_make_the_total_above_classes_of_their_own():
    rows = (
        ("类别", "工业总产值"),
        ("总计", "45461.7"),
        ("一、按轻重工业分", ""),
        ("轻工业", "24290.0"),
        ("以农产品为原料", "18799.7"),
        ("以非农产品为原料", "5490.3"),
        ("重工业", "21171.7"),
        ("采掘工业", "461.9"),
        ("加工工业", "20709.8"),
    )
    formulas = [item.formula for item in sums(rows)]
    assert "24290.0 + 21171.7 = 45461.7" in formulas  # and no unit where none is printed


def test_a_numbered_row_ends_the_rows_listed_above_it():
    rows = (
        ("项目", "本地区"),
        ("一、2020年地方政府债务限额", "42866"),
        ("其中：一般债务限额", "3666"),
        ("专项债务限额", "39200"),
        ("二、2021年地方政府债务限额", "52325"),
        ("其中：一般债务限额", "5079"),
        ("专项债务限额", "47246"),
    )
    assert [item.formula for item in sums(rows)] == [
        "3666 + 39200 = 42866",
        "5079 + 47246 = 52325",
    ]


def test_years_are_the_header_of_a_table_of_a_yearbook():
    rows = (
        ("项目", "2021", "2022"),
        ("可支配收入（元）", "42121", "45620"),
        ("工资性收入", "25891", "27992"),
        ("经营净收入", "5574", "6211"),
        ("财产净收入", "4983", "5512"),
        ("转移净收入", "5673", "5905"),
    )
    assert [item.formula for item in sums(rows)] == [
        "25891 + 5574 + 4983 + 5673 = 42121",
        "27992 + 6211 + 5512 + 5905 = 45620",
    ]


def test_two_parts_of_two_sentences_make_their_whole():
    text = "全县进出口总值27.08亿元。其中出口15.47亿元，增长0.8％。进口{}亿元，同比下降1.3％。"
    assert "15.47 + 11.61 = 27.08亿元" in [
        item.formula for item in audit_text(text.format("11.61"))
    ]
    assert not any(item.relation is Relation.SUM for item in audit_text(text.format("12.61")))
