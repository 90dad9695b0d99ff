"""Runs the installed program once a line of standard input, each in a process of its own; run by a fresh environment's Python.

What every run would import first is imported once, before the processes part; the rest each run imports for itself. A line is
JSON: the arguments and the folder; so is the answer: status, and what was printed.
"""

import gc
import importlib
import json
import os
import sys
import tempfile


FIRST = (
    "cattrs", "icalendar", "jinja2", "lxml.etree", "matplotlib.backends.backend_agg", "matplotlib.figure", "openpyxl",
    "python_calamine", "scipy.optimize", "sqlalchemy.dialects.postgresql", "sqlalchemy.dialects.sqlite", "xlsxwriter",
)  # fmt: skip


def run(arguments, folder):
    """Run the program in a process that parts here; return its status and what it printed."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        child = os.fork()
        if not child:
            try:
                for descriptor, file in enumerate((open(os.devnull), out, errors)):  # noqa: SIM115, PTH123
                    os.dup2(file.fileno(), descriptor)
                os.chdir(folder)
                sys.argv = ["investtrack", *arguments]
                from investtrack.program import program

                program()
            except SystemExit as end:
                sys.stderr.flush()
                os._exit(end.code if isinstance(end.code, int) else 1)
            except BaseException:  # noqa: BLE001 - the process ends as Python's own would
                sys.excepthook(*sys.exc_info())
                sys.stderr.flush()
                os._exit(1)
            os._exit(0)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        printed = []
        for file in (out, errors):
            file.seek(0)
            printed.append(file.read().decode())
        return {"returncode": status, "stdout": printed[0], "stderr": printed[1]}


def main():
    for name in FIRST:
        importlib.import_module(name)
    importlib.import_module("investtrack.cli.main")
    importlib.import_module("investtrack.plugin").load_plugins()
    gc.freeze()  # looked through by each process, it would be copied for each
    for line in sys.stdin:
        answer = json.dumps(run(*json.loads(line)))
        os.write(1, f"{answer}\n".encode())


if __name__ == "__main__":
    main()
