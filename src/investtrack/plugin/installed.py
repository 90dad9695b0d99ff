"""What is installed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from attrs import evolve, field, frozen

from investtrack.errors import AmbiguousFormatError, SourceError, UnknownFormatError
from investtrack.plugin.addresses import address_at
from investtrack.plugin.kinds import Failure, Offer
from investtrack.plugin.profile_file import ProfileFile
from investtrack.plugin.unreadable import advice


if TYPE_CHECKING:  # so that the help of a verb imports nothing that reads or computes
    from investtrack.checks import Check
    from investtrack.findings import FindingKind
    from investtrack.model.extensions import Extensions
    from investtrack.model.profile import Profile
    from investtrack.plugin.interfaces import (
        Annotator,
        Comparer,
        DocumentReader,
        Exporter,
        Forecaster,
        Importer,
        Picture,
        Proofreader,
        Template,
    )

Offered = TypeVar("Offered")


def _no_extensions() -> Extensions:
    from investtrack.model.extensions import NO_EXTENSIONS  # noqa: PLC0415 - a verb's help needs no model

    return NO_EXTENSIONS


@frozen
class Plugins:
    """What is installed, by name. A plugin that failed is named in *failures*; the rest goes on.

    Attributes:
        importers: readers of files.
        exporters: writers of reports.
        templates: blank forms.
        profiles: county profiles; :meth:`profile` reads one that lies in a file.
        commands: verbs of the command line.
        checks: further checks.
        annotators: writers of annotated copies.
        documents: readers of documents.
        pictures: pictures of a report.
        forecasters: forecasters.
        comparers: what compares two ledgers.
        proofreaders: proofreaders of documents.
        findings: code → what a finding of it says.
        providers: kind and name → the distribution it came with.
        failures: plugins, or offers of them, that are not used, with why.
        extensions: columns, sheets, figures and words that plugins add.
    """

    importers: Mapping[str, Importer] = field(factory=dict)
    exporters: Mapping[str, Exporter] = field(factory=dict)
    templates: Mapping[str, Template] = field(factory=dict)
    profiles: Mapping[str, Profile | ProfileFile] = field(factory=dict)
    commands: Mapping[str, Offer] = field(factory=dict)
    checks: Mapping[str, Check] = field(factory=dict)
    annotators: Mapping[str, Annotator] = field(factory=dict)
    documents: Mapping[str, DocumentReader] = field(factory=dict)
    pictures: Mapping[str, Picture] = field(factory=dict)
    forecasters: Mapping[str, Forecaster] = field(factory=dict)
    comparers: Mapping[str, Comparer] = field(factory=dict)
    proofreaders: Mapping[str, Proofreader] = field(factory=dict)
    findings: Mapping[str, FindingKind] = field(factory=dict)
    providers: Mapping[tuple[str, str], str] = field(factory=dict)
    failures: tuple[Failure, ...] = ()
    extensions: Extensions = field(factory=_no_extensions)

    def importer_for(self, path: Path) -> Importer:
        """Return the one importer that claims *path*; one that knows the file goes before a general one.

        Raises:
            SourceError: nothing is at *path*.
            UnknownFormatError: no importer claims it.
            AmbiguousFormatError: several do.
        """
        if address_at(path) is not None:
            from investtrack.plugin.stored import AddressImporter  # noqa: PLC0415 - only where one is given

            return AddressImporter(self.importers)
        if not path.exists():
            raise SourceError(path, "没有这个文件或文件夹，请检查路径")
        claims = [importer for importer in self.importers.values() if importer.identify(path)]
        # A county's own reader knows its file better than one for every county.
        claims = [importer for importer in claims if not importer.is_general] or claims
        if not claims:
            read = {suffix for importer in self.importers.values() for suffix in importer.suffixes}
            helps = advice(path, read)
            raise UnknownFormatError("导入插件", str(path), sorted(self.importers), helps)
        if len(claims) > 1:
            raise AmbiguousFormatError(path, [importer.name for importer in claims])
        return claims[0]

    def bound(self, profile: Profile) -> Profile:
        """Return *profile* with what these plugins add to a run, unless it carries something already."""
        if profile.extensions is not _no_extensions():
            return profile
        return evolve(profile, extensions=self.extensions)

    def annotator_for(self, path: Path) -> Annotator:
        """Return the annotator, the first by name, that can write a copy of *path*.

        Raises:
            UnknownFormatError: none can.
        """
        for annotator in self.annotators.values():
            if annotator.identify(path):
                return annotator
        raise UnknownFormatError("校核副本插件", str(path), sorted(self.annotators))

    def document_reader_for(self, path: Path) -> DocumentReader:
        """Return the reader of documents, the first by name, that is for *path*.

        Raises:
            SourceError: nothing is at *path*.
            UnknownFormatError: none is.
        """
        if not path.exists():
            raise SourceError(path, "没有这个文件，请检查路径")
        for reader in self.documents.values():
            if reader.identify(path):
                return reader
        suffixes = sorted({end for reader in self.documents.values() for end in reader.suffixes})
        raise UnknownFormatError("文档读取插件", str(path), suffixes)

    def comparer(self) -> Comparer:
        """Return what compares two ledgers, the first by name.

        Raises:
            UnknownFormatError: none is installed.
        """
        for comparer in self.comparers.values():
            return comparer
        raise UnknownFormatError("比较插件", "compare", (), "请先安装 investtrack-compare")

    def exporter(self, name: str) -> Exporter:
        """Return the exporter of that name.

        Raises:
            UnknownFormatError: there is none.
        """
        return _named(self.exporters, "导出插件", name)

    def picture(self, name: str) -> Picture:
        """Return the picture of that name.

        Raises:
            UnknownFormatError: there is none.
        """
        return _named(self.pictures, "图", name)

    def template(self, name: str) -> Template:
        """Return the template of that name.

        Raises:
            UnknownFormatError: there is none.
        """
        return _named(self.templates, "模板", name)

    def profile(self, name: str) -> Profile:
        """Return the profile of that name.

        Raises:
            UnknownFormatError: there is none.
            ProfileError: it lies in a file that cannot be read, or has faults.
        """
        found = _named(self.profiles, "县区配置", name)
        return found.load() if isinstance(found, ProfileFile) else found


def _named(offered: Mapping[str, Offered], kind: str, name: str) -> Offered:
    found = offered.get(name)
    if found is None:
        raise UnknownFormatError(kind, name, sorted(offered))
    return found
