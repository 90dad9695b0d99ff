#!/usr/bin/env bash
# python-calamine 0.9.1 (calamine, the Rust reader): an OpenDocument spreadsheet is the same with white space between its
# elements, and tools that print XML readably write it so. The reader takes the plain one and refuses the indented one.
# Guessed: both give the same cells.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check python-calamine==0.9.1
cd "$work"
cat >seen.py <<'PY'
import zipfile
from xml.dom import minidom

from python_calamine import CalamineWorkbook

OPEN = 'urn:oasis:names:tc:opendocument:xmlns:'
CONTENT = (
    f'<office:document-content xmlns:office="{OPEN}office:1.0" xmlns:table="{OPEN}table:1.0" xmlns:text="{OPEN}text:1.0"'
    ' office:version="1.2"><office:body><office:spreadsheet><table:table table:name="A"><table:table-row><table:table-cell'
    ' office:value-type="string"><text:p>项目名称</text:p></table:table-cell></table:table-row></table:table>'
    '</office:spreadsheet></office:body></office:document-content>'
)
KIND = 'application/vnd.oasis.opendocument.spreadsheet'
MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{OPEN}manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{KIND}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
for name, text in (('plain', CONTENT), ('indented', minidom.parseString(CONTENT).toprettyxml())):
    with zipfile.ZipFile(f'{name}.ods', 'w') as archive:
        archive.writestr('mimetype', KIND)
        archive.writestr('content.xml', text)
        archive.writestr('META-INF/manifest.xml', MANIFEST)
    try:
        print(name, CalamineWorkbook.from_path(f'{name}.ods').get_sheet_by_index(0).to_python())
    except Exception as error:
        print(name, type(error).__name__, str(error).split(',')[0])
PY
cat >expected <<'TEXT'
plain [['项目名称']]
indented CalamineError Expecting 'table-cell'
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
