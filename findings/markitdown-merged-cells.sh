#!/usr/bin/env bash
# markitdown 0.1.9: in a Word table whose first column is merged over two rows (a bureau and its projects), the second row has one
# cell less in Markdown, and its amount stands under the heading of the project.
# Guessed: an empty cell, or the bureau once more, so that a column stays one.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check 'markitdown[docx]==0.1.9' python-docx==1.2.0
cd "$work"
cat >seen.py <<'PY'
import docx
from markitdown import MarkItDown

document = docx.Document()
table = document.add_table(0, 3)
for row in [('单位', '项目', '投资（亿元）'), ('县水务局', '水库', '3.2'), ('', '泵站', '1.1')]:
    for cell, text in zip(table.add_row().cells, row):
        cell.text = text
table.cell(1, 0).merge(table.cell(2, 0))
document.save('table.docx')
print(MarkItDown().convert('table.docx').text_content)
PY
cat >expected <<'TEXT'
|  |  |  |
| --- | --- | --- |
| 单位 | 项目 | 投资（亿元） |
| 县水务局 | 水库 | 3.2 |
| 泵站 | 1.1 |
TEXT
"$work/env/bin/python" seen.py >seen
cat seen
diff expected seen
