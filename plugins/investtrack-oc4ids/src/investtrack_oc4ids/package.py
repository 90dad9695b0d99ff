"""The project package."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from json.encoder import encode_basestring
from typing import Any

from investtrack.errors import SourceError
from investtrack.json_object import JsonObject, laid_out
from investtrack.report import Report
from investtrack.values.amount import plain
from investtrack_oc4ids.laid import IN_LIST, OF_PROJECT, Filled, Laid
from investtrack_oc4ids.projects import ProjectMapper
from investtrack_oc4ids.settings import settings_of


VERSION = "0.9"


def project_package(report: Report) -> JsonObject:
    """Return the projects of *report* as an OC4IDS 0.9 project package; amounts are ``Decimal`` yuan.

    Raises:
        ProfileError: an option is unknown or wrong.
        SourceError: the ledger has no project, and a package has at least one.
    """
    head, projects = _package(report)
    return {**head, "projects": [_plain(project) for project in projects]}


def package_text(report: Report) -> Iterator[str]:
    """Yield the text of :func:`project_package`, project by project: many are never held at once.

    Raises:
        ProfileError: an option is unknown or wrong.
        SourceError: the ledger has no project, and a package has at least one.
    """
    head, projects = _package(report)
    yield dumps(head).removesuffix("\n}") + ',\n "projects": ['
    mark = "\n"
    for project in projects:
        yield f"{mark}  {_project_text(project)}"
        mark = ",\n"
    yield "\n ]\n}"


def _package(report: Report) -> tuple[JsonObject, Iterator[JsonObject]]:
    """Return what a package says before its projects, and the projects."""
    settings = settings_of(report)
    projects = ProjectMapper(report, settings).each()
    first = next(projects, None)
    if first is None:
        raise SourceError("、".join(report.ledger.sources) or "台账", "没有项目，OC4IDS 数据包至少要有一个项目，没有写出")  # fmt: skip
    publisher = {"name": settings.publisher}
    if settings.publisher_uri:
        publisher["uri"] = settings.publisher_uri
    links = {"license": settings.license, "publicationPolicy": settings.policy}
    head = {
        "uri": settings.uri,
        "publishedDate": settings.published,
        "version": VERSION,
        "publisher": publisher,
        **{name: link for name, link in links.items() if link},
    }
    return head, chain((first,), projects)


def _plain(value: object) -> object:
    """Return *value* with what is laid out as plain data."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [*map(_plain, value)]
    return value.data if isinstance(value, (Filled, Laid)) else value


def _project_text(project: JsonObject) -> str:
    """Return what :func:`dumps` does of a project in its list."""
    return f"{{{','.join(map(_field_text, project, project.values()))}\n  }}"


def _field_text(key: str, value: Any) -> str:  # noqa: ANN401 - any JSON
    kind = type(value)
    if kind is str:
        text = encode_basestring(value)
    elif kind is Laid or kind is Filled:
        text = value.text
    elif kind is list and type(value[0]) in _ALIKE:
        text = f"[{_ITEM}{f',{_ITEM}'.join([item.text for item in value])}\n{OF_PROJECT}]"
    else:
        text = dumps(value, OF_PROJECT)
    return f'\n{OF_PROJECT}"{key}": {text}'


_ALIKE = (Laid, Filled)
_ITEM = f"\n{IN_LIST}"


def dumps(value: object, indent: str = "") -> str:
    """Return *value* as JSON text, one item a line."""
    return laid_out(value, indent, _number)


def _number(value: object) -> str:
    if isinstance(value, _ALIKE):
        return value.text
    return plain(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
