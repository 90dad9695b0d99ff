"""What a plugin promises, as data: the checks name them, and docs/reference/contract.md lists them."""

from __future__ import annotations

from attrs import frozen


@frozen
class Promise:
    """One thing that a plugin's author promises, and why the core and the clerk rely on it.

    Attributes:
        id: what a failing check calls it.
        of: who promises it: ``every object``, ``importer``, ``exporter`` …
        text: the promise, one English sentence.
        why: what goes wrong where it is broken.
    """

    id: str
    of: str
    text: str
    why: str


class BrokenPromiseError(AssertionError):
    """A plugin breaks a promise; the message states which, and what was met.

    Args:
        promise: the broken one.
        detail: what was done and what came of it.
    """

    def __init__(self, promise: Promise, detail: str) -> None:
        super().__init__(promise, detail)
        self.promise = promise
        self.detail = detail

    def __str__(self) -> str:
        return f"[{self.promise.id}] {self.promise.text} {self.detail}"


def demand(held: object, promise: Promise, detail: str) -> None:
    """Raise where *held* is false.

    Raises:
        BrokenPromiseError: *promise* is broken.
    """
    __tracebackhide__ = True
    if not held:
        raise BrokenPromiseError(promise, detail)


_ANY, _IMPORTER, _EXPORTER = "every object", "importer", "exporter"
_TEMPLATE, _ANNOTATOR, _COMMAND = "template", "annotator", "command"
_CHECK, _PROFILE, _PLUGIN = "check", "profile", "plugin"

NAMED = Promise(
    "named",
    _ANY,
    "It has a name to type (small letters, digits, hyphens), a Chinese label, and suffixes in small letters with their dot.",
    "The name is typed and stands in profiles and scripts; the label is what the clerk reads; a folder is searched by suffix.",
)
PRINTS_NOTHING = Promise(
    "prints-nothing",
    _ANY,
    "It prints nothing by itself: what there is to say is returned, or goes through the host.",
    "With `--json` standard output is one JSON document; a stray line breaks every script that reads it.",
)
STREAM_OPEN = Promise(
    "stream-open",
    _ANY,
    "It leaves open the stream it was given to write to.",
    "The host flushes the file to disk and moves it into place; a closed stream costs the clerk the whole export.",
)
SAME_BYTES = Promise(
    "same-bytes",
    _ANY,
    "The same input gives the same bytes.",
    "Two months are compared by their files; a file that always differs hides the change that matters.",
)
NO_CLOCK = Promise(
    "no-clock",
    _ANY,
    "It reads no clock: today's date is nowhere in what it writes, not even as an archive's time stamp.",
    "A report states its own as-of date; the day it was made makes last month's report impossible to make again.",
)
SOURCE_UNTOUCHED = Promise(
    "source-untouched",
    _ANY,
    "It never writes to a source, nor leaves anything beside it.",
    "The ledger is somebody else's evidence, often on a shared drive and open in another window.",
)
IDENTIFY_CALM = Promise(
    "identify-calm",
    _ANY,
    "`identify` answers True or False for any path at all: absent, empty, a folder, damaged. It never raises.",
    "Every importer is asked about every file; one that raises makes the files of all others unreadable.",
)
FINDINGS_COMPLETE = Promise(
    "findings-complete",
    _ANY,
    "Every finding has a code in small letters and hyphens, a Chinese message and the file; and what should stand there, or how to mend it, unless it is a note.",
    "A clerk can only mend what is named, located and explained.",
)
CLAIMS_OWN = Promise(
    "claims-own",
    _ANY,
    "It identifies its own files, and no foreign one.",
    "A file that nobody claims is refused; one that two claim is refused as well.",
)

REFUSES_PLAINLY = Promise(
    "refuses-plainly",
    _ANY,
    "Any file at all, damaged, cut off or foreign, gives a ledger or a `SourceError` that says in Chinese what is wrong; nothing else is ever raised.",
    "A traceback tells the clerk nothing, and one bad file in a folder stops all the others.",
)

WRITES_ANY = Promise(
    "writes-any",
    _ANY,
    "It writes something, and raises nothing, on a full ledger, on one of a single project, on one whose records have names alone, and on hostile texts. "
    "A ledger without a record it writes too, or refuses by a SourceError in Chinese.",
    "Half the sheets are missing in January, and names come from people.",
)

NAMES_AS_TEXT = Promise(
    "names-as-text",
    _ANY,
    "A name that looks like a formula, markup or a template's tag is written as text, letter for letter.",
    "Opening an exported table must run nothing that somebody typed into a ledger.",
)

READS_RECORDS = Promise(
    "reads-records",
    _IMPORTER,
    "Of the good files given, at least one yields a record; every document given is read.",
    "A check of an importer that reads nothing would hold for any importer.",
)
SAME_LEDGER = Promise(
    "same-ledger",
    _IMPORTER,
    "The same file gives the same ledger and the same findings; of a document, the same text.",
    "Figures are compared month by month; only the file may change them.",
)
HAS_ORIGIN = Promise(
    "has-origin",
    _IMPORTER,
    "Every record states the file, the sheet and the row it was read from.",
    "Without it a figure cannot be explained nor a fault be found.",
)
VALUE_HAS_CELL = Promise(
    "value-has-cell",
    _IMPORTER,
    "Every value of a record has a column: a total can be followed to each cell it was added from.",
    "A value without a cell was filled in by the importer, or cannot be checked against the paper.",
)
NOTHING_LOST = Promise(
    "nothing-lost",
    _IMPORTER,
    "Text that could not be read as what the column holds is kept in `Origin.texts`, and is a finding at its row.",
    "Unknown is not zero: a silently dropped cell makes a wrong total look right.",
)
EXACT_VALUES = Promise(
    "exact-values",
    _IMPORTER,
    "Every value is of its field's type, amounts exact: the ledger written as JSON and read back is the same.",
    "A float or a bare string passes until a sum or a comparison meets it, far from where it was read.",
)
REPORTABLE = Promise(
    "reportable",
    _IMPORTER,
    "What it read can be reported: every figure is computed, or says why not, without an exception.",
    "An importer is finished when the report is.",
)

VALUE_IN_CELL = Promise(
    "value-in-cell",
    _IMPORTER,
    "The cell that a value names shows it: the same text, the same number in some unit of money (workbooks and CSV).",
    "A clerk who follows a figure to a cell and finds another number there trusts neither again.",
)
UNIT_HELD = Promise(
    "unit-held",
    _IMPORTER,
    "All amounts of a column are in one unit, the one its header names; a cell that names its own is read in that.",
    "A factor of ten thousand is the commonest fault of ledgers, and the one that no total betrays.",
)
TOTALS_TRUE = Promise(
    "totals-true",
    _IMPORTER,
    "A stated total is what its cell shows, in the unit of its column.",
    "Totals are what records are held against; a wrong one accuses the right ones.",
)
FAULTS_SAID = Promise(
    "faults-said",
    _IMPORTER,
    "A cell of a record's row that holds something, and whose field is empty, is kept as text or is a finding.",
    "What was left out without a word is missed by nobody until the year's end.",
)

REPORT_UNTOUCHED = Promise(
    "report-untouched",
    _EXPORTER,
    "It leaves the report as it was.",
    "One report is handed to every exporter in turn.",
)
READS_BACK = Promise(
    "reads-back",
    _EXPORTER,
    "`read_back` finds nothing wrong with what it wrote.",
    "The host asks it before a file is put in place of the old one.",
)
ABSENT_SAID = Promise(
    "absent-said",
    _EXPORTER,
    "What is absent is never printed as `None` or `nan`.",
    "Unknown is said in words, with the reason, or is left out.",
)
FIGURES_STATED = Promise(
    "figures-stated",
    _EXPORTER,
    "Every figure it claims in `states` is printed from the report: given a value nobody else has, that value is found.",
    "An exporter that computes, rounds again or leaves out a figure states something the core cannot explain.",
)
SAME_ANYWHERE = Promise(
    "same-anywhere",
    _EXPORTER,
    "Another process, with another hash seed, time zone and working folder, writes the same bytes.",
    "The order of a set and the local time differ between two offices' machines.",
)
TEMPLATE_SANDBOXED = Promise(
    "template-sandboxed",
    _EXPORTER,
    "A template that reaches for attributes, imports or files is refused with `SourceError`, or printed as it stands; it reaches nothing.",
    "Templates are passed from office to office by mail; filling one must not run it.",
)
TEMPLATE_REFUSED = Promise(
    "template-refused",
    _EXPORTER,
    "A file that is no template, or an absent one, is a `SourceError` that says so in Chinese.",
    "The wrong file is picked sooner or later.",
)
FLAGS_HELD = Promise(
    "flags-held",
    _EXPORTER,
    "Each of its `flags` has a name that is a keyword of `export` with a default, and Chinese help; each switch, set, writes the same bytes twice; each of its `options` is explained in Chinese.",
    "The command line offers every flag; one that `export` does not know fails only when a clerk uses it.",
)

FORM_READS_BACK = Promise(
    "form-reads-back",
    _TEMPLATE,
    "The blank form is read back by the importer it is for, without an error and without an invented record.",
    "An example row counted as a project is a wrong total in every county that uses the form.",
)
FINDINGS_MARKED = Promise(
    "findings-marked",
    _ANNOTATOR,
    "Every finding is in the copy, wherever its place is: a cell, a row, an absent sheet, another file.",
    "What is not in the copy is not mended.",
)
NOTES_SAY = Promise(
    "notes-say",
    _ANNOTATOR,
    "It returns what the copy lacks of the source, one Chinese sentence each.",
    "A copy that silently lost a drawing is taken for the original.",
)

ARGUMENTS_APART = Promise(
    "arguments-apart",
    _COMMAND,
    "Its arguments take no name of the common ones (`--profile`, `--as-of`, `--period`, SOURCE), and each has Chinese help.",
    "Two owners of one option fail when the clerk first asks for help.",
)
STATUS = Promise(
    "status",
    _COMMAND,
    "It returns 0, or 1 where there is something to mend; input that cannot be used is an `InvesttrackError` and nothing else.",
    "Scripts go by the exit status; the command line turns the error into one sentence.",
)
ONE_JSON = Promise(
    "one-json",
    _COMMAND,
    "With `--json` it gives the host one JSON document, without floats or NaN, and prints nothing else.",
    "Money is exact in JSON too, and a program reads the output.",
)

SAME_FINDINGS = Promise(
    "same-findings",
    _CHECK,
    "The same ledger gives the same findings in the same order, and the ledger stays as it was.",
    "A finding that comes and goes is believed by nobody.",
)
RUNS_ON_ANY = Promise(
    "runs-on-any",
    _CHECK,
    "It raises nothing on any ledger: a full one, one of a single project, one without a record, hostile texts.",
    "A check that fails is named as failed, and what it would have found is missing.",
)

PROFILE_VALID = Promise(
    "profile-valid",
    _PROFILE,
    "It is valid TOML of a profile: known keys, exact amounts as text, values within their ranges, a pace that never falls.",
    "A misspelt key would silently be the default, and a slip of unit or sign gives wrong figures without a word.",
)
PROFILE_SOUND = Promise(
    "profile-sound",
    _PROFILE,
    "The threshold is positive, the pace ends at 100 points, every paper rule can be reached, no alias leads to another.",
    "Each is a slip that gives wrong figures without a word.",
)
OFFERED = Promise(
    "offered",
    _PLUGIN,
    "Every hook is spelt right, raises nothing, and offers objects of its kind whose names nobody else has.",
    "What is not offered properly is left out when plugins are loaded.",
)

FINDINGS_DECLARED = Promise(
    "findings-declared",
    _PLUGIN,
    "What its checks find in the samples is of a code that it declares (investtrack_findings) or that the core does, and of a grade declared for that code.",
    "A county grades findings by code, and looks up what one means.",
)

PROMISES: tuple[Promise, ...] = tuple(
    item for item in list(globals().values()) if isinstance(item, Promise)
)
"""Every promise, in the order of the page."""
