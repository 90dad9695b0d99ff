"""From a dropped workbook to the report, and every bad input, over the wire."""

import http.client
import json
import re
import socket
import time
import zipfile
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest
from desk_client import LEDGER, NAME, Client, start

from investtrack.cli.demo import example_path
from investtrack.cli.main import main
from investtrack_desk import files
from investtrack_desk.files import RefusedError, free_place, safe_name


def test_drop_answer_download(client, desk):
    assert client.send(NAME, LEDGER)[0].status == 201
    state = client.settled()
    assert [question["key"] for question in state["questions"]] == ["library", "cumulative"]
    assert state["report"]["title"] == "河湾县2026年一季度"
    before = state["report"]["absent"]
    assert (
        client.ask("/api/answers", {"answers": {"library": "all", "cumulative": "since-start"}})[
            0
        ].status
        == 202
    )
    state = client.settled()
    assert (state["questions"], state["error"]) == ([], "")
    assert state["report"]["absent"] < before
    assert (desk.room.folder / "本县.toml").is_file()
    client.ask("/api/write", {})
    state = client.settled()
    assert state["error"] == ""
    names = [file["name"] for file in state["outputs"]]
    assert {Path(name).suffix for name in names} == {".docx", ".xlsx", ".csv", ".html"}
    report = next(name for name in names if name.endswith(".docx"))
    answer, data = client.ask(f"/api/output?name={quote(report)}")
    assert answer.getheader("content-disposition").startswith("attachment")
    document = zipfile.ZipFile(BytesIO(data)).read("word/document.xml").decode()
    assert "台账所列项目" in document
    assert "河东大桥（征拆滞后）" in document


def test_the_manual_is_served_whole_and_leads_only_to_itself(client):
    answer, data = client.ask("/manual")
    page = data.decode()
    assert (answer.status, answer.getheader("content-type")) == (200, "text/html; charset=utf-8")
    places = set(re.findall(r'<section id="(\w+)"', page))
    assert {"desk", "ask", "mend", "edited", "audit", "forms", "rollup"} <= places
    assert set(re.findall(r'href="#(\w+)"', page)) == places | {"main"}
    assert set(re.findall(r'(?:href|src)="([^#"]+)"', page)) == {"/", "/desk.css", "/desk.svg"}


def test_next_month_takes_the_answers_and_the_old_table_is_kept(client, desk):
    client.send(NAME, LEDGER)
    client.settled()
    client.ask("/api/answers", {"answers": {}})
    client.settled()
    april = LEDGER.decode().replace("1-3月", "1-4月").replace("1500,9500", "1900,9900").encode()
    client.send(NAME, april, batch="new")
    state = client.settled()
    assert state["questions"] == []
    assert state["report"]["title"] == "河湾县2026年1—4月"
    kinds = [(file["kind"], file["name"]) for file in state["files"]]
    assert ("ledger", NAME) in kinds or ("ledger", "项目台账（2）.csv") in kinds
    assert [kind for kind, _ in kinds].count("aside") == 1
    client.ask("/api/compare", {"name": next(name for kind, name in kinds if kind == "aside")})
    assert "河东大桥" in client.settled()["texts"]["compared"]


def test_the_second_run_reads_nothing_again(client, desk, monkeypatch):
    client.send(NAME, LEDGER)
    client.settled()
    work = desk.room.work
    client.ask("/api/read", {})
    client.settled()
    assert desk.room.work is work


def test_what_is_shown_is_text_and_leads_to_cells(client):
    client.send(NAME, LEDGER)
    state = client.settled()
    sheet = state["sheets"][0]
    assert sheet["standard"] == "项目台账"
    assert {column["header"]: column["meaning"] for column in sheet["columns"]}[
        "总投资"
    ] == "总投资"
    found = client.json("/api/findings")
    assert found[0]["grade"] == "error"
    assert all(one["cells"] for one in found)
    figures = {one["id"]: one for one in client.json("/api/figures")}
    assert figures["year_plan.investment"]["text"] == "1.7亿元"
    one = client.json("/api/figure?id=year_plan.investment")
    assert one["contributions"][0]["cells"][0]["cell"] == "C5"
    window = client.json(f"/api/sheet?file={quote(NAME)}&sheet={quote('项目台账')}&row=4")
    assert window["first"] == 4
    assert window["rows"][1][:3] == ["河东大桥", "20000", "6000"]
    assert window["letters"][0] == "A"


def test_an_edited_report_is_verified_and_brought_up_to_date(client, desk, tmp_path):
    client.send("台账.xlsx", example_path().read_bytes())
    client.settled()
    client.ask("/api/write", {})
    state = client.settled()
    assert state["error"] == ""
    report = next(path for path in desk.room.outputs if path.suffix == ".docx")
    assert client.send("上周的汇报.docx", report.read_bytes(), "edited")[0].status == 201
    state = client.settled()
    assert state["error"] == ""
    assert "未变" in state["texts"]["verified"]
    assert any(file["name"] == "上周的汇报（新数）.docx" for file in state["outputs"])


def test_a_form_is_filled(client, tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active["A1"] = "地区"
    book.active["B1"] = "{{ 地区 }}"
    path = tmp_path / "样表.xlsx"
    book.save(path)
    client.send("台账.xlsx", example_path().read_bytes())
    client.settled()
    client.send("样表.xlsx", path.read_bytes(), "form")
    state = client.settled()
    assert "填了1处" in state["texts"]["filled"]
    assert any(file["name"] == "样表（已填）.xlsx" for file in state["outputs"])


def test_a_form_without_placeholders_is_filled_after_a_yes(client, tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    for row in (
        ["市重点项目月报表"],
        ["序号", "项目名称", "总投资", "年度计划投资", "责任单位"],
        [1],
        ["合计"],
    ):
        book.active.append(row)
    path = tmp_path / "月报.xlsx"
    book.save(path)
    client.send(NAME, LEDGER)
    client.settled()
    client.send("月报.xlsx", path.read_bytes(), "form")
    state = client.settled()
    assert (state["asked_form"], state["outputs"]) == ("月报.xlsx", [])
    assert "按表头认出" in state["texts"]["filled"]
    client.ask("/api/fill", {"name": "月报.xlsx"})
    state = client.settled()
    assert (state["asked_form"], state["error"]) == ("", "")
    assert [file["name"] for file in state["outputs"]] == ["月报（已填）.xlsx"]


def test_a_watched_folder_is_read_again_when_a_table_changes(client, desk, tmp_path, monkeypatch):
    monkeypatch.setattr("investtrack_desk.workroom._WATCHED", 0.05)
    office = tmp_path / "共享"
    office.mkdir()
    (office / NAME).write_bytes(LEDGER)
    assert client.ask("/api/watch", {"path": str(office)})[0].status == 202
    assert client.settled()["report"]["projects"] == 3
    (office / NAME).write_bytes(LEDGER + "新桥,100,50,10,10,,,\n".encode())
    end = time.monotonic() + 30
    while (state := client.settled())["report"]["projects"] != 4 and time.monotonic() < end:
        time.sleep(0.05)
    assert state["report"]["projects"] == 4
    assert client.ask("/api/watch", {"path": ""})[0].status == 202
    assert client.settled()["report"] is None


def test_a_watched_folders_own_rules_and_the_answers_both_count(client, desk, tmp_path):
    office = tmp_path / "共享"
    office.mkdir()
    (office / NAME).write_bytes(LEDGER)
    (office / "profile.toml").write_text(
        'label = "河湾县的规则"\n[display]\nmoney_places = 3\n', "utf-8"
    )
    client.ask("/api/watch", {"path": str(office)})
    asked = client.settled()["questions"]
    assert asked
    given = {question["key"]: question["proposal"] for question in asked}
    assert client.ask("/api/answers", {"answers": given})[0].status == 202
    assert client.settled()["questions"] == []
    rules = (office / "profile.toml").read_text("utf-8")
    (office / "profile.toml").write_text(
        rules.replace("3", "1"), "utf-8"
    )  # they change their rules
    client.ask("/api/watch", {"path": ""})
    client.settled()
    client.ask("/api/watch", {"path": str(office)})
    assert client.settled()["questions"] == []  # what was answered is not asked again
    assert desk.room.work.profile.display.money_places == 1
    assert not desk.room.work.report.figures["fai.period.completed"].is_absent


def test_another_folder_of_the_users_choice(client, desk, tmp_path):
    assert client.ask("/api/folder", {"path": str(tmp_path / "另一处")})[0].status == 202
    client.send(NAME, LEDGER)
    client.settled()
    assert (tmp_path / "另一处" / "收到的表" / NAME).is_file()
    answer, data = client.ask("/api/folder", {"path": "相对的"})
    assert answer.status == 400
    assert "完整" in json.loads(data)["error"]


def test_period_is_changed_and_a_wrong_one_is_refused_by_a_sentence(client):
    client.send("台账.xlsx", example_path().read_bytes())
    client.settled()
    client.ask("/api/period", {"period": "2022年上半年"})
    assert client.settled()["report"]["title"].endswith("上半年")
    client.ask("/api/period", {"period": "不久"})
    assert client.settled()["error"]


# -- bad input -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "words"),
    [("照片.png", "png"), ("台账.xlsb", "xlsx"), ("程序.exe", "收"), ("台账", "收")],
)
def test_a_wrong_kind_of_file_is_said_and_not_kept(client, desk, name, words):
    answer, data = client.send(name, b"x")
    assert answer.status == 415
    assert words in json.loads(data)["error"]
    assert desk.room.files(files.DroppedAs.LEDGER) == []


def test_a_file_that_only_looks_right_is_told_by_the_reader(client):
    client.send("台账.xlsx", b"no workbook at all")
    state = client.settled()
    assert "台账.xlsx" in state["error"]
    assert state["report"] is None


def test_lock_files_and_names_of_folders(client, desk):
    answer, data = client.send("~$台账.xlsx", b"x")
    assert (answer.status, "临时文件" in json.loads(data)["error"]) == (415, True)
    client.send("../../外面/台账.xlsx", example_path().read_bytes())
    assert [path.name for path in desk.room.files(files.DroppedAs.LEDGER)] == ["台账.xlsx"]
    for name in ("con.xlsx", "..", "", "~$a.docx"):
        with pytest.raises(RefusedError):
            safe_name(name)
    assert safe_name('a<b>:"c".xlsx') == "a_b___c_.xlsx"
    assert len(safe_name("长" * 400 + ".xlsx")) < 130


def test_a_huge_file_is_refused_before_and_while_it_comes(client, desk, monkeypatch):
    monkeypatch.setattr(files, "LARGEST", 1000)
    answer, _ = client.ask(f"/api/files?name={quote(NAME)}", b"x" * 2000)
    assert answer.status == 413
    connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=30)
    connection.request(
        "POST", f"/api/files?name={quote(NAME)}", iter([b"x" * 600] * 3),
        {"Cookie": client.cookie, "X-Investtrack": "desk"}, encode_chunked=True,
    )  # fmt: skip
    assert connection.getresponse().status == 413
    connection.close()
    assert not list(desk.room.place(files.DroppedAs.LEDGER).glob("*"))
    assert not list(desk.room.place(files.DroppedAs.LEDGER).glob(".*"))


def test_an_empty_file_is_said(client):
    answer, data = client.send(NAME, b"")
    assert (answer.status, json.loads(data)["error"]) == (400, "这个文件是空的")


def test_a_browser_closed_in_the_middle_leaves_nothing_and_the_desk_goes_on(client, desk):
    opened = socket.create_connection(("127.0.0.1", client.port))
    head = (
        f"POST /api/files?name={quote(NAME)} HTTP/1.1\r\nHost: 127.0.0.1:{client.port}\r\n"
        f"Cookie: {client.cookie}\r\nX-Investtrack: desk\r\nContent-Length: 100000\r\n\r\n"
    )
    opened.sendall(head.encode() + b"half of it")
    folder = desk.room.place(files.DroppedAs.LEDGER)
    end = time.monotonic() + 10
    while not list(folder.glob(".*.part")) and time.monotonic() < end:
        time.sleep(0.01)
    opened.close()
    while list(folder.glob(".*.part")) and time.monotonic() < end:
        time.sleep(0.01)
    assert not list(folder.iterdir())
    client.send(NAME, LEDGER)
    assert client.settled()["report"] is not None


def test_files_of_one_name_are_all_kept(tmp_path):
    (tmp_path / "台账.xlsx").touch()
    assert free_place(tmp_path, "台账.xlsx").name == "台账（2）.xlsx"


def test_a_desk_opened_again_has_what_was_there(client, desk, tmp_path):
    client.send(NAME, LEDGER)
    client.settled()
    again, thread = start(desk.room.folder)
    try:
        assert Client(again).settled()["report"]["projects"] == 3
    finally:
        again.stop()
        thread.join(20)


def test_two_windows_see_the_same(client):
    client.send(NAME, LEDGER)
    assert Client(client.desk).settled()["files"] == client.settled()["files"]


def test_a_port_that_is_taken_is_said(desk, capsys):
    port = desk._socket.getsockname()[1]
    assert main(["desk", "--port", str(port), "--no-browser"]) == 2
    assert "端口" in capsys.readouterr().err
    assert main(["desk", "--port", "80"]) == 2
    assert "1024" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("path", "status"), [("/api/state", 403), ("/", 403), ("/desk.js", 403), ("/?token=wrong", 403)]
)
def test_without_the_token_nothing_is_served(client, path, status):
    answer, data = client.ask(path, cookie=False)
    assert answer.status == status
    assert "口令" in data.decode()


def test_the_token_becomes_a_cookie_and_leaves_the_address(client):
    answer, _ = client.ask(f"/?token={client.token}", cookie=False)
    assert (answer.status, answer.getheader("location")) == (303, "/")
    cookie = answer.getheader("set-cookie")
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    answer, data = client.ask("/")
    assert (answer.status, "投资台账" in data.decode()) == (200, True)
    assert "default-src 'none'" in answer.getheader("content-security-policy")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "localhost:1"])
def test_another_name_for_this_machine_is_refused(client, host):
    answer, _ = client.ask("/api/state", Host=host)
    assert answer.status == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"X_Investtrack": ""},
    ],
)
def test_another_sites_page_cannot_post(client, desk, headers):
    answer, _ = client.ask(f"/api/files?name={quote(NAME)}", LEDGER, **headers)
    assert answer.status == 403
    assert desk.room.files(files.DroppedAs.LEDGER) == []


def test_paths_that_are_none_and_bodies_that_are_none(client):
    for path in ("/etc/passwd", "/../secret", "/static/desk.js", "/api/none"):
        assert client.ask(path)[0].status == 404
    assert client.ask(f"/api/output?name={quote('../本县.toml')}")[0].status == 404
    assert client.ask("/api/sheet?file=..%2f本县.toml&sheet=x".replace("本县", quote("本县")))[
        0
    ].status in {404, 409}
    assert client.ask("/api/answers", b"not json")[0].status == 400
    assert client.ask("/api/answers", b"[1]")[0].status == 400
    assert client.ask("/api/folder", {"path": 3})[0].status == 400
    assert client.ask("/api/answers", b"x" * 300_000)[0].status == 413
    assert client.ask("/api/write", {})[0].status == 409
    assert client.ask("/api/state", {}, method="DELETE")[0].status == 405


def test_an_answer_that_is_none_of_the_choices_is_said(client):
    client.send(NAME, LEDGER)
    client.settled()
    client.ask("/api/answers", {"answers": {"library": "perhaps"}})
    assert "不在可选之列" in client.settled()["error"]


def test_quit_ends_the_desk(client, desk):
    assert client.ask("/api/quit", {})[0].status == 202
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            client.ask("/api/state")
        except OSError:
            return
        time.sleep(0.05)
    pytest.fail("it still serves")


def test_nothing_that_is_written_or_answered_holds_the_token(client):
    client.send(NAME, LEDGER)
    client.settled()
    client.ask("/api/answers", {"answers": {"library": "all", "cumulative": "since-start"}})
    client.settled()
    client.ask("/api/write", {})
    client.settled()
    token = client.token.encode()
    files = [path for path in client.desk.room.folder.rglob("*") if path.is_file()]
    assert any(path.suffix == ".docx" for path in files)
    for path in files:
        assert token not in path.read_bytes(), path.name
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                assert not [part for part in archive.namelist() if token in archive.read(part)]
    for asked in ("/api/state", "/api/findings", "/api/figures", "/"):
        assert token not in client.ask(asked)[1]
