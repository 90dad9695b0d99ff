"""Pages that are run as a reader runs them: every file written, every change made, every command and what it prints."""

import re
from fnmatch import fnmatchcase


BLOCK = re.compile(r"(?:^(File|In) `(\S+)`:\n\n)?^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def matches(printed, expected):
    """Whether lines are as expected, where ``...`` stands for any text, or any lines."""
    if not expected:
        return not printed
    first, *rest = expected
    if first == "...":
        return any(matches(printed[i:], rest) for i in range(len(printed) + 1))
    pattern = re.sub(r"([\[\]?*])", r"[\1]", _narrow(first)).replace("...", "*")
    return (
        bool(printed) and fnmatchcase(_narrow(printed[0]), pattern) and matches(printed[1:], rest)
    )


def _narrow(line):
    # Columns are as wide as what else is installed.
    return re.sub(r"(?<=\S) +", " ", line)


def commands(text):
    """Yield each command with the lines it is said to print."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, *lines = part.rstrip("\n").split("\n")
        yield command, lines


def change(path, text):
    """Apply a diff block: its lines without + are there once, and become those without -."""
    lines = text.splitlines()
    old = "\n".join(line[1:] for line in lines if line[0] != "+")
    new = "\n".join(line[1:] for line in lines if line[0] != "-")
    before = path.read_text(encoding="utf-8")
    assert before.count(old) == 1, old
    path.write_text(before.replace(old, new), encoding="utf-8")
