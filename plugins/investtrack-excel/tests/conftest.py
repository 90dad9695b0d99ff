"""Makes the folder of layouts importable by its own name."""

import importlib.util
import sys
from pathlib import Path


_FOLDER = Path(__file__).parent / "layouts"
if "excel_layouts" not in sys.modules:
    _spec = importlib.util.spec_from_file_location(
        "excel_layouts", _FOLDER / "__init__.py", submodule_search_locations=[str(_FOLDER)]
    )
    sys.modules["excel_layouts"] = importlib.util.module_from_spec(_spec)
    _spec.loader.exec_module(sys.modules["excel_layouts"])
