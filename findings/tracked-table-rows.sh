#!/usr/bin/env bash
# pandoc 3 as pypandoc_binary 1.17 has it, and docx-revisions 0.1.5: of a table's row that was deleted with changes tracked an empty row
# stays when the changes are accepted, and of a row that was inserted when they are rejected; docx-revisions leaves the mark of the deletion
# in the document as well, though all is accepted. mammoth 1.13.0 leaves the row away.
# Guessed: the table without the row, as Word and WPS show it.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check \
    mammoth==1.13.0 pypandoc_binary==1.17 docx-revisions==0.1.5 python-docx==1.2.0
cd "$work"
cat >seen.py <<'PY'
import docx
import mammoth
import pypandoc
from docx.oxml import parse_xml
from docx_revisions import RevisionDocument

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BY = f'{W} w:author="审核" w:date="2026-04-01T00:00:00Z"'


def track(row, change, number):
    row._tr.get_or_add_trPr().append(parse_xml(f'<w:{change} {BY} w:id="{number}"/>'))
    for cell in row.cells:
        run = cell.paragraphs[0].runs[0]._r
        changed = parse_xml(f'<w:{change} {BY} w:id="{number + 1}"/>')
        run.addprevious(changed)
        changed.append(run)
        if change == 'del':
            text = run.find('{*}t')
            text.tag = text.tag.replace('}t', '}delText')


def rows(file):
    return [[cell.text for cell in row.cells] for row in docx.Document(file).tables[0].rows]


paper = docx.Document()
table = paper.add_table(3, 2)
for row, texts in zip(table.rows, [('甲项目', '3.5'), ('乙项目', '1.2'), ('丙项目', '0.8')]):
    row.cells[0].text, row.cells[1].text = texts
track(table.rows[1], 'del', 10)
track(table.rows[2], 'ins', 20)
paper.save('tracked.docx')
for way in ('accept', 'reject'):
    html = pypandoc.convert_file('tracked.docx', 'html', extra_args=[f'--track-changes={way}'])
    print('pandoc', way, html.count('<tr'), 'rows', html.count('项目'), 'projects')
    both = RevisionDocument('tracked.docx')
    both.accept_all() if way == 'accept' else both.reject_all()
    both.save(f'{way}.docx')
    print('docx-revisions', way, rows(f'{way}.docx'))
    trPr = docx.Document(f'{way}.docx').tables[0].rows[1]._tr.trPr
    print('marks of the deletion:', len(trPr.findall('{*}del')))
with open('tracked.docx', 'rb') as file:
    print('mammoth', mammoth.convert_to_html(file).value.count('<tr'), 'rows')
PY
cat >expected <<'TEXT'
pandoc accept 3 rows 2 projects
docx-revisions accept [['甲项目', '3.5'], ['', ''], ['丙项目', '0.8']]
marks of the deletion: 1
pandoc reject 3 rows 2 projects
docx-revisions reject [['甲项目', '3.5'], ['乙项目', '1.2'], ['', '']]
marks of the deletion: 1
mammoth 2 rows
TEXT
PYTHONIOENCODING=utf-8 "$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
