"""Nothing that is written from a store holds the password of its address: no document, no part of one, no listing."""

import zipfile
from datetime import datetime

import pytest

from investtrack.cli.main import main
from investtrack.plugin import Extract
from investtrack_sql.store import Store
from investtrack_testing import sample_ledger


SECRET, PLAIN = "Geheim%40Wort9", "Geheim@Wort9"
PARTS = (SECRET, PLAIN, "Wort9", "Wort9".encode("utf-16-le").decode("latin-1"))


def texts(folder):
    """Yield name and bytes of every file, and of every part of those that are packed."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.name, path.read_bytes()
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    for part in archive.namelist():
                        yield f"{path.name}/{part}", archive.read(part)


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_no_document_holds_the_password_of_the_store_it_was_made_of(place, tmp_path, capsys):
    with Store(place, create=True) as store:
        store.add(Extract(sample_ledger()), recorded_at=datetime(2022, 4, 1, 12))
    address = place.replace("tester@", f"tester:{SECRET}@")
    assert address != place
    out = tmp_path / "报告"
    assert main(["report", address, "-o", str(out)]) in {0, 1}
    assert (
        main(
            [
                "freeze",
                str(next(out.glob("*.docx"))),
                address,
                "-o",
                str(tmp_path / "定稿.zip"),
                "--by",
                "甲",
            ]
        )
        == 0
    )
    assert main(["check", address, "--json"]) in {0, 1}
    spoken = capsys.readouterr()
    found = list(texts(tmp_path))
    assert len(found) > 20
    for name, data in found:
        assert not [part for part in PARTS if part.encode("latin-1") in data], name
    assert not [part for part in PARTS if part in spoken.out + spoken.err]
