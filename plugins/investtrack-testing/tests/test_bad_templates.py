"""Exporters that fill templates: some let a template out."""

import jinja2
import pytest
from jinja2.sandbox import SandboxedEnvironment

from investtrack import SourceError
from investtrack.plugin import Exporter
from investtrack_testing import check_exporter, promises


class Filling(Exporter):
    name = "filling"
    label = "套用模板"
    suffix = ".txt"
    takes_template = True

    def fill(self, text, report):
        return text

    def export(self, report, stream, template=None):
        try:
            text = template.read_text(encoding="utf-8") if template else "没有模板"
        except (OSError, UnicodeDecodeError) as error:
            raise SourceError(template, "这不是可用的模板") from error
        stream.write(self.fill(text, report).encode())


def write(path, text):
    path.write_text(text, encoding="utf-8")


class Jinja(Filling):
    make = staticmethod(SandboxedEnvironment)

    def fill(self, text, report):
        try:
            return self.make().from_string(text).render(report=report)
        except (jinja2.TemplateError, jinja2.exceptions.SecurityError, TypeError) as error:
            raise SourceError("模板", f"模板有误：{error}") from error


class Unguarded(Jinja):
    make = staticmethod(jinja2.Environment)


class Reading(Jinja):
    @staticmethod
    def make():
        return SandboxedEnvironment(loader=jinja2.FileSystemLoader("/"))


class Formatting(Filling):
    def fill(self, text, report):
        try:
            return text.format("", report=report)
        except (KeyError, IndexError, ValueError, AttributeError, TypeError) as error:
            raise SourceError("模板", f"模板有误：{error}") from error


class Crashing(Jinja):
    def fill(self, text, report):
        return self.make().from_string(text).render(report=report)


@pytest.mark.parametrize("good", [Filling(), Jinja()], ids=["as text", "sandboxed"])
def test_a_good_one_passes(good):
    check_exporter(good, write_template=write)


@pytest.mark.parametrize("bad", [Unguarded(), Reading(), Formatting(), Crashing()], ids=lambda b: type(b).__name__)  # fmt: skip
def test_a_template_that_gets_out_is_caught(bad):
    with pytest.raises(promises.BrokenPromiseError) as caught:
        check_exporter(bad, write_template=write)
    assert caught.value.promise is promises.TEMPLATE_SANDBOXED


class Anything(Filling):
    def export(self, report, stream, template=None):
        stream.write(b"whatever")


class English(Filling):
    def export(self, report, stream, template=None):
        try:
            super().export(report, stream, template)
        except SourceError as error:
            raise SourceError(template, "bad template") from error


class Raising(Filling):
    def export(self, report, stream, template=None):
        stream.write(template.read_text(encoding="utf-8").encode() if template else b"-")


@pytest.mark.parametrize("bad", [Anything(), English(), Raising()], ids=lambda b: type(b).__name__)
def test_what_is_no_template_must_be_refused(bad):
    with pytest.raises(promises.BrokenPromiseError) as caught:
        check_exporter(bad, write_template=write)
    assert caught.value.promise is promises.TEMPLATE_REFUSED
