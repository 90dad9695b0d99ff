"""The exporter: report → Word document, through a template."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time
from importlib.resources import files
from pathlib import Path
from typing import Any, BinaryIO, ClassVar

from investtrack.errors import SourceError
from investtrack.model.profile import Profile
from investtrack.plugin import Exporter, Template
from investtrack.report import Report


_EPOCH = (2000, 1, 1, 0, 0, 0)


def packaged_template() -> bytes:
    """Return the template that comes with this distribution."""
    return files("investtrack_word").joinpath("template.docx").read_bytes()


class WordExporter(Exporter):
    """Writes the county report from a .docx template, rendered in a sandbox."""

    name: ClassVar[str] = "word"
    label: ClassVar[str] = "Word 汇报"
    suffix: ClassVar[str] = ".docx"
    takes_template: ClassVar[bool] = True
    in_report: ClassVar[bool] = True
    stem: ClassVar[str] = "工作汇报"

    def export(self, report: Report, stream: BinaryIO, template: Path | None = None) -> None:
        """Write *report* to *stream*.

        Raises:
            SourceError: *template* is no document, or a tag of it is wrong; the tag is named.
        """
        place = template or Path("template.docx")
        stream.write(
            _render(report, place, template.read_bytes() if template else packaged_template())
        )


def _render(report: Report, place: Path, source: bytes) -> bytes:
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import SandboxedEnvironment

    from investtrack_word.context import UnknownTagError, filters, namespace

    if not zipfile.is_zipfile(io.BytesIO(source)):
        raise SourceError(place, "模板不是 Word 文档（.docx）；请用 Word 或 WPS 另存为 docx")
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    environment.filters.update(filters(report))
    try:
        document = DocxTemplate(io.BytesIO(source))
        document.render(namespace(report), environment)
    except UnknownTagError as error:
        raise SourceError(
            place, f"模板里的标记“{error}”不是指标编号，请对照指标清单改正"
        ) from error
    except SecurityError as error:
        raise SourceError(place, f"模板里有不允许的操作：{error}") from error
    except TemplateError as error:
        number = getattr(error, "lineno", None)
        line = f"（第{number}行）" if number else ""
        raise SourceError(place, f"模板的标记写错了{line}：{error}") from error
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise SourceError(
            place, "模板不是完好的 Word 文档；请用 Word 或 WPS 另存为 docx"
        ) from error
    _properties(document, report)
    out = io.BytesIO()
    document.save(out)
    return fixed_zip(out.getvalue())


def _properties(document: Any, report: Report) -> None:  # noqa: ANN401 - docxtpl has no types
    properties = document.docx.core_properties
    day = datetime.combine(report.as_of, time())
    properties.created = properties.modified = day
    properties.title = report.title
    properties.author = properties.last_modified_by = report.ledger.region.reporting_unit or ""


def fixed_zip(data: bytes) -> bytes:
    """Return the same archive with fixed times, so that the same content gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for member in source.infolist():
            info = zipfile.ZipInfo(member.filename, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            target.writestr(info, source.read(member.filename))
    return out.getvalue()


class WordTemplate(Template):
    """The Word template, to be edited in Word or WPS."""

    name: ClassVar[str] = "word"
    label: ClassVar[str] = "Word 汇报模板"
    suffix: ClassVar[str] = ".docx"

    def write(self, profile: Profile, stream: BinaryIO) -> None:  # noqa: ARG002 - one template serves all
        """Write the template to *stream*."""
        stream.write(packaged_template())
