"""What helps where a file is no ledger that anybody here reads: for a clerk, by what was likely meant."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path


_SAVE_AS = "请用 WPS 或 Excel 打开，另存为 xlsx 再用"
_BY_SUFFIX = {
    ".xlsb": f"这是 Excel 的二进制工作簿，{_SAVE_AS}",
    ".xltx": f"这是 Excel 模板，{_SAVE_AS}",
    ".ett": f"这是 WPS 表格模板，{_SAVE_AS}",
    ".numbers": f"这是苹果的表格，{_SAVE_AS}",
    ".csv": "CSV 按文件名认表，请改名为表名，如 项目台账.csv、入库计划.csv",
    ".txt": "这是纯文本；表格请另存为 xlsx，或另存为 CSV 并以表名作文件名，如 项目台账.csv",
    ".zip": "压缩包里要有按表名命名的 CSV，如 项目台账.csv；里面是工作簿的，请先解压",
    ".rar": "这是压缩包，请先解压",
    ".7z": "这是压缩包，请先解压",
    ".pdf": "PDF 里没有单元格，请找原来的工作簿",
    ".jpg": "这是图片，请找原来的工作簿",
    ".png": "这是图片，请找原来的工作簿",
    ".docx": "这是 Word 文档；核对汇报里的数用 audit 或 verify，台账请给工作簿",
    ".doc": "这是 Word 文档，台账请给工作簿",
    ".wps": "这是 WPS 文字文档，台账请给工作簿",
}
_IF_READ = (".csv", ".zip")
_MAY_HOLD = {".xlsb", ".xltx", ".ett", ".numbers", ".csv", ".zip", ".rar", ".7z"}
"""Suffixes of files that may hold a ledger, and are not read where they lie in a folder."""
WRITTEN = (
    "指标与台账",
    "校核清单",
    "工作汇报",
    "调度会",
    "（校核）",
    "（报送稿）",
    "（脱敏）",
    "各县情况",
    "各地区指标",
    "排名",
)
"""How the names of files end that are written, and may lie beside the ledgers they were written from."""
_LOCKS = ("~$", ".~lock.", ".~")


def is_lock(path: Path) -> bool:
    """Whether an office program left *path* beside a workbook that is open."""
    return path.name.startswith(_LOCKS)


def may_hold_ledger(path: Path) -> bool:
    """Whether a file in a folder that no importer claims may be a ledger, or hold one: by its name alone."""
    return path.suffix.lower() in _MAY_HOLD and not is_written(path)


def is_written(path: Path) -> bool:
    """Whether *path* is named as what is written from ledgers: a report, a workbook of figures, a list of findings."""
    return path.stem.endswith(WRITTEN)


def advice(path: Path, read: Collection[str]) -> str:
    """Return what helps with a file that no importer claims, though they read files of the suffixes *read*."""
    suffix = path.suffix.lower()
    if suffix in _IF_READ and suffix not in read:
        return f"没有安装读 {suffix} 的插件"
    return _BY_SUFFIX.get(suffix, "")


def lock_reason(path: Path) -> str:
    """Return what is said of a lock file: which workbook it belongs to."""
    name = path.name
    for mark in _LOCKS:
        name = name.removeprefix(mark)
    return f"这是打开工作簿时留下的临时文件，不是台账；请给 {name.rstrip('#')}"


def absent_reason(paths: Sequence[Path], index: int) -> str:
    """Return what is said of the path at *index*, which is not there: perhaps a name with blanks came in pieces."""
    for last in range(index + 2, len(paths) + 1):
        whole = Path(" ".join(map(str, paths[index:last])))
        if whole.exists():
            return f'没有这个文件；文件名里有空格的要加引号："{whole}"'
    return "没有这个文件或文件夹，请检查路径"
