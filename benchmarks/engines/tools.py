"""Where engines come from: commands of the system, packages of PyPI and npm installed beside this program."""

from pathlib import Path
import shutil
import subprocess
import sys

from attrs import field, frozen


HERE = Path(__file__).parent
HOME = HERE.parent / "out" / "engines"


class MissingError(Exception):
    """Raised where an engine is not to be had here."""


@frozen
class Tools:
    """Runs engines.

    Attributes:
        folder: where packages are installed; git ignores it.
    """

    OURS = (sys.executable, "-m", "investtrack")
    folder: Path = field(default=HOME)

    def install(self) -> None:
        """Install what PyPI and npm have, once; what cannot be had is missing later, by name."""
        self.folder.mkdir(parents=True, exist_ok=True)
        wanted = (HERE / "requirements.txt").read_text("utf-8")
        mark = self.folder / "requirements.txt"
        if not mark.exists() or mark.read_text("utf-8") != wanted:
            subprocess.run([sys.executable, "-m", "venv", str(self.folder / "python")], check=True)
            pip = [
                str(self._python),
                "-m",
                "pip",
                "install",
                "-q",
                "-r",
                str(HERE / "requirements.txt"),
            ]
            if subprocess.run(pip, check=False, stderr=subprocess.DEVNULL).returncode == 0:
                mark.write_text(wanted, "utf-8")
        if shutil.which("npm") and not self._is_current():
            shutil.copy(HERE / "package.json", self.folder / "package.json")
            npm = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--silent"]
            subprocess.run(npm, cwd=self.folder, check=False)

    @property
    def _python(self) -> Path:
        return self.folder / "python" / "bin" / "python"

    def _is_current(self) -> bool:
        given, had = HERE / "package.json", self.folder / "package.json"
        is_same = had.exists() and had.read_text("utf-8") == given.read_text("utf-8")
        return is_same and (self.folder / "node_modules").is_dir()

    def run(self, command: list[str]) -> str:
        """Run a command of the system; return what it printed.

        Raises:
            MissingError: it is not installed.
            RuntimeError: it failed.
        """
        if shutil.which(command[0]) is None:
            raise MissingError(command[0])
        done = subprocess.run(
            command, capture_output=True, timeout=600, check=False, cwd=self.folder
        )
        if done.returncode:
            raise RuntimeError(done.stderr.decode("utf-8", "replace")[-400:])
        return done.stdout.decode("utf-8", "replace")

    def python(self, code: str, *arguments: str) -> str:
        """Run a piece of Python where the engines of PyPI are."""
        if not self._python.exists():
            raise MissingError("PyPI")
        return self.run([str(self._python), "-W", "ignore", "-c", code, *arguments])

    def node(self, script: str, *arguments: str) -> str:
        """Run a script of this folder where the engines of npm are."""
        if not (self.folder / "node_modules").is_dir():
            raise MissingError("npm")
        copy = self.folder / script  # modules are looked for from where the script stands
        shutil.copy(HERE / script, copy)
        return self.run(["node", str(copy), *arguments])
