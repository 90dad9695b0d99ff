#!/usr/bin/env bash
# openpyxl 3.1.5: a workbook that Excel saved as 'Strict Open XML' (ISO/IEC 29500 Strict: other namespaces, the same content)
# opens without an error, as a workbook that has no sheet.
# Guessed: its sheets, or an error that names the format.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check openpyxl==3.1.5
cd "$work"
cat >seen.py <<'PY'
import warnings
import zipfile

import openpyxl

book = openpyxl.Workbook()
book.active['A1'] = '项目名称'
book.save('transitional.xlsx')
STRICT = {
    b'http://schemas.openxmlformats.org/spreadsheetml/2006/main': b'http://purl.oclc.org/ooxml/spreadsheetml/main',
    b'http://schemas.openxmlformats.org/officeDocument/2006/relationships': b'http://purl.oclc.org/ooxml/officeDocument/relationships',
}
with zipfile.ZipFile('transitional.xlsx') as one, zipfile.ZipFile('strict.xlsx', 'w') as other:
    for name in one.namelist():
        data = one.read(name)
        for old, new in STRICT.items():
            data = data.replace(old, new)
        other.writestr(name, data)
for name in ('transitional', 'strict'):
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter('always')
        book = openpyxl.load_workbook(f'{name}.xlsx')
    print(name, book.sheetnames, [str(item.message) for item in said])
PY
cat >expected <<'TEXT'
transitional ['Sheet'] []
strict [] ['File contains an invalid specification for 0. This will be removed']
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
