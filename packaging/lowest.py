"""Run the quick tests with the lowest version of every direct dependency that the project files allow.

    python packaging/lowest.py [PYTEST ARGUMENTS]

A bound that nobody runs is a guess. The tracked files are copied to a temporary folder, without the known good set,
so that neither this environment nor these files change.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from known_good import with_pins
from repository import copy_tree, surroundings


# Of each library the part that meets it: the core's own, and each plugin's promises or its first tests.
QUICK = (
    "tests/model", "tests/plugin", "plugins/investtrack-csv/tests", "tests/tables",
    "plugins/investtrack-arrow", "plugins/investtrack-calendar", "plugins/investtrack-names", "plugins/investtrack-pictures",
    "plugins/investtrack-excel/tests/test_excel_contract.py", "plugins/investtrack-excel/tests/test_annotate_check.py",
    "plugins/investtrack-excel/tests/test_export_body.py", "plugins/investtrack-excel/tests/test_import_examples.py",
    "plugins/investtrack-forms/tests/test_forms_examples.py", "plugins/investtrack-forecast/tests/test_plan_decompose.py",
    "plugins/investtrack-sql/tests/test_sql_contract.py", "plugins/investtrack-word/tests/test_word_contract.py",
    # The bytes of a workbook are those of the newest writer.
    "--deselect=plugins/investtrack-excel/tests/test_import_examples.py::test_the_examples_are_what_the_script_makes",
)  # fmt: skip


def main(arguments: list[str]) -> int:
    """Copy, resolve, test; return pytest's status."""
    with tempfile.TemporaryDirectory() as made:
        folder = copy_tree(Path(made) / "tree")
        project = folder / "pyproject.toml"
        project.write_text(with_pins(project.read_text(encoding="utf-8"), []), encoding="utf-8")
        return subprocess.run(
            [sys.executable, "-m", "uv", "run", "--no-progress", "--resolution", "lowest-direct",
             "pytest", "-q", "-m", "not slow", "-p", "no:cacheprovider", *(arguments or QUICK)],
            check=False, cwd=folder, env=surroundings(),
        ).returncode  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
