"""The project package."""

from __future__ import annotations

from typing import Any

from investtrack.errors import SourceError
from investtrack.report import Report
from investtrack_oc4ids.projects import ProjectMapper
from investtrack_oc4ids.settings import settings_of


VERSION = "0.9"


def project_package(report: Report) -> dict[str, Any]:
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
