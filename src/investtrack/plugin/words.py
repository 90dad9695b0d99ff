"""Words that plugins add to reports made from templates: whole sentences, and ways to word a figure."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen


@frozen
class Phrase:
    """A sentence that reports made from templates can print, as ``{{ phrases.NAME }}``.

    The packaged report prints every phrase that has something to say before its last paragraph.

    Attributes:
        name: an identifier.
        label: Chinese name, for the list of tags.
        text: the sentence, with the tags of a template: ``全县共调度{{ dispatch.count }}次。``
        needs: id of a figure without which nothing is said; empty: it always is.
    """

    name: str
    label: str
    text: str
    needs: str = ""


@frozen
class WordFilter:
    """A way to word a figure in a template: ``{{ dispatch.count|NAME }}``.

    Attributes:
        name: an identifier.
        label: what it prints, in Chinese.
        say: the value and the profile's ``DisplayProfile``, then what stands in brackets → the text.
        example: a tag and what it prints.
    """

    name: str
    label: str
    say: Callable[..., str]
    example: str = ""
