"""What fails is impossible only where the words bind it and its like hold; else it is doubtful, once."""

import pytest

from investtrack_audit import Verdict, audit_text


def failures(text):
    return [item for item in audit_text(text) if item.is_impossible or item.is_doubtful]


TABLE = "|指标|投资额（万元）|比重(％)|\n|投资总额|31615|100.0|\n|中央项目|2594|{}|\n|地方项目|29021|{}|\n|内资|29321|{}|\n|外资|2294|{}|\n"


def test_a_column_whose_every_cell_fails_was_read_amiss_and_is_doubted_once():
    """Shares of the year before beside the amounts of this one."""
    (found,) = failures(TABLE.format("10.3", "89.7", "94.2", "5.8"))
    assert found.is_doubtful
    assert found.note == "同类的4处中4处对不上，可能是口径、年份或总数不同，只列这一处"


def test_one_cell_that_fails_among_others_that_hold_is_impossible():
    (found,) = failures(TABLE.format("8.2", "91.8", "97.2", "7.3"))
    assert (found.is_impossible, found.closest, found.cell) == (True, "92.7％", (4, 2))


def test_a_structure_of_another_year_is_doubted_once():
    text = "第一产业增加值57.1亿元，第二产业增加值446.0亿元，第三产业增加值448.4亿元。三次产业结构为{}。"
    assert failures(text.format("6.0:46.9:47.1")) == []
    (found,) = failures(text.format("8.5:57.6:33.9"))
    assert found.is_doubtful
    # a share moved so that they make 100 fails with the one it was moved from, and is no other year
    assert any(item.is_impossible for item in failures(text.format("6.0:45.9:48.1")))
    assert all(item.is_doubtful for item in failures(text.format("6.0:46.8:47.2")))


def test_a_list_that_is_longer_than_was_read_or_ends_sooner_is_no_error():
    for text in (
        "新签约项目98个，其中已开工26个、已注册未开工15个、未注册57个；履约率41.8％。",
        "争取上级资金5.53亿元，其中中央资金2.91亿元，专项债券1.91亿元，省级资金0.51亿元，市级资金0.20亿元；已拨付3.87亿元。",
        "参加居民养老保险15.73万人，其中领取待遇5.95万人；参加职工养老保险5.31万人，其中在职1.32万人；失业保险参保2.69万人；工伤保险3.61万人。",
    ):
        assert failures(text) == []
    assert failures("新签约项目98个，其中已开工26个、已注册未开工15个、未注册75个；履约率41.8％。")
    assert failures(
        "争取上级资金5.53亿元，其中中央资金9.21亿元，专项债券1.91亿元；已拨付3.87亿元。"
    )


def test_shares_of_one_whole_that_all_fail_are_doubted_once():
    text = "全县完成投资60.2亿元。工业投资30.2亿元，占全部投资的{}％；民间投资20.3亿元，占全部投资的{}％；技改投资10.1亿元，占全部投资的{}％。"
    assert failures(text.format("50.2", "33.7", "16.8")) == []
    (found,) = failures(text.format("45.1", "30.9", "15.4"))
    assert found.is_doubtful
    (wrong,) = failures(text.format("50.2", "37.3", "16.8"))
    assert wrong.stated.number == "37.3"


@pytest.mark.parametrize(
    "text",
    [
        "年度计划投资20.0亿元，扣除停建项目后完成投资15.0亿元，完成年度计划的{}％。",
        "年度计划投资20.0亿元，完成投资（新口径）15.0亿元，完成年度计划的{}％。",
        "年度计划投资20.0亿元（不含省级项目），完成投资15.0亿元，完成年度计划的{}％。",
    ],
)
def test_another_scope_between_the_numbers_makes_it_doubtful(text):
    assert failures(text.format("75.0")) == []
    (found,) = failures(text.format("78.9"))
    assert found.is_doubtful


def test_growth_that_is_published_at_comparable_prices_is_no_error():
    text = "{}56.3亿元，上年52.4亿元，增长9.4％。"
    (found,) = failures(text.format("全年社会消费品零售总额"))
    assert found.is_doubtful
    (other,) = failures(text.format("全年到位资金"))
    assert other.is_impossible


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("教职工4465人，其中在校学生45693人。", Verdict.IMPOSSIBLE),
        ("教职工4465人，其中专任教师3553人，后勤人员45693人。", Verdict.DOUBTFUL),
        ("教职工4465人，其中专任教师3553人，后勤人员1053人。", Verdict.IMPOSSIBLE),
    ],
)
def test_a_part_beyond_its_whole_is_impossible_where_it_follows_it_or_by_little(text, verdict):
    for found in failures(text):
        assert found.verdict is verdict


def test_what_another_reading_gives_is_no_error_beyond_doubt():
    """15.3 is 2.3 of 15.0: growth reckoned from what is now, or the words were read amiss."""
    (found,) = failures("全县到位资金15.00亿元，比上年增加2.30亿元，增长15.3％。")
    assert found.is_doubtful
    (other,) = failures("全县到位资金15.00亿元，比上年增加2.30亿元，增长19.1％。")
    assert other.is_impossible


def test_what_stands_in_another_paragraph_is_never_impossible():
    text = "全县完成投资14.62亿元。\n其中第一产业完成0.39亿元，第二产业完成2.64亿元，第三产业完成{}亿元。"
    assert failures(text.format("11.59")) == []
    assert [item.verdict for item in failures(text.format("11.95"))] == [Verdict.DOUBTFUL]


def test_points_indices_and_averages_of_a_table_are_not_added_up():
    text = (
        "|乡镇|年度目标（亿元）|完成（亿元）|完成比例（％）|与序时进度比（百分点）|\n"
        "|甲镇|31.9|8.0|25.1|-24.9|\n|乙镇|37.6|4.0|10.6|-39.4|\n|丙镇|30.2|8.8|29.1|-20.9|\n|合计|99.7|{}|20.9|-29.1|\n"
    )
    assert failures(text.format("20.8")) == []
    assert failures(text.format("28.0"))[0].cell == (4, 2)


def test_a_rest_whose_number_is_not_said_leaves_the_list_open():
    text = "规模以上工业企业{}家。按企业规模分，大型1家、中型6家，其余为小微企业。"
    assert failures(text.format(82)) == []


def test_a_share_of_all_of_several_amounts_is_no_share_of_the_last():
    text = "国有投资26.22亿元，占比23.2％；非国有投资86.92亿元，占比76.8％，其中民间投资81.92亿元，占全部投资的{}％。"
    assert failures(text.format("72.4")) == []
    assert failures(text.format("49.2"))


def test_shares_of_last_year_are_of_no_amount_of_this():
    text = (
        "|指标|绝对数（亿元）|比重（％）|上年比重（％）|\n|地区生产总值|127.82|100.0|100.0|\n"
        "|第一产业|39.14|30.6|33.3|\n|第二产业|76.22|{}|56.9|\n|第三产业|12.46|9.7|9.8|\n"
    )
    assert failures(text.format("59.6")) == []
    assert (3, 2) in {item.cell for item in failures(text.format("56.9"))}
