"""Packed files and tables as text are bounded alike by what they hold, before a reader is called that cannot be stopped."""

import io
import zipfile

import pytest

from investtrack import Profile, SourceError
from investtrack_csv.importer import CsvImporter
from investtrack_excel.importer import ExcelImporter
from investtrack_ooxml.document.opening import open_to_read


READS = {
    ".xlsx": lambda path: ExcelImporter().extract(path, Profile()),
    ".csv": lambda path: CsvImporter().extract(path, Profile()),
    ".docx": open_to_read,
}
READS[".ods"] = READS[".xlsx"]


def packed(part, size):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(part, "w") as made:  # fmt: skip
        for _ in range(size >> 20):
            made.write(bytes(1 << 20))
    return out.getvalue()


@pytest.mark.parametrize(
    ("suffix", "part"),
    [(".xlsx", "xl/sharedStrings.xml"), (".ods", "content.xml"), (".docx", "word/document.xml")],
)  # fmt: skip
def test_an_archive_that_grows_beyond_measure_is_refused(suffix, part, tmp_path):
    path = tmp_path / f"项目台账{suffix}"
    path.write_bytes(packed(part, 60 << 20))
    with pytest.raises(SourceError, match="大"):
        READS[suffix](path)


def test_a_csv_of_more_cells_than_any_sheet_has_is_refused(tmp_path):
    path = tmp_path / "项目台账.csv"
    path.write_text("项目名称,总投资\n" + "," * 30_000 + "\n" * 1_000, encoding="utf-8")
    with pytest.raises(SourceError, match="大得无法读取"):
        READS[".csv"](path)
