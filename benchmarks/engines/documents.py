"""Word documents read by each engine: how many printed figures stand in their own sentence."""

from collections.abc import Callable
from pathlib import Path
import re
import shutil
import zipfile

from lxml import etree
from tools import HOME, MissingError, Tools


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BEFORE, _AFTER = 8, 4
_NOISE = re.compile(r"[\s\\*_|#>`]+")
"""What converters put between and around texts."""


def squeezed(text: str) -> str:
    """Return *text* without blanks and marks of Markdown."""
    return _NOISE.sub("", text)


def printed_figures(path: Path) -> list[str]:
    """Return each figure of a working copy with the words before and after it in its paragraph."""
    with zipfile.ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    found = []
    for paragraph in body.iter(f"{W}p"):
        if next(paragraph.iter(f"{W}txbxContent"), None) is not None:
            continue  # its own paragraphs are met by themselves
        text, places = "", []
        for element in paragraph.iter(f"{W}t", f"{W}sdt"):
            if element.tag == f"{W}t":
                text += element.text or ""
            elif element.find(f"{W}sdtPr/{W}tag") is not None:
                inner = "".join(piece.text or "" for piece in element.iter(f"{W}t"))
                places.append((len(text), len(text) + len(inner)))
        found += [
            squeezed(text[max(0, start - _BEFORE) : end + _AFTER])
            for start, end in places
            if end > start
        ]
    return found


def counted(figures: list[str], text: str) -> dict[str, int]:
    """Return how many figures stand in *text* with their own words around them."""
    whole = squeezed(text)
    return {"figures": len(figures), "right": sum(one in whole for one in figures)}


def _python_docx(path: Path, _: Path, tools: Tools) -> str:
    code = (
        "import sys, docx\n"
        "document = docx.Document(sys.argv[1])\n"
        "print('\\n'.join(one.text for one in document.paragraphs))\n"
        "cells = (cell for table in document.tables for row in table.rows for cell in row.cells)\n"
        "print('\\n'.join(one.text for cell in cells for one in cell.paragraphs))\n"
    )
    return tools.python(code, str(path))


def _mammoth(path: Path, _: Path, tools: Tools) -> str:
    return tools.python(
        "import sys, mammoth\nprint(mammoth.extract_raw_text(open(sys.argv[1], 'rb')).value)\n",
        str(path),
    )


def _markitdown(path: Path, _: Path, tools: Tools) -> str:
    return tools.python(
        "import sys, markitdown\nprint(markitdown.MarkItDown().convert(sys.argv[1]).text_content)\n",
        str(path),
    )


def _docx2txt(path: Path, _: Path, tools: Tools) -> str:
    return tools.python("import sys, docx2txt\nprint(docx2txt.process(sys.argv[1]))\n", str(path))


def _docx2python(path: Path, _: Path, tools: Tools) -> str:
    return tools.python(
        "import sys\nfrom docx2python import docx2python\nprint(docx2python(sys.argv[1]).text)\n",
        str(path),
    )


def _docx2md(path: Path, folder: Path, tools: Tools) -> str:
    target = folder / "docx2md.md"
    tools.python(
        "import sys, runpy\nsys.argv = ['docx2md', *sys.argv[1:]]\nrunpy.run_module('docx2md', run_name='__main__')\n",
        str(path),
        str(target),
    )
    return target.read_text("utf-8")


def _docx_parser(path: Path, _: Path, tools: Tools) -> str:
    return tools.python(
        "import sys\nfrom docx_parser import DocumentParser\n"
        "for kind, item in DocumentParser(sys.argv[1]).parse():\n    print(item)\n",
        str(path),
    )


def _docx_parser_converter(path: Path, _: Path, tools: Tools) -> str:
    return tools.python(
        "import sys\n"
        "from docx_parser_converter.docx_parsers.utils import read_binary_from_file_path\n"
        "from docx_parser_converter.docx_to_txt.docx_to_txt_converter import DocxToTxtConverter\n"
        "print(DocxToTxtConverter(read_binary_from_file_path(sys.argv[1])).convert_to_txt())\n",
        str(path),
    )


def _extractous(path: Path, _: Path, tools: Tools) -> str:
    try:
        return tools.python(
            "import sys\nfrom extractous import Extractor\nprint(Extractor().extract_file_to_string(sys.argv[1])[0])\n",
            str(path),
        )
    except (
        RuntimeError
    ):  # Tika refuses a document with a control within a sentence: nothing is read
        return ""


def _pandoc(path: Path, _: Path, tools: Tools) -> str:
    return tools.run(["pandoc", "-f", "docx", "-t", "plain", "--wrap=none", str(path)])


def _abiword(path: Path, folder: Path, tools: Tools) -> str:
    target = folder / "abiword.txt"
    tools.run(["abiword", "--to=txt", f"--to-name={target}", str(path)])
    return target.read_text("utf-8", "replace")


def _libreoffice(path: Path, folder: Path, tools: Tools) -> str:
    profile = (folder / "profile-writer").as_uri()
    tools.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "txt:Text (encoded):UTF8",
         "--outdir", str(folder), str(path)]
    )  # fmt: skip
    return (folder / f"{path.stem}.txt").read_text("utf-8", "replace")


_PAGE = """<!doctype html><meta charset="utf-8"><div id="page"></div>
<script src="node_modules/jszip/dist/jszip.min.js"></script>
<script src="node_modules/docx-preview/dist/docx-preview.min.js"></script>"""
_SHOW = """async (data) => {
  const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
  await docx.renderAsync(bytes, document.getElementById("page"));
  return document.getElementById("page").textContent;
}"""


def _docx_preview(path: Path, _: Path, __: Tools) -> str:
    from base64 import b64encode

    from playwright.sync_api import sync_playwright

    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    if browser_path is None or not (HOME / "node_modules" / "docx-preview").is_dir():
        raise MissingError("chromium, docx-preview")
    page_file = HOME / "preview.html"
    page_file.write_text(_PAGE, "utf-8")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path, chromium_sandbox=False)
        page = browser.new_page()
        page.goto(page_file.as_uri())
        text: str = page.evaluate(_SHOW, b64encode(path.read_bytes()).decode())
        browser.close()
    return text


READERS: dict[str, Callable[[Path, Path, Tools], str]] = {
    "LibreOffice": _libreoffice,
    "docx-preview": _docx_preview,
    "pandoc": _pandoc,
    "mammoth": _mammoth,
    "markitdown": _markitdown,
    "AbiWord": _abiword,
    "docx2txt": _docx2txt,
    "docx2python": _docx2python,
    "docx_parser": _docx_parser,
    "docx2md": _docx2md,
    "docx-parser-converter": _docx_parser_converter,
    "extractous (Tika)": _extractous,
    "python-docx": _python_docx,
}
