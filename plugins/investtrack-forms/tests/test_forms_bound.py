"""Controls with data of their own: what a program shows in place of the text is what was filled in."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree

from investtrack import ledger_to_json
from investtrack.cli.main import main
from investtrack_forms.fill import fill_form
from investtrack_ooxml.document.bound_controls import unlike_data
from investtrack_ooxml.document.opening import open_document
from investtrack_testing import sample_ledger, sample_report
from investtrack_word.exporter import WordCleanExporter, WordExporter


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CORE = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
CUSTOM = "{88888888-2222-3333-4444-555555555555}"
STORE = '<a:r xmlns:a="urn:x"><a:m>上期7.00亿元</a:m><a:d at="旧">2021-03-31T00:00:00</a:d><a:n>旧</a:n></a:r>'
TITLE = (
    "xmlns:ns0='http://purl.org/dc/elements/1.1/' "
    "xmlns:ns1='http://schemas.openxmlformats.org/package/2006/metadata/core-properties'"
)


def binding(path, store=CUSTOM, prefixes="xmlns:a='urn:x'"):
    return (
        f'<w:dataBinding w:prefixMappings="{prefixes}" w:xpath="{path}" w:storeItemID="{store}"/>'
    )


def control(properties, text):
    return (
        f'<w:sdt xmlns:w="{W}"><w:sdtPr>{properties}</w:sdtPr><w:sdtContent><w:r><w:rPr><w:rStyle w:val="Hint"/></w:rPr>'
        f"<w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def form_with(path, *controls):
    """Save a document with one paragraph a control, and the custom XML that some are bound to."""
    document = docx.Document()
    style = document.styles.add_style("Placeholder Text", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
    style.element.set(f"{{{W}}}styleId", "Hint")
    document.core_properties.title = "上期"
    for each in controls:
        document.add_paragraph()._p.append(etree.fromstring(each))
    office, package = docx.opc.constants.RELATIONSHIP_TYPE, document.part.package
    item, about = (
        docx.opc.part.Part(docx.opc.packuri.PackURI(f"/customXml/{name}8.xml"), kind, data.encode(), package)
        for name, kind, data in (
            ("item", "application/xml", STORE),
            (
                "itemProps",
                "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
                f'<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" ds:itemID="{CUSTOM}"/>',
            ),
        )
    )  # fmt: skip
    item.relate_to(about, office.CUSTOM_XML_PROPS)
    document.part.relate_to(item, office.CUSTOM_XML)
    document.save(path)
    return path


@pytest.fixture
def filled(tmp_path):
    """Fill a form of some controls, and return its package, its controls' properties and the parts."""

    def make(*controls):
        made = fill_form(sample_report(), form_with(tmp_path / "表.docx", *controls))
        return opened(made.data)

    return make


def opened(data):
    package = open_document(Path("表.docx"), data)
    root = package.tree(package.main)
    assert list(unlike_data(package, [root])) == []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    return [
        e for e in root.iter(f"{{{W}}}sdtPr") if "#" not in etree.tostring(e, encoding="unicode")
    ], parts

    return Path("表.docx")


def has(properties, name):
    return properties.find(f"{{{W}}}{name}") is not None


def test_what_it_is_bound_to_says_what_was_filled(filled):
    (text, title), parts = filled(
        control(f"{binding('/a:r[1]/a:m[1]')}<w:text/>", "{{ fai.year.target }}"),
        control(f"{binding('/ns1:coreProperties[1]/ns0:title[1]', CORE, TITLE)}<w:text/>", "{{ 地区 }}汇报"),
    )  # fmt: skip
    assert has(text, "dataBinding")
    assert has(title, "dataBinding")
    assert "<a:m>30000</a:m>" in parts["customXml/item8.xml"]
    assert "样例县汇报</dc:title>" in parts["docProps/core.xml"]


def test_an_attribute_may_be_bound(filled):
    _, parts = filled(control(binding("/a:r/a:d/@at"), "{{ fai.year.target }}"))
    assert 'at="30000"' in parts["customXml/item8.xml"]


def test_a_date_beside_the_text_is_the_date_of_the_text(filled):
    date = '<w:date w:fullDate="2021-03-31T00:00:00Z"><w:dateFormat w:val="yyyy年M月d日"/><w:storeMappedDataAs w:val="dateTime"/></w:date>'
    (known, unknown), parts = filled(
        control(f"{binding('/a:r/a:d')}{date}", "{{ 截止日期 }}"),
        control(date, "{{ fai.year.target }}"),
    )
    assert known.find(f"{{{W}}}date").get(f"{{{W}}}fullDate") == "2022-03-20T00:00:00Z"
    assert ">2022-03-20T00:00:00</a:d>" in parts["customXml/item8.xml"]
    assert unknown.find(f"{{{W}}}date").get(f"{{{W}}}fullDate") is None


def test_a_prompt_is_none_once_it_is_filled(filled):
    (one, other), parts = filled(
        control("<w:showingPlcHdr/>", "{{ 地区 }}"), control("<w:showingPlcHdr/>", "单击此处")
    )
    assert not has(one, "showingPlcHdr")
    assert has(other, "showingPlcHdr")
    assert parts["word/document.xml"].count('<w:rStyle w:val="Hint"/>') == 1


def test_a_chosen_entry_is_that_of_the_text(filled):
    listed = '<w:dropDownList w:lastValue="0"><w:listItem w:displayText="样例县" w:value="7"/></w:dropDownList>'
    (found,), parts = filled(control(f"{binding('/a:r/a:n')}{listed}", "{{ 地区 }}"))
    assert found.find(f"{{{W}}}dropDownList").get(f"{{{W}}}lastValue") == "7"
    assert "<a:n>7</a:n>" in parts["customXml/item8.xml"]


def test_another_control_of_the_same_node_shows_the_same(filled):
    _, parts = filled(
        control(binding("/a:r/a:m"), "{{ fai.year.target }}"),
        control(binding("/a:r/a:m"), "上期7.00亿元"),
    )
    assert "上期7.00亿元" not in "".join(parts.values())


@pytest.mark.parametrize(
    "path", ["/a:r/a:none", "//a:m", "/a:r", "count(/a:r)", "/b:r/b:m", "/a:r/a:m[position()=1]"]
)
def test_a_binding_that_cannot_be_followed_is_dropped(path, filled):
    (found,), parts = filled(control(binding(path), "{{ fai.year.target }}"))
    assert not has(found, "dataBinding")
    assert parts["customXml/item8.xml"] == STORE


def test_two_texts_for_one_node_are_dropped(filled):
    found, parts = filled(
        control(binding("/a:r/a:m"), "{{ fai.year.target }}"),
        control(binding("/a:r/a:m"), "{{ 地区 }}"),
    )
    assert not any(has(each, "dataBinding") for each in found)
    assert parts["customXml/item8.xml"] == STORE


def test_what_is_not_filled_stays_bound_to_what_it_was(filled):
    (found, _), parts = filled(
        control(binding("/a:r/a:n"), "旧"), control(binding("/a:r/a:m"), "{{ fai.year.target }}")
    )
    assert has(found, "dataBinding")
    assert "<a:n>旧</a:n>" in parts["customXml/item8.xml"]


@pytest.mark.parametrize("exporter", [WordExporter, WordCleanExporter])
def test_a_template_is_no_other(exporter, tmp_path):
    date = '<w:date w:fullDate="2021-03-31T00:00:00Z"/>'
    template = form_with(
        tmp_path / "模板.docx",
        control(f"{binding('/a:r[1]/a:m[1]')}<w:text/>", "{{ fai.year.target | yi }}"),
        control(f"{binding('/ns1:coreProperties[1]/ns0:title[1]', CORE, TITLE)}<w:text/>", "{{ region }}汇报"),
        control(f"<w:showingPlcHdr/>{date}", "{{ as_of_date }}"),
        control("<w:showingPlcHdr/>", "单击此处"),
    )  # fmt: skip
    stream = io.BytesIO()
    exporter().export(sample_report(), stream, template)
    (_, _, day, prompt), parts = opened(stream.getvalue())
    assert "上期" not in "".join(
        text for name, text in parts.items() if name != "customXml/item8.xml"
    )
    assert "<a:m>3亿元</a:m>" in parts["customXml/item8.xml"]
    assert "样例县汇报</dc:title>" in parts["docProps/core.xml"]
    assert not has(day, "showingPlcHdr")
    assert day.find(f"{{{W}}}date").get(f"{{{W}}}fullDate") == "2022-03-20T00:00:00Z"
    assert has(prompt, "showingPlcHdr")


@pytest.mark.parametrize("verb", [["fill"], ["export", "--to", "form", "--template"]])
def test_a_form_that_asks_for_nothing_says_so(verb, tmp_path, capsys):
    ledger = tmp_path / "台账.json"
    ledger.write_text(ledger_to_json(sample_ledger()), encoding="utf-8")
    form = form_with(tmp_path / "空表.docx")
    call = (
        [*verb, str(form), str(ledger)]
        if verb == ["fill"]
        else [verb[0], str(ledger), *verb[1:], str(form)]
    )
    assert main([*call, "-o", str(tmp_path / "填好.docx")]) == 1
    assert "没有填任何格" in capsys.readouterr().out
