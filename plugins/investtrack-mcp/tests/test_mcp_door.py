"""The door as an agent uses it: through the package's own client, which is imported by whoever runs these tests only."""

import json
import sys

import pytest

from investtrack.cli.demo import example_path
from investtrack.cli.main import main


TOOLS = {"list_files", "check", "metrics", "explain", "audit", "verify", "compare"}


@pytest.fixture
def folder(tmp_path):
    inside = tmp_path / "台账"
    inside.mkdir()
    (inside / "三月.xlsx").write_bytes(example_path().read_bytes())
    (inside / "文稿.txt").write_text("全县项目30个，其中新建10个、续建21个。", encoding="utf-8")
    (tmp_path / "外面.xlsx").write_bytes(example_path().read_bytes())
    return inside


def asked(server, ask):
    """Return what *ask* gets of a client of *server*."""
    import anyio
    from mcp import Client

    async def run():
        async with Client(server) as client:
            return await ask(client)

    return anyio.run(run)


def served(folder, ask):
    from investtrack_mcp.server import make_server

    return asked(make_server(folder), ask)


def call(folder, name, **given):
    return served(folder, lambda client: client.call_tool(name, given))


def told(answer):
    assert not answer.is_error, answer.content
    return answer.structured_content


def refused(answer):
    assert answer.is_error
    return answer.content[0].text


def test_every_tool_reads_and_says_so(folder):
    async def ask(client):
        return (await client.list_tools()).tools, client.instructions

    tools, about = served(folder, ask)
    assert {tool.name for tool in tools} == TOOLS
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)
    assert "只读" in about


def test_figures_are_those_of_the_command_line(folder, capsys):
    main(["metrics", str(folder / "三月.xlsx"), "--json"])
    wanted = json.loads(capsys.readouterr().out)
    found = told(call(folder, "metrics", sources=["三月.xlsx"]))
    assert found["figures"] == wanted["figures"]
    some = told(call(folder, "metrics", sources=["三月.xlsx"], prefix="entry."))
    assert set(some["figures"]) == {key for key in wanted["figures"] if key.startswith("entry.")}
    assert isinstance(some["figures"]["entry.planned.investment"]["value"], str)


def test_a_figure_leads_to_its_cells(folder):
    found = told(call(folder, "explain", sources=["三月.xlsx"], figure="本期预计完成固定资产投资"))
    assert found["id"] == "fai.period.expected"
    assert found["contributions"][0]["cells"][0]["file"] == "三月.xlsx"
    assert "有" in refused(call(folder, "explain", sources=["三月.xlsx"], figure="不存在的指标"))


def test_findings_by_grade(folder):
    every = told(call(folder, "check", sources=["三月.xlsx"]))["findings"]
    notes = told(call(folder, "check", sources=["三月.xlsx"], grade="note"))["findings"]
    assert notes == [finding for finding in every if finding["grade"] == "note"]


def test_a_document_and_an_edited_report(folder, tmp_path):
    assert told(call(folder, "audit", file="文稿.txt"))["status"] == 1  # 10 + 21 are not 30
    main(["export", str(folder / "三月.xlsx"), "--to", "word", "-o", str(folder / "汇报.docx")])
    found = told(call(folder, "verify", report="汇报.docx", sources=["三月.xlsx"]))
    assert found["status"] == 0
    same = told(call(folder, "compare", old="三月.xlsx", new="三月.xlsx"))
    assert same["status"] == 0


@pytest.mark.parametrize(
    "path",
    [
        "../外面.xlsx",
        "",
        "没有.xlsx",
        "三月.xlsx/../../外面.xlsx",
        "/etc/passwd",
        "a\0b",
        "x" * 5000,
    ],
)
def test_what_is_not_in_the_folder_is_not_read(folder, path):
    assert refused(call(folder, "metrics", sources=[path]))


def test_links_that_lead_out_are_not_followed(folder, tmp_path):
    (folder / "链接.xlsx").symlink_to(tmp_path / "外面.xlsx")
    assert "不在允许" in refused(call(folder, "metrics", sources=["链接.xlsx"]))
    assert "外面" in refused(call(folder, "metrics", sources=["."]))


def test_flags_cannot_be_smuggled_in(folder):
    before = sorted(path.name for path in folder.iterdir())
    assert refused(call(folder, "check", sources=["-o"]))
    assert refused(call(folder, "metrics", sources=["三月.xlsx"], period="不久"))
    assert refused(call(folder, "metrics", sources=["三月.xlsx"], profile="../外面.toml"))
    assert refused(call(folder, "metrics", sources=["三月.xlsx"], profile="没有的配置"))
    assert sorted(path.name for path in folder.iterdir()) == before


def test_where_the_folder_lies_is_not_told(folder):
    (folder / "坏.xlsx").write_bytes(b"no workbook")
    said = refused(call(folder, "metrics", sources=["坏.xlsx"]))
    assert "坏.xlsx" in said
    assert str(folder) not in said


def test_no_ledger_at_all(folder):
    assert refused(call(folder, "metrics", sources=[]))


def test_over_standard_input_and_output(folder):
    from mcp import StdioServerParameters

    server = StdioServerParameters(
        command=sys.executable, args=["-m", "investtrack", "mcp", "--folder", str(folder)]
    )
    answer = asked(server, lambda client: client.call_tool("list_files", {}))
    assert told(answer)["files"] == ["三月.xlsx", "文稿.txt"]


def test_a_folder_that_is_none(tmp_path, capsys):
    assert main(["mcp", "--folder", str(tmp_path / "没有")]) == 2
    assert "没有这个文件夹" in capsys.readouterr().err
