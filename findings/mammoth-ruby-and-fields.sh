#!/usr/bin/env bash
# mammoth 1.13.0, and pandoc 3 as pypandoc_binary 1.17 has it: a name with its reading above (拼音指南, w:ruby) is gone altogether, the
# characters as well as the reading, and so is the number that a simple field (w:fldSimple, DOCPROPERTY) shows: 完成投资6.43亿元 becomes
# 完成投资亿元. docx2python 3.7.1 keeps both, the reading before the name.
# Guessed: the text that Word and WPS show and print.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check \
    mammoth==1.13.0 pypandoc_binary==1.17 docx2python==3.7.1 python-docx==1.2.0
cd "$work"
cat >seen.py <<'PY'
import docx
import mammoth
import pypandoc
from docx.oxml import parse_xml
from docx2python import docx2python

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
paper = docx.Document()
line = paper.add_paragraph("今年")
line._p.append(parse_xml(
    f"<w:r {W}><w:ruby><w:rt><w:r><w:t>yún xī</w:t></w:r></w:rt>"
    "<w:rubyBase><w:r><w:t>云溪</w:t></w:r></w:rubyBase></w:ruby></w:r>"))
line.add_run("县完成投资")
line._p.append(parse_xml(
    f'<w:fldSimple {W} w:instr=" DOCPROPERTY amount "><w:r><w:t>6.43</w:t></w:r></w:fldSimple>'))
line.add_run("亿元")
paper.save("a.docx")
with open("a.docx", "rb") as file:
    print("mammoth:", mammoth.extract_raw_text(file).value.strip())
print("pandoc:", pypandoc.convert_file("a.docx", "plain").strip())
print("docx2python:", docx2python("a.docx").text.strip())
PY
cat >expected <<'TEXT'
mammoth: 今年县完成投资亿元
pandoc: 今年县完成投资亿元
docx2python: 今年yún xī云溪县完成投资6.43亿元
TEXT
PYTHONIOENCODING=utf-8 "$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
