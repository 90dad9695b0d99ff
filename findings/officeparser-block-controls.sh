#!/usr/bin/env bash
# officeparser 7.8.0 (Node): of a document with content controls the text holds what stands in a control inside a sentence; a whole
# paragraph in a control, and a row of a table in one, are left out without a word, as WPS and Word write them for a part that repeats.
# Guessed: all of the text.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check python-docx==1.2.0
cd "$work"
"$work/env/bin/python" - <<'PY'
from docx import Document
from docx.oxml import parse_xml

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def control(content):
    return parse_xml(f'<w:sdt {SPACE}><w:sdtContent>{content}</w:sdtContent></w:sdt>')


def paragraph(text):
    return f'<w:p><w:r><w:t>{text}</w:t></w:r></w:p>'


document = Document()
sentence = document.add_paragraph('完成投资')
sentence._p.append(control('<w:r><w:t>6.43亿元</w:t></w:r>'))
sentence.add_run('。')
sentence._p.addnext(control(paragraph('占全年目标的40％。')))
table = document.add_table(1, 2)
table.cell(0, 0).text, table.cell(0, 1).text = '项目', '投资'
table._tbl.append(control(f'<w:tr><w:tc>{paragraph("甲桥")}</w:tc><w:tc>{paragraph("3.2亿元")}</w:tc></w:tr>'))
document.save('report.docx')
PY
npm init -y >/dev/null
npm install --silent --no-fund --no-audit officeparser@7.8.0 >/dev/null
cat >seen.js <<'JS'
require("officeparser").parseOffice("report.docx").then((parsed) => console.log(parsed.toText()));
JS
cat >expected <<'TEXT'
完成投资6.43亿元。
项目
投资
TEXT
node seen.js >seen
cat seen
diff -B expected seen
