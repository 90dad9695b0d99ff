"""Batches of concentrated starts are one however they are numbered."""

from datetime import date

import pytest

from investtrack.metrics.figures.starts import reported_batch
from investtrack.metrics.ledger_view import LedgerView
from investtrack.model.activity import Start
from investtrack.model.ledger import Ledger
from investtrack.model.profile import Profile
from investtrack.values.batch import normal_batch
from investtrack.values.dates import DateSpan
from investtrack.values.period import Period


@pytest.mark.parametrize(
    "text",
    [
        "第一批",
        "第1批",
        "2022年第1批",
        "2022年第一批",
        "２０２２年 第１批次",
        "2022年度第一批集中开工项目",
    ],
)
def test_every_spelling_is_one_batch(text):
    assert normal_batch(text, 2022) == "2022年第一批"


@pytest.mark.parametrize("text", ["春季攻势", "一季度第一批", "2022年", "第〇批", "批"])
def test_what_is_no_number_of_a_batch_stays_as_written(text):
    assert normal_batch(text, 2022) == text


def test_records_made_in_code_and_the_profile_are_read_in_the_same_spelling():
    starts = (
        Start(name="甲", batch="第1批", planned_on=DateSpan.day(date(2022, 3, 1))),
        Start(name="乙", batch="2021年第4批", planned_on=DateSpan.day(date(2021, 12, 1))),
    )
    ledger = Ledger(starts=starts)
    view = LedgerView(ledger, Profile(), Period.quarter(2022, 1), date(2022, 3, 20))
    assert reported_batch(view) == "2022年第一批"
    view = LedgerView(
        ledger, Profile(starts_batch="第一批"), Period.quarter(2022, 1), date(2022, 3, 20)
    )
    assert reported_batch(view) == "2022年第一批"
