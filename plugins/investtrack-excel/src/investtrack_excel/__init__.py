"""Excel importer, exporter and template for investtrack; for importers of other layouts, the cells of a workbook as they are seen.

Names are loaded when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from investtrack.lazy import lazy_names


if TYPE_CHECKING:
    from investtrack_excel.importer import ExcelImporter, sheet_names, workbook_sheets

_HOMES = {".importer": ("ExcelImporter", "sheet_names", "workbook_sheets")}

__all__ = ["ExcelImporter", "sheet_names", "workbook_sheets"]

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
