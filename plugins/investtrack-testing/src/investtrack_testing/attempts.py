"""Templates that try to get out, and files that are no template."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from investtrack.errors import SourceError
from investtrack.plugin.interfaces import Exporter
from investtrack.report import Report
from investtrack_testing import promises
from investtrack_testing.promises import BrokenPromiseError, demand
from investtrack_testing.running import is_chinese, written
from investtrack_testing.texts import TextOf


__tracebackhide__ = True  # pytest shows the author's line, not ours


def attempts(secret: Path) -> Iterator[str]:
    """Yield texts that, run by a template's engine unguarded, print a class, or read or make a file.

    Args:
        secret: a file with ``_KEPT_BACK`` in it; the folder of that name with ``-made`` after it must
            not come to be.
    """
    made = f"{secret}-made"
    reach = "''.__class__.__name__ ~ '-reached'"
    yield f"{{{{ {reach} }}}}"
    yield "{{ ''|attr('__class__')|attr('__name__') ~ '-reached' }}"
    yield "{{ ''['__class__']['__name__'] ~ '-reached' }}"
    yield "{{ ''.__class__.__mro__[1].__subclasses__()|length ~ 'Z-reached' }}"
    for name in ("cycler", "lipsum", "joiner", "namespace", "range", "dict", "self"):
        call = f"{name}.__init__.__globals__['__builtins__']"
        yield f"{{{{ {call}['open']('{secret}').read() }}}}"
    yield f"{{{{ lipsum.__globals__['os'].mkdir('{made}') }}}}"
    yield f"{{{{ cycler.__init__.__globals__.os.mkdir('{made}') }}}}"
    yield f"{{% include '{secret}' %}}"
    yield f"{{% include '../../..{secret}' %}}"
    yield f"{{% import '{secret}' as s %}}{{{{ s }}}}"
    yield f"{{% extends '{secret}' %}}"
    yield "{{ '{0.__class__.__name__}-reached'.format('') }}"
    yield "{{ '%s'|format(''.__class__) ~ '-reached' }}"
    yield "{% set x = ''.__class__ %}{{ x.__name__ ~ '-reached' }}"
    yield f"${{open('{secret}').read()}}"
    yield f"<% import os; os.mkdir('{made}') %>"
    yield f"<%= open('{secret}').read() %>"
    yield "{report.__class__.__name__}-reached"
    yield "{0.__class__.__name__}-reached"


_KEPT_BACK = "这一句只在密件里"
_REACHED = re.compile(rf"(?:str|type|Report|(?<!\d)\d++Z)-reached|<class |<module |{_KEPT_BACK}")


def check_sandbox(
    exporter: Exporter,
    write_template: Callable[[Path, str], object],
    text: TextOf | None,
    report: Report,
) -> None:
    """Demand that no template gets out, and that what is no template is refused.

    Args:
        exporter: what is checked.
        write_template: writes to a path a template whose only text is the one given.
        text: from bytes to the text a reader sees; None: the bytes as they are.
        report: what is filled in.
    """
    with tempfile.TemporaryDirectory(prefix="investtrack-template-") as name:
        folder = Path(name)
        secret = folder / "secret.txt"
        secret.write_text(_KEPT_BACK, encoding="utf-8")
        template = folder / f"模板{exporter.suffix}"
        write_template(template, "寻常的一句话")
        plain = _filled(exporter, report, template, "a plain template")
        demand(plain, promises.TEMPLATE_REFUSED, f"{exporter.name} refused a plain template.")
        for attempt in attempts(secret):
            write_template(template, attempt)
            data = _filled(exporter, report, template, attempt)
            shown = (text(data) if text else data.decode("utf-8", "replace")) if data else ""
            found = _REACHED.search(shown)
            demand(
                not found, promises.TEMPLATE_SANDBOXED, f"{attempt} printed {found and found[0]}."
            )
            demand(
                not Path(f"{secret}-made").exists(), promises.TEMPLATE_SANDBOXED, f"{attempt} ran."
            )
        _check_refused(exporter, report, folder)


def _filled(exporter: Exporter, report: Report, template: Path, what: str) -> bytes:
    """Return what is written, nothing where the template is refused plainly."""
    try:
        return written(
            f"{exporter.name}, with {what},",
            partial(exporter.export, report, template=template),
            promises.TEMPLATE_SANDBOXED,
            SourceError,
        )
    except SourceError as error:
        demand(is_chinese(error.reason), promises.TEMPLATE_REFUSED, f"It says {error.reason!r}.")
        return b""


def _check_refused(exporter: Exporter, report: Report, folder: Path) -> None:
    absent, noise = folder / f"没有{exporter.suffix}", folder / f"杂音{exporter.suffix}"
    noise.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(range(256)) * 4)
    for path in (absent, noise):
        what = f"{exporter.name}, with {path.name} for a template,"
        try:
            written(
                what,
                partial(exporter.export, report, template=path),
                promises.TEMPLATE_REFUSED,
                SourceError,
            )
        except SourceError as error:
            demand(
                is_chinese(error.reason), promises.TEMPLATE_REFUSED, f"It says {error.reason!r}."
            )
        except BrokenPromiseError:
            raise
        else:
            raise BrokenPromiseError(promises.TEMPLATE_REFUSED, f"{what} wrote a file.")
