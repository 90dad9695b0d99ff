"""Arrow and Parquet: typed, exact, and read by whatever reads Arrow."""

import io
import zipfile
from array import array
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_ledgers import ledgers
from pyarrow import compute, parquet

from investtrack import Amount, AmountError, Profile, ProfileError, Rate, Unit, build_report
from investtrack.cli.main import main
from investtrack.model.ledger import SHEETS
from investtrack.model.profile import DisplayProfile
from investtrack.tables import TABLE_NAMES, ledger_tables
from investtrack.wording import rate_text
from investtrack_arrow import arrow_table, arrow_tables
from investtrack_arrow.buffers import array_of, counted_from_one, whole_numbers
from investtrack_arrow.exporter import (
    ArrowExporter,
    ParquetExporter,
    ParquetZipExporter,
    parquet_bytes,
)
from investtrack_arrow.tables import TakenTable, key_of
from investtrack_testing import check_exporter, sample_ledger, sample_report


SLOW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


def written(exporter, report):
    stream = io.BytesIO()
    exporter.export(report, stream)
    return stream.getvalue()


@pytest.mark.parametrize("exporter", [ArrowExporter(), ParquetExporter(), ParquetZipExporter()])
def test_the_exporters_keep_the_contract(exporter):
    check_exporter(exporter)


def test_types_say_what_the_columns_are():
    schema = arrow_tables(sample_report())["projects"].schema
    assert schema.field("total_investment").type == pa.decimal128(18, 6)
    assert schema.field("total_investment").metadata == {b"label": "总投资".encode(), b"unit": "万元".encode()}  # fmt: skip
    assert schema.field("stage").type == pa.dictionary(pa.int32(), pa.string())
    assert schema.field("entered_on_last").type == pa.date32()
    assert schema.field("is_in_library").type == pa.bool_()
    assert schema.field("leaders").type == pa.list_(pa.string())


@SLOW
@given(ledgers)
def test_parquet_of_any_ledger_reads_back_exactly(ledger):
    for name, table in ledger_tables(ledger, provenance=True).items():
        read = parquet.read_table(io.BytesIO(parquet_bytes(arrow_table(table))))
        assert read.to_pylist() == table.to_rows(), name
        assert read.schema == arrow_table(table).schema


@SLOW
@given(ledgers)
def test_parquet_of_any_report_is_the_cores_values(ledger):
    report = build_report(ledger)
    read = parquet.read_table(io.BytesIO(written(ParquetExporter(), report))).to_pylist()
    assert read == report.to_rows()
    for row in read:
        value = report.figure(row["id"]).value
        if row["position"] is None and isinstance(value, Amount):
            assert Amount.of(row["value"], Unit.WAN) == value


@SLOW
@given(ledgers)
def test_the_whole_ledger_survives_a_parquet_file(ledger):
    for sheet in SHEETS:
        table = arrow_tables(ledger)[sheet.attribute]
        read = parquet.read_table(io.BytesIO(parquet_bytes(table)))
        for record, row in zip(
            getattr(ledger, sheet.attribute) or (), read.to_pylist(), strict=True
        ):
            for key, value in row.items():
                if isinstance(value, Decimal) and isinstance(getattr(record, key, None), Amount):
                    assert Amount.of(value, Unit.WAN) == getattr(record, key)


def _report_with(number):
    ledger = sample_ledger()
    bridge = evolve(ledger.projects[0], total_investment=Amount.of(number, Unit.WAN))
    return build_report(evolve(ledger, projects=(bridge, *ledger.projects[1:])))


def test_an_amount_finer_than_the_fen_widens_its_column():
    table = arrow_tables(_report_with("0.333333333333333"))["projects"]
    assert table.schema.field("total_investment").type == pa.decimal128(37, 15)
    assert table["total_investment"][0].as_py() == Decimal("0.333333333333333")
    assert table.schema.field("year_plan").type == pa.decimal128(18, 6)


def test_what_38_digits_cannot_hold_is_refused_not_rounded():
    with pytest.raises(AmountError, match="一列放不下"):
        arrow_tables(_report_with("1E-38"))
    ledger = _report_with(10**34).ledger
    wide = arrow_tables(ledger)["projects"]  # 35 digits leave two for decimals
    assert wide.schema.field("total_investment").type == pa.decimal128(37, 2)


def test_money_can_be_subtracted_and_divided_by_what_reads_it():
    import duckdb
    import pandas as pd
    import polars as pl

    table = parquet.read_table(
        io.BytesIO(parquet_bytes(arrow_tables(sample_report())["projects"]))
    ).select(["total_investment", "year_plan"])
    pairs = [row for row in table.to_pylist() if None not in row.values() and row["year_plan"]]
    table = pa.Table.from_pylist(pairs, table.schema)
    money = table  # noqa: F841 - DuckDB finds it by its name
    whole, plan = table["total_investment"], table["year_plan"]
    rest = [row["total_investment"] - row["year_plan"] for row in pairs]
    assert pairs
    assert compute.subtract(whole, plan).to_pylist() == rest
    assert duckdb.sql("select total_investment - year_plan from money").fetchall() == [
        (each,) for each in rest
    ]
    frame = pl.from_arrow(table).select(pl.col("total_investment") - pl.col("year_plan"))
    assert frame.to_series().to_list() == rest
    of_pandas = table.to_pandas(types_mapper=pd.ArrowDtype)
    assert list(of_pandas["total_investment"] - of_pandas["year_plan"]) == rest
    shares = [
        [float(each) for each in found]
        for found in (
            compute.divide(plan, whole).to_pylist(),
            [
                row[0]
                for row in duckdb.sql("select year_plan / total_investment from money").fetchall()
            ],
            of_pandas["year_plan"] / of_pandas["total_investment"],
        )
    ]
    for share in shares:
        assert share == pytest.approx(
            [float(row["year_plan"] / row["total_investment"]) for row in pairs]
        )


WAN = st.integers(-(10**13), 10**13).map(lambda number: Decimal(number).scaleb(-6))
HALVES = st.tuples(st.integers(-3000, 30000), st.sampled_from([8, 16, 2000, 160000])).map(
    lambda pair: (Decimal(pair[1] * (2 * pair[0] + 1)) / 20000, Decimal(pair[1]))
)


@SLOW
@given(st.lists(st.tuples(WAN, WAN.map(abs).filter(bool)) | HALVES, min_size=1, max_size=40))
def test_the_recipes_of_the_documentation_round_as_ours_do(made):
    """Shares in hundredths of a per cent: as the display of a rate rounds them, once and half up."""
    import duckdb
    import polars as pl

    money = pa.decimal128(18, 6)
    pairs = pa.table({"part": pa.array([a for a, _ in made], money), "whole": pa.array([b for _, b in made], money)})  # fmt: skip
    wanted = [hundredths(*pair) for pair in zip(*map(list, pairs.columns), strict=True)]
    page = (Path(__file__).parents[3] / "docs" / "how-to" / "dataframes.md").read_text("utf-8")
    section = page.partition("## Differences, shares")[2].partition("## Files")[0]
    recipes = section.split("```python\n")[2:]
    assert len(recipes) == 4
    for recipe in recipes:
        code = recipe.partition("```")[0]
        exec(code, {"pairs": pairs, "hundredths": wanted, "duckdb": duckdb, "pl": pl, "pa": pa, "Decimal": Decimal})  # fmt: skip


def hundredths(part, whole):
    share = Fraction(part.as_py()) / Fraction(whole.as_py())
    text = rate_text(Rate(share), DisplayProfile()).removesuffix("％")
    shown = int(Decimal(text.replace("−", "-")) * 100)
    # What only rounds to 100％ reads 99.99％ or 100.01％ here, as the page says.
    return 10000 if -Fraction(1, 2) <= share * 10000 - 10000 < Fraction(1, 2) else shown


def test_money_of_stacked_tables_can_be_subtracted():
    table = arrow_tables(sample_report(), keyed=True)["projects"]
    assert table.schema.field("total_investment").type == pa.decimal128(37, 18)
    compute.subtract(table["total_investment"], table["year_plan"])


def test_keyed_tables_of_two_counties_are_stacked_without_losing_a_digit(tmp_path):
    # One ledger in whole 万元, one with a quotient such as a formula gives: =1/3.
    numbers = {"甲县": "20000", "乙县": "0.333333333333333"}
    for region, number in numbers.items():
        ledger = _report_with(number).ledger
        named = evolve(ledger, region=evolve(ledger.region, name=region), projects=ledger.projects[:1])  # fmt: skip
        table = arrow_tables(named, keyed=True)["projects"]
        assert table.column_names[:3] == ["region", "period", "as_of"]
        assert table["as_of"][0].as_py() == date(2022, 3, 20)
        (tmp_path / f"{region}.parquet").write_bytes(parquet_bytes(table))
    expected = Decimal("20000.333333333333333")
    import duckdb
    import polars as pl

    files = f"{tmp_path}/*.parquet"
    assert duckdb.sql(f"select sum(total_investment) from '{files}'").fetchall() == [(expected,)]
    assert pl.read_parquet(files)["total_investment"].sum() == expected
    read = [parquet.read_table(tmp_path / f"{region}.parquet") for region in numbers]
    assert pa.concat_tables(read)["total_investment"].to_pylist() == [*map(Decimal, numbers.values())]  # fmt: skip


def test_provenance_names_file_sheet_row_and_cells():
    row = arrow_tables(sample_ledger(), provenance=True)["projects"].to_pylist()[0]
    assert (row["file"], row["sheet"], row["row"]) == ("样例台账.xlsx", "项目台账", 2)
    cells = {cell["field"]: cell["cell"] for cell in row["cells"]}
    assert cells["total_investment"] == "C2"


def test_a_ledger_has_sheets_and_a_report_figures_too():
    assert set(arrow_tables(sample_report())) == set(TABLE_NAMES)
    assert set(arrow_tables(sample_ledger())) < set(TABLE_NAMES)


def test_pandas_polars_and_duckdb_find_the_same_sum():
    import duckdb
    import pandas as pd
    import polars as pl

    projects = arrow_tables(sample_report())["projects"]
    expected = Decimal(70000)  # 20000 + 50000
    pandas = projects.to_pandas(types_mapper=pd.ArrowDtype)
    assert pandas["total_investment"].sum() == expected
    assert pl.from_arrow(projects)["total_investment"].sum() == expected
    assert duckdb.sql("select sum(total_investment) from projects").fetchall() == [(expected,)]


def test_the_command_line_writes_a_table_and_refuses_bad_options(tmp_path, capsys):
    source = tmp_path / "台账.json"
    from investtrack import ledger_to_json

    source.write_text(ledger_to_json(sample_ledger()), encoding="utf-8")
    out = tmp_path / "项目.parquet"
    call = ["export", str(source), "--to", "parquet", "-o", str(out)]
    options = ["--option", "table=months", "--option", "keyed=yes", "--option", "provenance=yes"]
    assert main([*call, *options]) == 0
    assert parquet.read_table(out).column_names[:4] == ["region", "period", "as_of", "table"]
    assert main([*call, "--option", "keyed=maybe"]) == 2
    assert "应为 yes 或 no" in capsys.readouterr().err


def test_a_profile_may_hold_the_options():
    report = sample_report(profile=Profile(options={"parquet-zip": {"keyed": "yes"}}))
    with zipfile.ZipFile(io.BytesIO(written(ParquetZipExporter(), report))) as archive:
        assert archive.namelist() == [f"{name}.parquet" for name in TABLE_NAMES]
        read = parquet.read_table(io.BytesIO(archive.read("issues.parquet")))
    assert read.column_names[:3] == ["region", "period", "as_of"]
    with pytest.raises(ProfileError, match="没有这个选项"):
        written(ArrowExporter(), sample_report(profile=Profile(options={"arrow": {"x": "1"}})))


TEXTS = st.one_of(st.none(), st.text(max_size=3))


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (pa.string(), TEXTS),
        (pa.list_(pa.string()), st.one_of(st.none(), st.lists(TEXTS, max_size=3).map(tuple))),
        (pa.int64(), st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1))),
        (pa.bool_(), st.one_of(st.none(), st.booleans())),
        (pa.date32(), st.one_of(st.none(), st.dates())),
        (pa.decimal128(38, 6), st.one_of(st.none(), st.decimals(-(10**30), 10**30, places=6))),
    ],
)
@given(st.data())
def test_arrays_made_of_bytes_are_those_that_arrow_makes(kind, values, data):
    given_values = data.draw(st.lists(values, max_size=20))
    made = array_of(given_values, kind)
    made.validate(full=True)
    assert made.equals(pa.array(given_values, kind))
    numbers = data.draw(st.lists(st.integers(0, 9), max_size=20))
    less = counted_from_one(whole_numbers(array("i", numbers)), 9)
    assert less.to_pylist() == [number - 1 if number else None for number in numbers]


def test_a_table_in_pieces_is_the_whole_table():
    report = sample_report()
    for name in TABLE_NAMES:
        for provenance in (False, True):
            taken = TakenTable(report.table(name, provenance=provenance), key_of(report))
            whole = taken.table()
            whole.validate(full=True)
            pieces = [*taken.pieces(2)]
            assert pa.concat_tables(pieces).to_pylist() == whole.to_pylist()
            assert all(piece.schema.equals(whole.schema, check_metadata=True) for piece in pieces)
