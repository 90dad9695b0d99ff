"""What the forms have to say that nothing else does."""

from __future__ import annotations

from investtrack.findings import Catalogue, FindingKind, Grade


FINDINGS = Catalogue(
    (
        FindingKind(
            code="form-note", grade=Grade.NOTE, title="填表说明",
            meaning="what is to be said of a filled form: records left out, formulas that cannot follow moved rows",
            message="{text}",
        ),
        FindingKind(
            code="form-asks-nothing", grade=Grade.ERROR, title="表里没有可填的格",
            meaning="a form without placeholders, and without a declaration beside it: it is as it was",
            message="{text}", mend="在表里写占位符（如 {{{{ fai.period.expected }}}}），或给一份与表同名的 toml 说明",
        ),
    )
)  # fmt: skip
