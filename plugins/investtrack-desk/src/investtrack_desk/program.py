"""What a double click starts: the page, and the browser with it."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main() -> int:
    """Start the page and open the browser; where there is no console, what is said goes to a file beside the work."""
    from investtrack.cli.main import main as command_line
    from investtrack_desk.command import default_folder

    if sys.stdout is None or sys.stderr is None:  # a window program on Windows has neither
        folder = default_folder()
        folder.mkdir(parents=True, exist_ok=True)
        said = (folder / "运行记录.txt").open("a", encoding="utf-8", buffering=1)
        sys.stdout = sys.stdout or said
        sys.stderr = sys.stderr or said
    if Path(sys.argv[0]).name == "-c" or os.environ.get("INVESTTRACK_DESK_PLAIN"):
        return command_line(sys.argv[1:])
    given = sys.argv[1:]
    known_verb = bool(given) and not given[0].startswith("-")
    return command_line(given if known_verb else ["desk", *given])


if __name__ == "__main__":
    sys.exit(main())
