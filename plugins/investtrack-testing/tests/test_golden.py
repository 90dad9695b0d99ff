"""The pytest plugin as a county's developer meets it: its fixtures, and expectations beside the test."""

import textwrap

import pytest


pytest_plugins = ["pytester"]


@pytest.fixture
def run(pytester):
    """Write a test file and run it; returns the result."""

    def run(body, *arguments):
        pytester.makepyfile(textwrap.dedent(body))
        return pytester.runpytest_inprocess("-p", "no:cacheprovider", *arguments)

    return run


def test_what_is_not_expected_yet_is_said_then_written_then_kept(run, pytester):
    body = """
        def test_it(golden):
            golden("复工率50％\\n", "公报.txt")
    """
    result = run(body)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*nothing is expected yet*--update-expected*", "*复工率50％*"])
    run(body, "--update-expected").assert_outcomes(passed=1)
    kept = pytester.path / "expected" / "公报.txt"
    assert kept.read_text(encoding="utf-8") == "复工率50％\n"
    run(body).assert_outcomes(passed=1)
    result = run(body.replace("50％", "5％"))
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*-复工率50％", "*+复工率5％"])
    assert kept.read_text(encoding="utf-8") == "复工率50％\n"  # nothing is written unasked


def test_a_document_and_a_workbook_are_kept_as_text(run, pytester):
    body = """
        import io
        import docx, openpyxl
        from investtrack_testing import exported

        def saved(thing):
            stream = io.BytesIO()
            thing.save(stream)
            return stream.getvalue()

        def test_document(golden):
            document = docx.Document()
            document.add_paragraph("复工率50％")
            golden(saved(document), "汇报.docx")

        def test_workbook(golden):
            book = openpyxl.Workbook()
            book.active.append(["总投资", 20000])
            golden(saved(book), "汇总.xlsx")
    """
    run(body, "--update-expected").assert_outcomes(passed=2)
    folder = pytester.path / "expected"
    assert (folder / "汇报.docx.txt").read_text(encoding="utf-8") == "复工率50％\n"
    assert (folder / "汇总.xlsx.txt").read_text(
        encoding="utf-8"
    ) == "Sheet!A1: 总投资\nSheet!B1: 20000\n"
    run(body).assert_outcomes(passed=2)  # the time stamps inside differ, the text does not
    result = run(body.replace("20000", "20001"))
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*-Sheet!B1: 20000", "*+Sheet!B1: 20001"])


def test_bytes_are_compared_by_place(run, pytester):
    body = """
        def test_it(golden):
            golden(b"\\xff\\x00\\x01", "图.bin")
    """
    run(body, "--update-expected").assert_outcomes(passed=1)
    assert (pytester.path / "expected" / "图.bin").read_bytes() == b"\xff\x00\x01"
    result = run(body.replace("x01", "x02"))
    result.stdout.fnmatch_lines(
        ["*3 bytes were expected and 3 met; from byte 2 on:", "*- 01", "*+ 02"]
    )


def test_line_ends_and_marks_are_told_apart(run, pytester):
    body = """
        def test_it(golden):
            golden(b"a\\r\\n", "清单.csv")
    """
    run(body, "--update-expected").assert_outcomes(passed=1)
    result = run(body.replace("\\r\\n", "\\n"))
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*only line ends or the byte-order mark differ*"])


def test_a_name_is_no_path(run):
    result = run(
        """
        def test_it(golden):
            golden("x", "../a.txt")
        """
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*a name without a folder*"])


def test_samples_are_fixtures_and_a_test_may_have_its_own(run):
    run(
        """
        import pytest

        def test_samples(sample_ledger, bare_ledger, hostile_ledger, sample_report):
            assert len(sample_ledger.projects) == 2
            assert len(bare_ledger.projects) == 1
            assert hostile_ledger.region.name == "甲<县>&乙"
            assert sample_report.ledger == sample_ledger

        class TestOwn:
            @pytest.fixture
            def golden(self):
                return 7

            def test_own(self, golden):
                assert golden == 7
        """
    ).assert_outcomes(passed=2)


def test_a_broken_promise_is_said_in_one_line_without_the_kits_own_code(run):
    result = run(
        """
        from investtrack.plugin import Exporter
        from investtrack_testing import check_exporter

        class Silent(Exporter):
            name, label, suffix = "silent", "无声", ".txt"
            def export(self, report, stream, template=None):
                pass

        def test_it():
            check_exporter(Silent())
        """
    )
    result.stdout.fnmatch_lines(["E *BrokenPromiseError: [[]writes-any[]]*silent*wrote nothing."])
    assert "def check_exporter" not in result.stdout.str()
    assert "written_twice" not in result.stdout.str()


def test_pytest_is_only_loaded_by_pytest():
    import subprocess
    import sys

    script = (
        "import sys, investtrack_testing as t\n"
        "assert 'cattrs' not in sys.modules and 'attrs' not in sys.modules\n"
        "[getattr(t, name) for name in t.__all__]\n"
        "assert 'pytest' not in sys.modules and 'hypothesis' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
