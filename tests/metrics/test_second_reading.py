"""The definitions read a second time, in plain sums over rows, and held against the library on any ledger.

Nothing of investtrack.metrics is used on this side: what the contract says of each figure is written out anew, the
short way. ``None`` is a figure without a value: nothing it could be told from.
"""

import re
import unicodedata
from datetime import date
from fractions import Fraction

import pytest
from any_ledgers import ledgers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from investtrack.metrics import compute
from investtrack.metrics.ledger_view import LedgerView
from investtrack.model.activity import IssueStatus
from investtrack.model.entry import EntryStatus
from investtrack.model.fund import FundSource
from investtrack.model.profile import Profile
from investtrack.model.prospect import FirmStatus, PromotionStage
from investtrack.values.period import Period


PERIODS = (
    Period.quarter(2022, 1), Period(2022, 1, 6), Period(2022, 1, 5), Period(2022, 4, 4), Period.quarter(2022, 2),
    Period.full_year(2022),
)  # fmt: skip
DAYS = (date(2022, 2, 10), date(2022, 3, 20), date(2022, 3, 31), date(2022, 5, 9), date(2023, 2, 1))


class Reader:
    """Reads one ledger as the contract says."""

    def __init__(self, ledger, period, day):
        self.ledger, self.period, self.day = ledger, period, day
        self.start, self.end = date(period.year, period.first, 1), period.end
        self.new_year = date(period.year, 1, 1)
        self.newest = min((day.year, day.month), (period.year, 12))

    # -- rows --------------------------------------------------------------------------------

    def was_in_library(self, project, day):
        if project.is_in_library is False:
            return False
        if project.entered_on is None:
            return project.is_in_library is True
        return project.entered_on.last < day

    def is_in_library(self, project):
        if project.is_in_library is False or self.is_finished(project):
            return False
        if project.entered_on is None:
            return project.is_in_library is True
        return project.entered_on.first <= self.day

    def is_finished(self, project):
        return project.finished_on is not None and project.finished_on.last < self.new_year

    def newest_done(self, record):
        """The latest amount up to the month of t, of its year."""
        found = [
            (end, amount.yuan)
            for end, amount in record.actual
            if end.year == self.newest[0] and (end.year, end.month) <= self.newest
        ]
        return found[-1] if found else None

    def at_end(self, series):
        """The amount of P's last month."""
        return next(
            (a.yuan for end, a in series if (end.year, end.month) == (self.period.year, self.period.last)),
            None,
        )  # fmt: skip

    def remaining(self, project):
        done = project.cumulative.yuan if project.cumulative is not None else None
        if done is None and project.cumulative_before_year is not None:
            newest = self.newest_done(project)
            done = newest and project.cumulative_before_year.yuan + newest[1]
        if done is None or project.total_investment is None:
            return None
        return max(project.total_investment.yuan - done, 0)

    def held_back(self, project):
        rest = self.remaining(project)
        if rest is None or project.unreportable is None:
            return None
        return min(project.unreportable.yuan, rest)

    def has_entered(self, entry):
        return entry.status is EntryStatus.ENTERED and (
            entry.entered_on is None or entry.entered_on.first <= self.day
        )

    def is_within(self, span):
        return self.start <= span.last <= self.end

    def project_of(self, record):
        code = getattr(record, "code", None)
        named = [p for p in self.ledger.projects or () if p.name and same(p.name, record.name)]
        coded = [p for p in self.ledger.projects or () if code and p.code == code]
        if coded:
            return coded[0]
        return named[0] if record.name and len(named) == 1 else None

    # -- selections: rows, or None where nothing can be told ----------------------------------

    def projects(self, chosen):
        rows = self.ledger.projects
        if rows is None or (
            rows and all(p.is_in_library is None and p.entered_on is None for p in rows)
        ):
            return None
        return [p for p in rows if chosen(p)]

    def before_period(self):
        return self.projects(lambda p: self.was_in_library(p, self.start))

    def carried_over(self):
        return self.projects(
            lambda p: self.was_in_library(p, self.new_year) and not self.is_finished(p)
        )

    def in_library(self):
        return self.projects(self.is_in_library)

    def new_entries(self):
        rows = self.ledger.entries
        if rows is None:
            return None
        kept, is_told = [], not rows
        for entry in rows:
            project = self.project_of(entry)
            entered = entry.entered_on
            if entered is None and project is not None and project.is_in_library is not False:
                entered = project.entered_on
            spans = [span for span in (entry.planned_on, entered) if span]
            is_told = is_told or bool(spans)
            counted = project is not None and self.was_in_library(project, self.start)
            if any(self.is_within(span) for span in spans) and not counted:
                kept.append(entry)
        return kept if is_told else None

    def planned_entries(self):
        rows = self.ledger.entries
        if rows is None or (rows and all(e.total_investment is None for e in rows)):
            return None
        large = [
            e
            for e in rows
            if e.total_investment is not None and e.total_investment.yuan >= 5_000_000
        ]
        if large and all(e.planned_on is None for e in large):
            return None
        return [e for e in large if e.planned_on and self.is_within(e.planned_on)]

    def entries_that(self, holds):
        rows = self.planned_entries()
        if rows is None or not stated(self.ledger.entries, "status"):
            return None
        return [e for e in rows if holds(e)]

    def overdue_entries(self):
        rows = self.ledger.entries
        if rows is None or not stated(rows, "status"):
            return None
        large = [
            e
            for e in rows
            if e.total_investment is not None and e.total_investment.yuan >= 5_000_000
        ]
        waiting = [e for e in large if not self.has_entered(e)]
        untold = sum(e.total_investment is None for e in rows) + sum(
            e.planned_on is None for e in waiting
        )
        if rows and untold == len(rows):
            return None
        return [e for e in waiting if e.planned_on and e.planned_on.last < self.day]

    def resumptions(self, holds):
        rows = self.ledger.resumptions
        if rows is None or not stated(rows, "resumed_on"):
            return None
        return [r for r in rows if holds(r)]

    def due(self):
        rows = self.ledger.resumptions
        if rows is None or (rows and all(r.planned_on is None for r in rows)):
            return None
        return [r for r in rows if r.planned_on and r.planned_on.last <= self.day]

    def resumed(self, record):
        return record.resumed_on is not None and record.resumed_on.first <= self.day

    def signed(self):
        rows = self.ledger.promotions
        if rows is None or (rows and all(p.stage is None for p in rows)):
            return None
        return [
            p
            for p in rows
            if p.stage not in {None, PromotionStage.TALKS}
            and (p.signed_on is None or p.signed_on.first <= self.day)
        ]

    def is_begun(self, promotion):
        begun = promotion.stage in {PromotionStage.STARTED, PromotionStage.PRODUCING}
        return begun and (promotion.started_on is None or promotion.started_on.first <= self.day)

    def open_issues(self, *, resolved=False):
        rows = self.ledger.issues
        if rows is None or not stated(rows, "status"):
            return None

        def is_resolved(i):
            return i.status is IssueStatus.RESOLVED and (
                i.resolved_on is None or i.resolved_on.first <= self.day
            )

        if resolved:
            return [i for i in rows if is_resolved(i)]
        return [
            i
            for i in rows
            if (i.raised_on is None or i.raised_on.first <= self.day) and not is_resolved(i)
        ]

    def stopped(self):
        rows = self.ledger.projects
        if rows is None or not stated(rows, "stopped_since"):
            return None
        back = [
            (self.project_of(r), r.resumed_on.last)
            for r in self.ledger.resumptions or ()
            if self.resumed(r)
        ]
        return [
            p
            for p in rows
            if p.stopped_since
            and p.stopped_since.first <= self.day
            and not any(q is p and last >= p.stopped_since.first for q, last in back)
        ]

    def firms(self):
        rows = self.ledger.services
        if rows is None or (rows and not any(f.industry_code for f in rows)):
            return None
        wanted = Profile().services.industries
        return [
            f
            for f in rows
            if not wanted or (f.industry_code and re.sub("^[A-Za-z]+", "", f.industry_code).startswith(wanted))
        ]  # fmt: skip

    def firms_of(self, status):
        rows = self.firms()
        if rows is None or (rows and all(f.status is None for f in rows)):
            return None
        return [f for f in rows if f.status is status]

    def year_planned(self):
        rows = self.ledger.projects
        if rows is None or (rows and all(p.year_plan is None for p in rows)):
            return None
        return [p for p in rows if p.year_plan is not None]

    def is_of_one_month(self, rows):
        """Whether at most a tenth of the money done is of later months than the last that more than half has reached."""
        found = [done for row in rows if (done := self.newest_done(row))]
        weights = [abs(amount) for _, amount in found]
        if not any(weights):
            return True
        since = {
            end: sum(w for (each, _), w in zip(found, weights, strict=True) if each >= end)
            for end, _ in found
        }
        month = max(end for end, weight in since.items() if 2 * weight > sum(weights))
        later = sum(w for (end, _), w in zip(found, weights, strict=True) if end > month)
        return 10 * later <= sum(weights)

    # -- milestones of the year: what is planned of it, what is due, what was done -------------

    def past(self, span):
        """A date after t is read as a plan."""
        return span if span is not None and span.first <= self.day else None

    def milestone(self, plan, done):
        """The year's planned, those due, and those done among each; None where nothing can be told."""
        rows = self.ledger.projects
        if rows is None:
            return None, None, None, None

        def planned(p):
            later = getattr(p, done) if self.past(getattr(p, done)) is None else None
            return getattr(p, plan) or later

        if rows and not any(planned(p) for p in rows):
            return None, None, None, None
        year = [p for p in rows if planned(p) and planned(p).last.year == self.period.year]
        due = [p for p in year if planned(p).last <= self.day]
        if not stated(rows, done):
            return year, due, None, None
        finished = [p for p in year if self.past(getattr(p, done))]
        return year, due, finished, [p for p in due if p in finished]

    def next_year(self):
        return self.projects(lambda p: self.is_in_library(p) and not self.past(p.finished_on))

    def within_period(self, project):
        """The amount to P's end without that before P; None where either is silent, or P ends after the newest month."""
        if (self.period.year, self.period.last) > self.newest:
            return None
        last = self.at_end(project.actual)
        if self.period.first == 1 or last is None:
            return last
        before = next(
            (a.yuan for end, a in project.actual if (end.year, end.month) == (self.period.year, self.period.first - 1)),
            None,
        )  # fmt: skip
        return None if before is None else last - before

    def government_money(self):
        rows = self.ledger.funds
        if rows is None or (rows and all(f.source is None for f in rows)):
            return None
        return [f for f in rows if f.source and f.source not in OTHERS]

    def money_by_source(self):
        """All sources: projects, each counted once, and the sums of what is planned, allotted, arrived and paid."""
        funds, projects = self.ledger.funds, self.ledger.projects or ()
        found = {}
        for source in (*FundSource, None):
            rows = [f for f in funds or () if f.source is source]
            field = PLANNED.get(source, "")
            planning = [p for p in projects if field and getattr(p, field) is not None]
            if rows or planning:
                of_projects = {
                    id(project) if (project := self.project_of(f)) else f.code or folded(f.name) for f in rows
                }  # fmt: skip
                found[source.value if source else "未注明"] = {
                    "projects": len(of_projects) or len(planning),
                    "planned": total(planning, yuan(field)) if planning else None,
                    **{key: total(rows, yuan(key)) if rows else None for key in ("allotted", "arrived", "paid")},
                }  # fmt: skip
        return None if funds is None and not found else found

    # -- what became of the reserve, and published ranks ---------------------------------------

    def converted(self):
        if self.ledger.reserves is None or self.ledger.projects is None:
            return None
        became = [(r, self.project_of(r)) for r in self.ledger.reserves]

        def is_undecided(p):
            is_begun = p and self.past(p.started_on)
            return p and not is_begun and p.is_in_library is None and p.entered_on is None

        if became and all(is_undecided(p) for _, p in became):
            return None
        return [r for r, p in became if p and (self.past(p.started_on) or self.is_in_library(p))]

    def rank(self, indicator):
        """The place stated for the months to P's end, else for P; the county's own before those of the levels above."""
        cumulated = Period(self.period.year, 1, self.period.last)
        for period in (cumulated, self.period):
            for level in ("县", "市", "省", "国家", None):
                for row in self.ledger.targets or ():
                    said = row.assigned_by.value if row.assigned_by else None
                    if (row.indicator, row.period, said) == (indicator, period, level) and row.rank:
                        digits = re.fullmatch(r"第?([1-9]\d*)位?", row.rank)
                        return int(digits[1]) if digits else None
        return None

    def idle_money(self):
        """Bond money of which nothing is paid after the last day of the sixth month following that of 下达."""
        rows = self.ledger.funds

        def months(day):
            return day.year * 12 + day.month

        def is_undecided(f):
            if f.source not in BONDS:
                return f.source is None
            waits = f.allotted_on and months(self.day) - months(f.allotted_on.last) <= 6
            if waits or (f.paid is not None and f.paid.yuan > 0):
                return False
            return f.paid is None or f.allotted_on is None

        silent = rows and any(all(getattr(f, key) is None for f in rows) for key in ("allotted_on", "paid"))  # fmt: skip
        if rows is None or silent or (rows and all(map(is_undecided, rows))):
            return None

        return [
            f
            for f in rows
            if f.source in BONDS and f.paid is not None and f.paid.yuan == 0
            and f.allotted_on and months(self.day) - months(f.allotted_on.last) > 6
        ]  # fmt: skip


BONDS = {
    FundSource.SPECIAL_BONDS,
    FundSource.GENERAL_BONDS,
    FundSource.ULTRA_LONG_BONDS,
    FundSource.ADDED_BONDS,
}
OTHERS = {FundSource.BANK, FundSource.OWN, FundSource.OTHER}


PLANNED = {
    FundSource.CENTRAL_BUDGET: "planned_central", FundSource.ULTRA_LONG_BONDS: "planned_ultra_bonds",
    FundSource.ADDED_BONDS: "planned_added_bonds", FundSource.SPECIAL_BONDS: "planned_special_bonds",
    FundSource.GENERAL_BONDS: "planned_general_bonds", FundSource.POLICY_INSTRUMENTS: "planned_policy",
    FundSource.PROVINCE: "planned_province", FundSource.CITY: "planned_city", FundSource.COUNTY: "planned_county",
    FundSource.BANK: "planned_bank", FundSource.OWN: "planned_own", FundSource.OTHER: "planned_other",
}  # fmt: skip


def folded(name):
    text = unicodedata.normalize("NFKC", name or "")
    return re.sub(r"[\s★☆■□▲△●○◆◇※*]", "", text.replace("【", "(").replace("】", ")"))


def same(one, two):
    return folded(one) == folded(two)


def stated(rows, key):
    """Whether anything tells what *key* is: these ledgers have no columns but by their values."""
    return not rows or any(getattr(row, key) for row in rows)


def number(rows):
    return None if rows is None else len(rows)


def total(rows, read):
    """The sum of what is known; None where rows are chosen and nothing is known of any."""
    if rows is None:
        return None
    known = [amount for row in rows if (amount := read(row)) is not None]
    return None if rows and not known else sum(known)


def yuan(key):
    return lambda row: None if getattr(row, key) is None else getattr(row, key).yuan


def added(*parts):
    return None if None in parts else sum(parts)


def quotient(part, whole):
    return None if part is None or not whole else Fraction(part) / Fraction(whole)


def read_again(ledger, period, day):
    it = Reader(ledger, period, day)
    old = total(it.before_period(), lambda p: it.at_end(p.planned))
    new = total(it.new_entries(), lambda e: it.at_end(e.contribution))
    carried, within = it.carried_over(), it.in_library()
    estate, other = (
        None
        if carried is None or (carried and all(p.is_real_estate is None for p in carried))
        else [p for p in carried if p.is_real_estate is kind]
        for kind in (True, False)
    )
    planned, due, signed = it.planned_entries(), it.due(), it.signed()
    resumed = it.resumptions(it.resumed)
    due_resumed = None if due is None or resumed is None else [r for r in due if it.resumed(r)]
    remaining = total(carried, it.remaining)
    held = total(carried, it.held_back)
    reportable = remaining if held is None or remaining is None else remaining - held
    open_ = it.open_issues()
    begun = None if signed is None else [p for p in signed if it.is_begun(p)]
    planned_for_year, public = it.year_planned(), it.government_money()
    both = [p for p in planned_for_year or () if it.newest_done(p)]
    begun_of_year = it.milestone("start_planned", "started_on")
    ended_of_year = it.milestone("finish_planned", "finished_on")
    following = it.next_year()
    return {
        "fai.in_library.expected": old,
        "fai.new_entry.expected": new,
        "fai.period.expected": added(old, new),
        "carryover.count": number(carried),
        "carryover.investment": total(carried, yuan("total_investment")),
        "carryover.real_estate.count": number(estate),
        "carryover.other.investment": total(other, yuan("total_investment")),
        "remaining.investment": remaining,
        "remaining.real_estate": total(estate, it.remaining),
        "remaining.unreportable": held,
        "remaining.reportable": reportable,
        "fai.period.completed": (
            None
            if not stated(ledger.projects, "actual")
            else total(within, lambda p: (found := it.newest_done(p)) and found[1])
        ),
        "entry.planned.count": number(planned),
        "entry.planned.investment": total(planned, yuan("total_investment")),
        "entry.entered.count": number(it.entries_that(it.has_entered)),
        "entry.collecting.count": number(it.entries_that(lambda e: e.status is EntryStatus.COLLECTING)),
        "entry.returned.count": number(it.entries_that(lambda e: e.status is EntryStatus.RETURNED)),
        "entry.major.count": number(
            None if planned is None else [e for e in planned if e.total_investment.yuan >= 50_000_000]
        ),
        "entry.overdue.count": number(it.overdue_entries()),
        "resumption.planned.count": number(ledger.resumptions),
        "resumption.due.count": number(due),
        "resumption.resumed.count": number(resumed),
        "resumption.rate": quotient(number(resumed), number(ledger.resumptions)),
        "resumption.due_rate": quotient(number(due_resumed), number(due)),
        "resumption.overdue.count": (
            None if due is None or resumed is None else len(due) - len(due_resumed)
        ),
        "progress.stopped.count": number(it.stopped()),
        "issues.open.count": number(open_),
        "issues.open.overdue.count": (
            None if open_ is None else sum(bool(i.due_on and i.due_on.last < day) for i in open_)
        ),
        "issues.resolved.count": number(it.open_issues(resolved=True)),
        "promotion.signed.count": number(signed),
        "promotion.signed.investment": total(signed, yuan("agreed")),
        "promotion.started.count": number(begun),
        "promotion.conversion": quotient(number(begun), number(signed)),
        "reserve.count": number(ledger.reserves),
        "reserve.investment": total(ledger.reserves, yuan("total_investment")),
        "reserve.conversion.count": number(it.converted()),
        "reserve.conversion.rate": quotient(number(it.converted()), number(ledger.reserves)),
        "rank.fai": it.rank("固定资产投资"),
        "rank.gdp": it.rank("地区生产总值"),
        "all_projects.count": number(ledger.projects),
        "all_projects.investment": total(ledger.projects, yuan("total_investment")),
        "year_plan.count": number(planned_for_year),
        "year_plan.investment": total(planned_for_year, yuan("year_plan")),
        "year_plan.completed": (
            None
            if not stated(ledger.projects, "actual")
            else total(planned_for_year, lambda p: (found := it.newest_done(p)) and found[1])
        ),
        "funds.allotted": total(public, yuan("allotted")),
        "funds.arrived": total(public, yuan("arrived")),
        "funds.paid": total(public, yuan("paid")),
        "funds.arrival_rate": quotient(total(public, yuan("arrived")), total(public, yuan("allotted"))),
        "funds.payment_rate": quotient(total(public, yuan("paid")), total(public, yuan("arrived"))),
        "funds.idle.count": number(it.idle_money()),
        "year_plan.rate": (
            quotient(total(both, lambda p: it.newest_done(p)[1]), total(both, yuan("year_plan")))
            if it.is_of_one_month(both)
            else None
        ),
        **of_milestone("plan_starts", "started", begun_of_year),
        **of_milestone("completions", "done", ended_of_year),
        "carryover.next.count": number(following),
        "carryover.next.investment": total(following, yuan("total_investment")),
        "remaining.next.investment": total(following, it.remaining),
        "fai.in_period.completed": (
            None if not stated(ledger.projects, "actual") else total(within, it.within_period)
        ),
        "services.planned": total(it.firms(), lambda f: it.at_end(f.planned)),
        "services.in_library": total(it.firms_of(FirmStatus.IN_LIBRARY), lambda f: it.at_end(f.planned)),
        "services.reported": total(it.firms(), lambda f: (found := it.newest_done(f)) and found[1]),
    }  # fmt: skip


def of_milestone(prefix, verb, found):
    year, due, done, due_done = found
    return {
        f"{prefix}.count": number(year),
        f"{prefix}.due.count": number(due),
        f"{prefix}.{verb}.count": number(done),
        f"{prefix}.late.count": None if due_done is None else len(due) - len(due_done),
        f"{prefix}.rate": quotient(number(done), number(year)),
        f"{prefix}.due_rate": quotient(number(due_done), number(due)),
    }


def plain(value):
    if value is None:
        return None
    return Fraction(getattr(value, "yuan", getattr(value, "fraction", value)))


@pytest.mark.slow
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(ledgers(), st.sampled_from(PERIODS), st.sampled_from(DAYS))
def test_a_second_reading_of_the_contract_gives_the_same(ledger, period, day):
    figures = compute(LedgerView(ledger, Profile(), period, day))
    again = {name: plain(value) for name, value in read_again(ledger, period, day).items()}
    if period.first > 1:  # what entered earlier in the year is told by worked examples
        for name in ("fai.in_library.expected", "fai.new_entry.expected", "fai.period.expected"):
            del again[name]
    assert {name: plain(figures[name].value) for name in again} == again
    by_source = figures["funds.by_source"].value
    told = by_source and {
        source: {key: plain(each) for key, each in row.items()} for source, row in by_source.items()
    }
    assert told == Reader(ledger, period, day).money_by_source()
