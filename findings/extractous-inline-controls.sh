#!/usr/bin/env bash
# extractous 0.3.0 (Apache Tika as a native library): a Word document with one content control inside a sentence (w:sdt within w:p),
# as Word itself writes them, cannot be read at all: TIKA-198, Illegal IOException. Without the control its text comes whole.
# Guessed: the text, as Tika on a Java machine gives it.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check extractous==0.3.0 python-docx==1.2.0
cd "$work"
cat >seen.py <<'PY'
from docx import Document
from docx.oxml import parse_xml
from extractous import Extractor

W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
CONTROL = '<w:sdt xmlns:w="{}"><w:sdtPr><w:tag w:val="x"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
RUN = '<w:r><w:t>8.03亿元</w:t></w:r>'
for name, xml in (('without', RUN.replace('<w:r>', f'<w:r xmlns:w="{W}">')), ('with', CONTROL.format(W, RUN))):
    document = Document()
    paragraph = document.add_paragraph('完成投资')
    paragraph._p.append(parse_xml(xml))
    document.save(f'{name}.docx')
    try:
        print(name, Extractor().extract_file_to_string(f'{name}.docx')[0].strip())
    except Exception as error:
        print(name, 'TIKA-198' if 'TIKA-198' in str(error) else error)
PY
cat >expected <<'TEXT'
without 完成投资8.03亿元
with TIKA-198
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
