"""Install from the wheels beside this file, without a network; what it says is for a clerk, in Chinese.

Only the standard library, and no syntax newer than Python 3.6: an old interpreter must be able to say that it is too old.
"""

import hashlib
import json
import os
import subprocess
import sys


HERE = os.path.dirname(os.path.abspath(__file__))
WHEELS = os.path.join(HERE, "wheels")
ENVIRONMENT = os.path.join(HERE, "env")


def say(text):
    """Print a line, in whatever the console can show."""
    encoding = sys.stdout.encoding or "ascii"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + "\n")
    sys.stdout.flush()


def what_is_wrong(made_for):
    """Return why this bundle cannot be installed here, or None."""
    version = "%d.%d" % sys.version_info[:2]
    if version not in made_for["python"]:
        return "这台电脑的 Python 是 %s（%s），这个安装包要 Python %s。请先装好再运行本程序。" % (
            version, sys.executable, " 或 ".join(made_for["python"]),
        )  # fmt: skip
    import platform

    machine = platform.machine().lower().replace("amd64", "x86_64").replace("arm64", "aarch64")
    here = "%s-%s" % (platform.system().lower(), machine)
    if here != made_for["platform"]:
        return "这个安装包是给 %s 的，这台电脑是 %s。请换对应的安装包。" % (
            made_for["platform"],
            here,
        )
    if sys.maxsize < 2**32:
        return "这台电脑装的是 32 位 Python，请换 64 位的 Python %s。" % " 或 ".join(
            made_for["python"]
        )
    return None


def damaged():
    """Return the files that are not what SHA256SUMS says."""
    found = []
    with open(os.path.join(HERE, "SHA256SUMS"), encoding="utf-8") as lines:
        for line in lines:
            digest, _, name = line.rstrip("\n").partition("  ")
            path = os.path.join(HERE, *name.split("/"))
            if not os.path.isfile(path):
                found.append(name)
                continue
            with open(path, "rb") as stream:
                if hashlib.sha256(stream.read()).hexdigest() != digest:
                    found.append(name)
    return found


def main():
    """Check, install, try; return the exit status."""
    with open(os.path.join(HERE, "bundle.json"), encoding="utf-8") as stream:
        made_for = json.load(stream)
    wrong = what_is_wrong(made_for)
    if wrong:
        say(wrong)
        return 2
    say("1/3 核对文件")
    broken = damaged()
    if broken:
        say("下面的文件缺失或损坏，请重新拷贝整个文件夹：")
        for name in broken:
            say("  " + name)
        return 2
    say("2/3 安装，不用网络，大约一分钟")
    import venv

    venv.EnvBuilder(clear=True, with_pip=False).create(ENVIRONMENT)
    folder = os.path.join(ENVIRONMENT, "Scripts" if os.name == "nt" else "bin")
    python = os.path.join(folder, "python.exe" if os.name == "nt" else "python")
    pip = next(name for name in sorted(os.listdir(WHEELS)) if name.startswith("pip-"))
    environ = dict(os.environ, PYTHONUTF8="1", PIP_CONFIG_FILE=os.devnull, PIP_DISABLE_PIP_VERSION_CHECK="1")  # fmt: skip
    environ.pop("PYTHONPATH", None)
    status = subprocess.call(
        [python, os.path.join(WHEELS, pip, "pip"), "install", "--quiet", "--no-index", "--find-links", WHEELS,
         "--only-binary", ":all:", "--require-hashes", "--requirement", os.path.join(HERE, "requirements.txt")],
        env=environ,
    )  # fmt: skip
    if status:
        say("没有装成。上面的英文是原因，请连同这个窗口一起发给维护的人。")
        return 2
    say("3/3 试运行")
    program = os.path.join(folder, "investtrack.exe" if os.name == "nt" else "investtrack")
    if subprocess.call([program, "--version"], env=environ):
        say("装好了，但运行不了，请把上面的话发给维护的人。")
        return 2
    say(
        "装好了。以后双击 start.bat 就能用。"
        if os.name == "nt"
        else "装好了。以后运行 ./start.sh 就能用。"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
