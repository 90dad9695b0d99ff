"""Numbers that come from one exact world never look impossible, however they are rounded; others do."""

import re
import string
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from investtrack.values import Hedge, Quantity
from investtrack.values import QuantityKind as Kind
from investtrack.values.quantity import Interval, number_text
from investtrack_audit import Document, Relation, TextTable, Verdict, audit_document, audit_text
from investtrack_audit.statements.rules import total


YI, WAN = 10**8, 10**4
# Exact amounts in 元, up to 500亿元, to the fen.
AMOUNTS = st.integers(10**9, 5 * 10**12).map(lambda fen: Fraction(fen, 100))
PLACES = st.integers(0, 4)
COUNTS = st.integers(1, 400)


@st.composite
def printed_money(draw, amount):
    """Return *amount* printed in 亿元 or 万元 at some rounding."""
    size, unit = draw(st.sampled_from([(YI, "亿元"), (WAN, "万元")]))
    return f"{number_text(amount / size, draw(PLACES))}{unit}"


@st.composite
def printed_rate(draw, rate):
    return f"{number_text(rate, draw(PLACES))}％"


def verdicts(text, relation):
    return [item.verdict for item in audit_text(text) if item.relation is relation]


def impossible(text):
    return [str(item) for item in audit_text(text) if item.is_impossible]


@st.composite
def true_sentences(draw):
    """Return a sentence whose numbers are roundings of exact ones that stand in its relation."""
    one, two, three = draw(AMOUNTS), draw(AMOUNTS), draw(AMOUNTS)
    low, high = sorted((one, two))

    def money(amount):
        return draw(printed_money(amount))

    def rate(value):
        return draw(printed_rate(value))

    number = draw(COUNTS)
    word = "增长" if one >= two else "下降"
    gain = low / (high - low) * 100 if high > low else Fraction(0)
    sentences = [
        lambda: f"在库项目完成{money(one)}，新增项目完成{money(two)}，两项合计{money(one + two)}。",
        lambda: (
            f"完成投资{money(one + two + three)}。其中：甲类项目{money(one)}，乙类项目{money(two)}，丙类项目{money(three)}。"
        ),
        lambda: (
            f"年度计划投资{money(high)}，完成投资{money(low)}，投资完成率{rate(low / high * 100)}。"
        ),
        lambda: (
            f"累计完成投资{money(low)}，为年度投资目标（{money(high)}）的{rate(low / high * 100)}。"
        ),
        lambda: (
            f"到位资金{money(one)}，去年同期{money(two)}，同比{word}{rate(abs(one / two - 1) * 100)}。"
        ),
        lambda: f"到位资金{money(high)}，较去年同期增长{money(low)}，同比增长{rate(gain)}。",
        lambda: f"项目总投资{money(high)}，累计完成投资{money(low)}，剩余投资{money(high - low)}。",
        lambda: f"目标任务{money(high)}，预计完成{money(low)}，缺口{money(high - low)}。",
        lambda: f"签约项目{number}个，协议投资{money(one)}，平均每个项目{money(one / number)}。",
        lambda: (
            f"完成投资{money(high)}、利润{money(low)}，同比增加{money(high / 3)}、{money(low / 4)}，分别增长{rate(Fraction(50))}和{rate(Fraction(100, 3))}。"
        ),
        lambda: (
            f"完成投资{money(one)}，比2019年增长{rate(Fraction(number * (200 + number), 100))}，两年平均增长{rate(Fraction(number))}。"
        ),
    ]
    return draw(st.sampled_from(sentences))()


@settings(max_examples=100)
@given(true_sentences())
def test_roundings_of_true_numbers_are_never_impossible(text):
    assert impossible(text) == []
    numbers = re.findall(r"[\d.]+(?=亿|万|％)", text)
    amounts = re.findall(r"[\d.]+(?=亿|万)", text)
    # Of zero there is no rate, nor where an increment prints as the whole, or may be as much as it: 0.2 and 0.1.
    is_sure = all(float(number) for number in numbers) and all(
        len(amount.replace(".", "").strip("0")) > 1 for amount in amounts
    )
    if is_sure and "较去年" not in text:
        assert audit_text(text)


@settings(max_examples=100)
@given(st.lists(COUNTS, min_size=2, max_size=8), st.integers(1, 50))
def test_counts_by_class_make_the_whole_and_nothing_else_does(parts, off):
    names = "甲乙丙丁戊己庚辛"
    listed = "、".join(f"{name}类{part}个" for name, part in zip(names, parts, strict=False))
    assert verdicts(f"全县项目共{sum(parts)}个，按类别分：{listed}。", Relation.SUM) == [
        Verdict.HOLDS
    ]
    assert verdicts(f"全县项目共{sum(parts) + off}个，按类别分：{listed}。", Relation.SUM) == [
        Verdict.IMPOSSIBLE
    ]


@settings(max_examples=100)
@given(st.integers(1, 300), st.integers(1, 300), PLACES, st.integers(1, 400), st.booleans())
def test_a_rate_moved_by_a_unit_of_its_last_place_is_impossible(done, more, places, off, up):
    whole = done + more
    exact = Fraction(done * 100, whole)
    text = "计划开工项目{}个，已开工{}个，开工率{}％。"
    assert impossible(text.format(whole, done, number_text(exact, places))) == []
    # 1.01 units or more from the exact rate cannot be a rounding of it.
    moved = exact + (1 if up else -1) * (Fraction(off) + Fraction(51, 100)) / 10**places
    wrong = number_text(max(moved, Fraction(0)), places)
    if abs(Fraction(wrong) - exact) > Fraction(51, 100) / 10**places:
        assert impossible(text.format(whole, done, wrong)) != []


@settings(max_examples=100)
@given(
    st.tuples(AMOUNTS, AMOUNTS),
    st.tuples(PLACES, PLACES, PLACES),
    st.integers(1, 1000),
    st.booleans(),
)
def test_a_sum_moved_beyond_what_its_parts_allow_is_impossible(amounts, rounded, off, up):
    (one, two), (p1, p2, p3) = amounts, rounded

    def parts(*places):
        return [
            number_text(amount / YI, place)
            for amount, place in zip((one, two), places, strict=True)
        ]

    first, second = parts(p1, p2)
    printed = Fraction(first) + Fraction(second)
    reach = sum(Fraction(1, 2 * 10**place) for place in (p1, p2, p3))
    moved = printed + (1 if up else -1) * (reach + Fraction(off, 10**p3) + Fraction(1, 10**p3))
    if moved <= 0:
        return
    text = (
        f"在库项目完成{first}亿元，新增项目完成{second}亿元，两项合计{number_text(moved, p3)}亿元。"
    )
    assert impossible(text) != []


@settings(max_examples=80)
@given(st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=3, max_size=9), PLACES, PLACES)
def test_tables_of_true_numbers_are_never_impossible(rows, money_places, rate_places):
    def row(name, plan, done):
        return (
            name,
            number_text(plan / YI, money_places),
            number_text(done / YI, money_places),
            number_text(done / plan * 100, rate_places),
        )

    cells = [
        row(f"{name}镇", *pair) for name, pair in zip(string.ascii_letters, rows, strict=False)
    ]
    cells.append(row("合计", sum(plan for plan, _ in rows), sum(done for _, done in rows)))
    header = ("地区", "年度计划投资（亿元）", "完成投资（亿元）", "完成比例（％）")
    found = audit_document(Document("a", (TextTable((header, *cells), "表1"),)))
    assert [str(item) for item in found if item.is_impossible] == []
    assert {item.relation for item in found} >= {Relation.SUM}


@settings(max_examples=60)
@given(st.lists(st.integers(10, 9999), min_size=3, max_size=9), st.integers(10, 999))
def test_a_total_row_that_is_off_is_impossible(numbers, off):
    cells = [
        (f"{name}镇", f"{number}.00")
        for name, number in zip(string.ascii_letters, numbers, strict=False)
    ]
    table = TextTable(
        (("地区", "完成投资（万元）"), *cells, ("合计", f"{sum(numbers) + off}.00")), "表1"
    )
    (found,) = audit_document(Document("a", (table,)))
    assert found.is_impossible
    assert found.place == f"表1第{len(numbers) + 2}行第2列"


@pytest.mark.parametrize(
    ("hedge", "low", "high"),
    [
        (Hedge.NONE, "29.5", "30.5"),
        (Hedge.ABOUT, "20", "40"),
        (Hedge.NEARLY, "20", "30.5"),
        (Hedge.OVER, "30", "40"),
        (Hedge.AT_LEAST, "30", None),
        (Hedge.AT_MOST, None, "30"),
    ],
)
def test_what_hedges_allow(hedge, low, high):
    quantity = Quantity(Kind.MONEY, "30", "亿元", Fraction(YI), hedge, "元")
    expected = Interval(*(None if end is None else Fraction(end) * YI for end in (low, high)))
    assert quantity.interval == expected


@given(st.lists(st.tuples(AMOUNTS, PLACES), min_size=1, max_size=6))
def test_the_interval_of_a_sum_holds_the_exact_sum(parts):
    quantities = [
        Quantity(Kind.MONEY, number_text(amount / YI, places), "亿元", Fraction(YI), currency="元")
        for amount, places in parts
    ]
    allowed = total([quantity.interval for quantity in quantities])
    exact = sum(amount for amount, _ in parts)
    assert allowed.low <= exact <= allowed.high


CLASSES = (
    ("省级项目", "市级项目", "县级项目"),
    ("第一产业", "第二产业", "第三产业"),
    ("税务部门", "财政部门"),
    ("城镇", "农村"),
    ("甲镇", "乙镇", "丙镇", "丁镇"),
    ("交通", "水利", "教育"),
)


@st.composite
def classed_lists(draw):
    """Return a list of classes of one classification with exact amounts, in 万元."""
    names = draw(st.sampled_from(CLASSES))
    amounts = [draw(st.integers(1000, 99999)) for _ in names]
    mark = draw(st.sampled_from(["；", "，"]))
    listed = mark.join(
        f"{name}完成投资{amount}万元" for name, amount in zip(names, amounts, strict=True)
    )
    return listed, sum(amounts)


@settings(max_examples=80)
@given(classed_lists(), st.integers(1, 9))
def test_a_sum_over_the_whole_is_always_impossible(listed, tenths):
    text, total = listed
    whole = total - max(total * tenths // 100, 1)
    assert impossible(f"全县完成投资{whole}万元。其中：{text}。") != []
    assert impossible(f"全县完成投资{total}万元。其中：{text}。") == []


@settings(max_examples=80)
@given(classed_lists(), st.integers(1, 10**6))
def test_a_list_that_leaves_something_is_never_said_to_hold(listed, more):
    text, total = listed
    found = verdicts(f"全县完成投资{total + more}万元。其中：{text}。", Relation.SUM)
    assert Verdict.HOLDS not in found
    assert Verdict.HOLDS not in verdicts(
        f"全县完成投资{total + more}万元。其中：{text}。", Relation.PART
    )


@settings(max_examples=80)
@given(st.lists(st.integers(1000, 99999), min_size=2, max_size=2), st.integers(3, 5 * 10**4))
def test_numbers_that_add_up_hold_the_amounts_to_their_whole(amounts, off):
    text = (
        "实施项目52项，总投资{}万元。其中：新建项目31项，总投资{}万元；续建项目21项，总投资{}万元。"
    )
    assert impossible(text.format(sum(amounts), *amounts)) == []
    assert impossible(text.format(sum(amounts) + off, *amounts)) != []


@settings(max_examples=60)
@given(st.lists(st.integers(1, 998), min_size=2, max_size=2), st.integers(20, 300))
def test_shares_of_the_three_industries_make_a_hundred(shares, off):
    first, second = sorted(share / 10 for share in shares)
    if second - first < 1 or second > 98:
        return
    three = [first, second - first, 100 - second]
    right = "三次产业结构为" + ":".join(f"{share:.1f}" for share in three) + "。"
    assert impossible(right) == []
    three[2] += off / 100 + 0.2
    if sum(three) < 114:
        wrong = "三次产业结构为" + ":".join(f"{share:.1f}" for share in three) + "。"
        assert impossible(wrong) != []


NUMBERS = st.lists(st.integers(10**5, 10**6), min_size=3, max_size=7)


def shares_of(parts, places, *, is_printed, moved=None):
    """Return a census (普查公报) of *parts* with their shares of what they make, the one at *moved* a unit too great."""
    names, total = "甲乙丙丁戊己庚", sum(parts)
    unit = Fraction(11, 10 * 10**places)
    rates = [Fraction(part * 100, total) + unit * (at == moved) for at, part in enumerate(parts)]
    listed = "；".join(
        f"{name}类人口为{part}人，占{number_text(rate, places)}％"
        for name, part, rate in zip(names, parts, rates, strict=False)
    )
    return (f"全市常住人口为{total}人。\n" if is_printed else "") + f"{listed}。"


@settings(max_examples=30)
@given(NUMBERS, st.integers(1, 3), st.booleans())
def test_shares_that_name_no_whole_hold_of_what_makes_them(parts, places, is_printed):
    found = [
        item
        for item in audit_text(shares_of(parts, places, is_printed=is_printed))
        if item.relation is Relation.SHARE
    ]
    assert len(found) == len(parts)
    assert {item.verdict for item in found} <= {Verdict.HOLDS, Verdict.ROUNDING}


@settings(max_examples=30)
@given(NUMBERS, st.integers(1, 3), st.booleans(), st.data())
def test_one_share_of_several_that_is_moved_is_doubtful(parts, places, is_printed, data):
    moved = data.draw(st.integers(0, len(parts) - 1))
    text = shares_of(parts, places, is_printed=is_printed, moved=moved)
    found = [item for item in audit_text(text) if item.verdict is Verdict.DOUBTFUL]
    assert [item.operands[0].number for item in found if item.relation is Relation.SHARE] in (
        [str(parts[moved])],
        [str(parts[0])],  # of what the parts make, all of them are the operands
    )
