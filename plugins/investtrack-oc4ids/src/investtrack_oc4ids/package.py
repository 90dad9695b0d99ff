"""The project package."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal

from investtrack.errors import SourceError
from investtrack.json_object import JsonObject
from investtrack.report import Report
from investtrack.values.amount import plain
from investtrack_oc4ids.projects import ProjectMapper
from investtrack_oc4ids.settings import settings_of


VERSION = "0.9"


def project_package(report: Report) -> JsonObject:
    """Return the projects of *report* as an OC4IDS 0.9 project package; amounts are ``Decimal`` yuan.

    Raises:
        ProfileError: an option is unknown or wrong.
        SourceError: the ledger has no project, and a package has at least one.
    """
    settings = settings_of(report)
    projects = ProjectMapper(report, settings).all()
    if not projects:
        raise SourceError("、".join(report.ledger.sources) or "台账", "没有项目，OC4IDS 数据包至少要有一个项目，没有写出")  # fmt: skip
    publisher = {"name": settings.publisher}
    if settings.publisher_uri:
        publisher["uri"] = settings.publisher_uri
    links = {"license": settings.license, "publicationPolicy": settings.policy}
    return {
        "uri": settings.uri,
        "publishedDate": settings.published,
        "version": VERSION,
        "publisher": publisher,
        **{name: link for name, link in links.items() if link},
        "projects": projects,
    }


def dumps(value: object, indent: str = "") -> str:
    """Return *value* as JSON text, one item a line."""
    return "".join(_pieces(value, indent))


def _pieces(value: object, indent: str) -> Iterator[str]:
    inner = f"{indent} "
    if isinstance(value, dict) and value:
        items = (f"{inner}{json.dumps(k, ensure_ascii=False)}: {dumps(v, inner)}" for k, v in value.items())  # fmt: skip
        yield "{\n" + ",\n".join(items) + f"\n{indent}}}"
    elif isinstance(value, list) and value:
        yield "[\n" + ",\n".join(inner + dumps(item, inner) for item in value) + f"\n{indent}]"
    elif isinstance(value, Decimal):
        yield plain(value)
    else:
        yield json.dumps(value, ensure_ascii=False)
