#!/usr/bin/env bash
# docx2python 3.7.1: a document that has no link, and so does not declare the prefix r of relationships, cannot be read: KeyError
# 'r'. The prefix is needed nowhere else; python-docx reads the same file, and reads it the same with the prefix declared.
# Guessed: a declaration that nothing uses changes nothing.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check docx2python==3.7.1 python-docx==1.2.0
cd "$work"
cat >seen.py <<'PY'
import zipfile

import docx
from docx2python import docx2python

main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
package = 'http://schemas.openxmlformats.org/package/2006'
kind = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
for name, more in (('without', ''), ('with', f' xmlns:r="{office}"')):
    with zipfile.ZipFile(f'{name}.docx', 'w') as file:
        file.writestr(
            '[Content_Types].xml',
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            f'relationships+xml"/><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        )
        file.writestr(
            '_rels/.rels',
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        file.writestr(
            'word/document.xml',
            f'<w:document xmlns:w="{main}"{more}><w:body><w:p><w:r><w:t>完成投资</w:t></w:r><w:r><w:t>8.03亿元。</w:t></w:r></w:p>'
            '</w:body></w:document>',
        )
    print(name, docx.Document(f'{name}.docx').paragraphs[0].text)
    try:
        with docx2python(f'{name}.docx') as content:
            print(name, content.text)
    except Exception as error:
        print(name, repr(error))
PY
cat >expected <<'TEXT'
without 完成投资8.03亿元。
without KeyError('r')
with 完成投资8.03亿元。
with 完成投资8.03亿元。
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
