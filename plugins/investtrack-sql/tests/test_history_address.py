"""No password of a database ever reaches a message, whatever goes wrong with its address."""

import traceback

import pytest

from investtrack.cli.main import main
from investtrack.errors import SourceError
from investtrack_sql.address import shown, without_secrets
from investtrack_sql.store import Store


SECRET = "Geheim%40Wort9"
PLAIN = "Geheim@Wort9"


@pytest.mark.parametrize(
    "place",
    [
        f"postgresql+psycopg://zhang:{SECRET}@127.0.0.1:1/none",  # nobody listens
        f"postgresql+psycopg://zhang:{PLAIN}@127.0.0.1:1/none",
        f"postgresql+psycopg://zhang:{SECRET}@127.0.0.1:notaport/none",
        f"postgresql+psycopg://zhang:{SECRET}@no.such.host.invalid/none",
        f"nosuchdatabase://zhang:{SECRET}@127.0.0.1/none",
        f"postgresql+psycopg://127.0.0.1:1/none?user=zhang&password={SECRET}",
        f"postgresql+nosuchdriver://zhang:{SECRET}@127.0.0.1/none",
    ],
)
def test_a_store_that_cannot_be_reached_keeps_the_password(place, tmp_path, capsys):
    with pytest.raises(SourceError) as raised:
        Store(place)
    told = "".join(traceback.format_exception(raised.value)) + repr(raised.value.args)
    for step in ("list", "changes", "verify"):
        assert main(["history", step, "--store", place]) == 2
    out = tmp_path / "x.json"
    assert main(["history", "get", "--store", place, "-o", str(out)]) == 2
    spoken = capsys.readouterr()
    for secret in (SECRET, PLAIN, "Wort9"):
        assert secret not in told
        assert secret not in spoken.out + spoken.err


def test_an_address_is_shown_with_everything_but_the_password():
    assert shown("postgresql://u:p@ss/w@host/db") == "postgresql://u:***@host/db"
    assert shown("postgresql://u@host/db") == "postgresql://u@host/db"
    assert shown("postgresql://host/db?password=x&sslmode=no") == (
        "postgresql://host/db?password=***&sslmode=no"
    )
    assert shown("历史@库:1.sqlite") == "历史@库:1.sqlite"


def test_what_a_driver_says_is_told_without_the_password():
    place = "postgresql://u:a%40b@host/db"
    assert without_secrets("no a@b or a%40b here", place) == "no *** or *** here"
