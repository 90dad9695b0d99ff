"""The net: a clean ledger of which one column is altered says so, whatever the cause; clean ones are not suspected."""

from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise

import pytest
from attrs import evolve
from net_of_magnitudes import NET, numbers

from investtrack import Amount, Profile, Rate, Unit, build_report, read_sources
from investtrack.checks.magnitudes import check_magnitudes
from investtrack.cli.demo import example_path
from investtrack.findings import Grade
from investtrack.model.columns import CellKind, columns
from investtrack.model.ledger import SHEETS
from investtrack.plugin import load_plugins
from investtrack_testing import bare_ledger, hostile_ledger, sample_ledger


GROSS = [Fraction(x) for x in ("100", "10000", "100000000", "1/100", "1/10000", "-1", "-100")]
PLUGINS = load_plugins(("importers",))
LEDGER = read_sources(PLUGINS, [example_path()], Profile()).ledger
BEFORE = build_report(LEDGER)


def columns_of(ledger):
    """Return (sheet, column, month) of every column of amounts and rates, and each series as a whole."""
    found = []
    for sheet in SHEETS:
        records = getattr(ledger, sheet.attribute) or ()
        for column in columns(sheet.record):
            if column.kind is CellKind.SERIES:
                ends = sorted({end for r in records for end, _ in getattr(r, column.key)})
                found += [(sheet, column, end) for end in (*ends, None) if ends]
            elif any(isinstance(getattr(r, column.key), (Amount, Rate)) for r in records):
                found.append((sheet, column, None))
    return found


def scaled(value, factor):
    if isinstance(value, Amount):
        return Amount(value.yuan * Decimal(factor.numerator) / Decimal(factor.denominator))
    return Rate(value.fraction * factor) if isinstance(value, Rate) else value


def altered(ledger, sheet, column, end, factor):
    """Return *ledger* with one column multiplied; of a series one month, or all where *end* is None."""
    records = []
    for record in getattr(ledger, sheet.attribute):
        value = getattr(record, column.key)
        if column.kind is CellKind.SERIES:
            value = tuple((e, scaled(a, factor) if end in {None, e} else a) for e, a in value)
        else:
            value = scaled(value, factor)
        records.append(evolve(record, **{column.key: value}))
    return evolve(ledger, **{sheet.attribute: tuple(records)})


@cache
def slipped(case, factor):
    """Return the report of the ledger with the column *case* multiplied; several tests look at the same one."""
    return build_report(altered(LEDGER, *case, factor))


def moved(after):
    """Return the figures of *after* that are another number than before by more than a twentieth."""
    found = []
    for name, figure in after.figures.items():
        if figure.value == BEFORE.figures[name].value:
            continue
        was, now = numbers(BEFORE.figures[name].value), numbers(figure.value)
        changed = len(was) != len(now) or any(
            abs(a - b) > abs(a) / 20 for a, b in zip(was, now, strict=True)
        )
        if changed and not figure.is_absent:
            found.append(name)
    return found


def names_it(after, sheet, column, end):
    """Whether a finding that was not there before is at a cell of the column, or says its label."""
    known = set(BEFORE.findings)
    keys = {column.key} if column.kind is not CellKind.SERIES else {f"{column.key}.{end}"}
    if column.kind is CellKind.SERIES and end is None:
        records = getattr(LEDGER, sheet.attribute)
        keys = {f"{column.key}.{e}" for r in records for e, _ in getattr(r, column.key)}
    cells = {record.origin.cell(key) for record in getattr(LEDGER, sheet.attribute) for key in keys}
    return any(
        cells & {finding.place, *finding.related} or column.label in finding.message
        for finding in after.findings
        if finding not in known
    )


def caught(report, sheet, column, end):
    return report.has_errors or names_it(report, sheet, column, end)


def label(case):
    sheet, column, end = case
    return f"{sheet.name}.{column.label}.{end or ''}"


@pytest.mark.parametrize("case", columns_of(LEDGER), ids=label)
def test_a_gross_slip_of_a_column_never_passes(case):
    missed = []
    for factor in GROSS:
        report = slipped(case, factor)
        if (figures := moved(report)) and not caught(report, *case):
            missed.append((factor, figures))
    assert missed == []


ALONE = [(sheet, column, end) for sheet, column, end in columns_of(LEDGER)
         if sheet.attribute in {"funds", "promotions", "reserves"} and column.kind is CellKind.MONEY]  # fmt: skip


@pytest.mark.parametrize("case", ALONE, ids=label)
def test_a_gross_slip_of_a_column_that_stands_alone_in_its_sheet_does_not_pass_either(case):
    sheet, column, _ = case
    empty = {other.key: None for _, other, _ in ALONE if other.key != column.key}
    rows = tuple(
        evolve(row, **{key: None for key in empty if hasattr(row, key)})
        for row in getattr(LEDGER, sheet.attribute)
    )
    ledger = evolve(LEDGER, **{sheet.attribute: rows})
    before = build_report(ledger)
    assert not [finding for finding in before.findings if finding.code in NET]
    for factor in (*GROSS, Fraction(1, 1000), Fraction(1000)):
        after = build_report(altered(ledger, *case, factor))
        assert after.has_errors or any(
            finding.place in {row.origin.cell(column.key) for row in rows}
            for finding in after.findings
            if finding not in before.findings
        ), factor


@pytest.mark.parametrize("factor", [Fraction(10**4), Fraction(1, 10**4)], ids=str)
def test_most_slips_of_ten_thousand_are_errors(factor):
    """万元 for 亿元, or 元 for 万元: exit 1, save where a column is next to nothing beside its figure."""
    graded = {True: [], False: []}
    for case in columns_of(LEDGER):
        report = slipped(case, factor)
        if moved(report):
            graded[report.has_errors].append(label(case))
    assert len(graded[True]) >= 0.85 * (len(graded[True]) + len(graded[False])), graded[False]


def test_of_slips_of_ten_the_most_are_caught():
    """A tenth, or ten times, may be true; how many are named is measured, so that it does not fall unseen."""
    seen = hit = 0
    for case in columns_of(LEDGER):
        for factor in (Fraction(10), Fraction(1, 10)):
            report = slipped(case, factor)
            if moved(report):
                seen += 1
                hit += caught(report, *case)
    assert hit / seen >= 0.8, f"{hit} of {seen}"


def test_of_swapped_months_the_most_are_caught():
    seen = hit = 0
    for sheet, column, end in columns_of(LEDGER):
        if column.kind is not CellKind.SERIES or end is not None:
            continue
        records = getattr(LEDGER, sheet.attribute)
        ends = sorted({e for r in records for e, _ in getattr(r, column.key)})
        for one, other in pairwise(ends):
            swap = {one: other, other: one}
            changed = tuple(
                evolve(r, **{column.key: tuple(sorted((swap.get(e, e), a) for e, a in getattr(r, column.key)))})
                for r in records
            )  # fmt: skip
            report = build_report(evolve(LEDGER, **{sheet.attribute: changed}))
            if moved(report):
                seen += 1
                hit += caught(report, sheet, column, None)
    assert hit / seen >= 0.9, f"{hit} of {seen}"


def net(ledger):
    return [f for f in build_report(ledger).findings if f.code in NET]


def test_clean_ledgers_are_not_suspected():
    assert net(LEDGER) == []
    for ledger in (sample_ledger(), bare_ledger(), hostile_ledger()):
        assert [f for f in net(ledger) if f.code != "magnitude-doubtful"] == []


@pytest.mark.parametrize("factor", [Fraction(1, 10), Fraction(3), Fraction(10)], ids=str)
def test_a_poorer_or_a_richer_county_is_not_suspected(factor):
    """All of one size together: the net holds columns against each other, not against a size."""
    ledger = LEDGER
    for sheet, column, end in columns_of(LEDGER):
        if end is None and column.kind is not CellKind.PERCENT:
            ledger = altered(ledger, sheet, column, None, factor)
    assert net(ledger) == []


# -- one by one ------------------------------------------------------------------------------------


def wan(number):
    return Amount.of(number, Unit.WAN)


def found(ledger):
    report = build_report(ledger)
    return list(check_magnitudes(report.facts, report.figures))


def test_services_a_hundred_times_last_years_are_no_growth():
    """The sheet in 元 and its 上年同期 in 万元: 同比增长1142757％ was printed with exit 0."""
    (services,) = [s for s in SHEETS if s.attribute == "services"]
    (column,) = [c for c in columns(services.record) if c.key == "planned"]
    report = build_report(altered(LEDGER, services, column, None, Fraction(10**4)))
    said = [f for f in report.findings if f.code == "magnitude-doubtful"]
    assert Grade.ERROR in {f.grade for f in said}
    assert any("“服务业企业”" in f.message and "上年同期营业收入" in f.message for f in said)
    assert all(f.place.cell and f.related for f in said)


def test_one_firm_of_another_unit_is_named():
    firms = LEDGER.services
    odd = evolve(firms[4], planned=tuple((e, Amount(a.yuan * 10**5)) for e, a in firms[4].planned))
    said = found(evolve(LEDGER, services=(*firms[:4], odd, *firms[5:])))
    assert [(f.code, f.grade) for f in said if firms[4].name in f.message]
    assert Grade.ERROR in {f.grade for f in said}


def test_a_reserve_of_another_unit_is_told_once_and_where():
    reserves = tuple(evolve(r, total_investment=Amount(r.total_investment.yuan / 10**4), funds_needed=None)
                     for r in LEDGER.reserves)  # fmt: skip
    (said,) = found(evolve(LEDGER, reserves=reserves))
    assert (said.code, said.grade, said.place.sheet) == (
        "magnitude-between-sheets", Grade.ERROR, "储备项目",
    )  # fmt: skip
    assert said.related


def test_negative_amounts_of_every_sheet_are_errors():
    first = LEDGER.reserves[0]
    said = found(
        evolve(LEDGER, reserves=(evolve(first, total_investment=wan(-500)), *LEDGER.reserves[1:]))
    )
    assert [(f.code, f.grade, f.found) for f in said] == [
        ("amount-negative", Grade.ERROR, "-500万元")
    ]
    target = evolve(LEDGER.targets[0], amount=wan(-1))
    said = found(evolve(LEDGER, targets=(target, *LEDGER.targets[1:])))
    assert "amount-negative" in {f.code for f in said}


def test_a_growth_of_no_county_is_an_error():
    target = evolve(LEDGER.targets[0], growth=Rate.percent(550))
    said = [f for f in found(evolve(LEDGER, targets=(target,))) if f.code == "growth-beyond"]
    assert [(f.grade, f.found) for f in said] == [(Grade.ERROR, "550％")]
