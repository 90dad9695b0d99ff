"""The hooks. Each is called once, without arguments, when plugins are loaded; each offers objects.

An entry point in the group ``investtrack`` names a module whose functions, marked with
``hookimpl``, bear these names. A misspelt name is an error, said by ``investtrack plugins``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pluggy


if TYPE_CHECKING:  # listing the verbs needs none of them
    from investtrack.checks import Check
    from investtrack.findings import FindingKind
    from investtrack.model.profile import Profile
    from investtrack.plugin.installed import Command
    from investtrack.plugin.interfaces import (
        Annotator,
        DocumentReader,
        Exporter,
        Forecaster,
        Importer,
        Picture,
        Proofreader,
        Template,
    )
    from investtrack.plugin.verb import Verb


GROUP = "investtrack"
hookspec = pluggy.HookspecMarker(GROUP)
hookimpl = pluggy.HookimplMarker(GROUP)


@hookspec
def investtrack_importers() -> Iterable[Importer]:
    """Offer importers; names are unique over all plugins."""
    return ()


@hookspec
def investtrack_exporters() -> Iterable[Exporter]:
    """Offer exporters; names are unique over all plugins."""
    return ()


@hookspec
def investtrack_templates() -> Iterable[Template]:
    """Offer blank forms; names are unique over all plugins."""
    return ()


@hookspec
def investtrack_profiles() -> Iterable[Profile]:
    """Offer county profiles; names are unique over all plugins."""
    return ()


@hookspec
def investtrack_commands() -> Iterable[Command | Verb]:
    """Offer verbs of the command line, best as :class:`Verb`; names are unique over all plugins and the built-in verbs."""
    return ()


@hookspec
def investtrack_checks() -> Iterable[Check]:
    """Offer further checks; names are unique over all plugins."""
    return ()


@hookspec
def investtrack_annotators() -> Iterable[Annotator]:
    """Offer writers of annotated copies; names are unique over all plugins."""
    return ()


@hookspec
def investtrack_documents() -> Iterable[DocumentReader]:
    """Offer readers of documents; names are unique over all plugins."""
    return ()


@hookspec
def investtrack_pictures() -> Iterable[Picture]:
    """Offer pictures of a report; names are unique over all plugins."""
    return ()


@hookspec
def investtrack_forecasters() -> Iterable[Forecaster]:
    """Offer forecasters; names are unique over all plugins, and the first by name is asked."""
    return ()


@hookspec
def investtrack_proofreaders() -> Iterable[Proofreader]:
    """Offer proofreaders of documents; names are unique over all plugins."""
    return ()


@hookspec
def investtrack_findings() -> Iterable[FindingKind]:
    """Offer the kinds of finding that the plugin makes, such as its Catalogue; codes are unique over all plugins."""
    return ()
