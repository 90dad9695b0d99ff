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
    )
)  # fmt: skip
