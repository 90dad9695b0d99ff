"""The hooks. Each is called once, through pluggy, when plugins are loaded; each offers objects.

A hook may take ``core``, the version of the core that asks, or nothing. Wrappers, ``tryfirst``, ``trylast``, ``specname`` and
``optionalhook`` are pluggy's.

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
    from investtrack.metrics.rules import Definition
    from investtrack.model.extensions import ExtraColumn
    from investtrack.model.ledger import Sheet
    from investtrack.model.profile import Profile
    from investtrack.plugin.command import Command
    from investtrack.plugin.interfaces import (
        Annotator,
        Comparer,
        DocumentReader,
        Exporter,
        Forecaster,
        Importer,
        Phrase,
        Picture,
        Proofreader,
        Template,
        WordFilter,
    )
    from investtrack.plugin.profile_file import ProfileFile
    from investtrack.plugin.verb import Verb


GROUP = "investtrack"
HOOKS_VERSION = 2
"""Version of the hooks: 1 is those up to ``investtrack_findings``, 2 adds columns, sheets, figures, phrases and filters.

A plugin that needs newer ones says so, ``INVESTTRACK_HOOKS = 3``; in an older core what is not known is named, the rest works.
"""
hookspec = pluggy.HookspecMarker(GROUP)
hookimpl = pluggy.HookimplMarker(GROUP)


@hookspec
def investtrack_importers(core: str) -> Iterable[Importer]:
    """Offer importers; names are unique over all plugins."""
    return ()


@hookspec
def investtrack_exporters(core: str) -> Iterable[Exporter]:
    """Offer exporters; names are unique over all plugins."""
    return ()


@hookspec
def investtrack_templates(core: str) -> Iterable[Template]:
    """Offer blank forms; names are unique over all plugins."""
    return ()


@hookspec
def investtrack_profiles(core: str) -> Iterable[Profile | ProfileFile]:
    """Offer county profiles, best as :class:`ProfileFile`; names are unique over all plugins."""
    return ()


@hookspec
def investtrack_commands(core: str) -> Iterable[Command | Verb]:
    """Offer verbs of the command line, best as :class:`Verb`; names are unique over all plugins and the built-in verbs."""
    return ()


@hookspec
def investtrack_checks(core: str) -> Iterable[Check]:
    """Offer further checks; names are unique over all plugins."""
    return ()


@hookspec
def investtrack_annotators(core: str) -> Iterable[Annotator]:
    """Offer writers of annotated copies; names are unique over all plugins."""
    return ()


@hookspec
def investtrack_documents(core: str) -> Iterable[DocumentReader]:
    """Offer readers of documents; names are unique over all plugins."""
    return ()


@hookspec
def investtrack_pictures(core: str) -> Iterable[Picture]:
    """Offer pictures of a report; names are unique over all plugins."""
    return ()


@hookspec
def investtrack_forecasters(core: str) -> Iterable[Forecaster]:
    """Offer forecasters; names are unique over all plugins, and the first by name is asked."""
    return ()


@hookspec
def investtrack_comparers(core: str) -> Iterable[Comparer]:
    """Offer what compares two ledgers; names are unique over all plugins, and the first by name is asked."""
    return ()


@hookspec
def investtrack_proofreaders(core: str) -> Iterable[Proofreader]:
    """Offer proofreaders of documents; names are unique over all plugins."""
    return ()


@hookspec
def investtrack_findings(core: str) -> Iterable[FindingKind]:
    """Offer the kinds of finding that the plugin makes, such as its Catalogue; codes are unique over all plugins."""
    return ()


@hookspec
def investtrack_columns(core: str) -> Iterable[ExtraColumn]:
    """Offer further columns of the standard sheets; names are unique a sheet over all plugins."""
    return ()


@hookspec
def investtrack_sheets(core: str) -> Iterable[Sheet]:
    """Offer whole further sheets with the type of their records; names and attributes are unique over all plugins."""
    return ()


@hookspec
def investtrack_figures(core: str) -> Iterable[Definition]:
    """Offer figures, declared as the core's are; one of a known id replaces it, with all that rests on it, or is refused."""
    return ()


@hookspec
def investtrack_phrases(core: str) -> Iterable[Phrase]:
    """Offer sentences for reports made from templates; names are unique over all plugins."""
    return ()


@hookspec
def investtrack_filters(core: str) -> Iterable[WordFilter]:
    """Offer ways to word a figure in a template; names are unique over all plugins."""
    return ()
