"""What opening a workbook has to say of the file itself."""

from __future__ import annotations

from investtrack.findings import Catalogue, FindingKind, Grade


FINDINGS = Catalogue(
    (
        FindingKind(
            code="file-mislabelled", grade=Grade.NOTE, title="扩展名与内容不符",
            meaning="the content is of another format than the suffix says",
            message="文件名是 {suffix}，{actual}；已按实际格式读取", mend="建议改成与内容相符的扩展名",
        ),
        FindingKind(
            code="file-has-macros", grade=Grade.NOTE, title="文件含有宏",
            meaning="macros, which were not run",
            message="文件含有宏；宏没有运行，只读取单元格的值", mend="无需处理",
        ),
    )
)  # fmt: skip
