"""Whatever an author writes is read or refused in words, never a traceback."""

from contextlib import suppress

from hypothesis import example, given
from hypothesis import strategies as st

from investtrack_forms.expressions.conditions import parse_condition
from investtrack_forms.expressions.directives import marker_in_comment, parse_marker
from investtrack_forms.expressions.syntax import FormSyntaxError, parse_text


TEXTS = st.text(
    alphabet="{}%[]()（）|｜,，.;；、=<>≥!&\"'“” \n甲项目台账总投资条件排序明细组sum合计12-",
    max_size=40,
)


@given(TEXTS)
@example("{{ 合计( }}")
@example("{{ a[[b]] }}")
def test_no_text_is_a_traceback(text):
    for read in (
        parse_text, parse_marker, lambda t: parse_marker(f"明细 项目台账；{t}"), lambda t: parse_text(f"{{{{{t}}}}}"),
        lambda t: parse_condition(t, "projects"), lambda t: marker_in_comment(f"明细 {t}"),
    ):  # fmt: skip
        with suppress(FormSyntaxError):
            read(text)
