#!/usr/bin/env bash
# docxtpl 0.20.2: in a tag of the template the Chinese quotation marks “ ” are made into ", those of a name of the ledger too:
# {% if 类别 == '“两重”项目' %} is never true, and with "…" around it the template is a syntax error. Jinja2 alone keeps them.
# Guessed: a string of the template is the string that was written.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check docxtpl==0.20.2 python-docx==1.2.0 jinja2==3.1.6
cd "$work"
cat >seen.py <<'PY'
import docx
import jinja2
from docxtpl import DocxTemplate

SINGLE = "{% if 类别 == '“两重”项目' %}两重{% else %}其他{% endif %}"
DOUBLE = '{% if 类别 == "“两重”项目" %}两重{% else %}其他{% endif %}'
project = {'类别': '“两重”项目'}
for template in (SINGLE, DOUBLE):
    print('jinja2', jinja2.Template(template).render(project))
    paper = docx.Document()
    paper.add_paragraph(template)
    paper.save('template.docx')
    try:
        made = DocxTemplate('template.docx')
        made.render(project)
        print('docxtpl', made.docx.paragraphs[0].text)
    except jinja2.TemplateSyntaxError as error:
        print('docxtpl', error)
PY
cat >expected <<'TEXT'
jinja2 两重
docxtpl 其他
jinja2 两重
docxtpl expected token 'end of statement block', got '两重'
TEXT
PYTHONIOENCODING=utf-8 "$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
