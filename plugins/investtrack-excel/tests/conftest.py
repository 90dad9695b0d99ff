"""Makes folders of test material importable by their own names."""

import importlib.util
import sys
from pathlib import Path


for _name in ("layouts", "living", "kinds"):
    if f"excel_{_name}" not in sys.modules:
        _folder = Path(__file__).parent / _name
        _spec = importlib.util.spec_from_file_location(
            f"excel_{_name}", _folder / "__init__.py", submodule_search_locations=[str(_folder)]
        )
        sys.modules[f"excel_{_name}"] = importlib.util.module_from_spec(_spec)
        _spec.loader.exec_module(sys.modules[f"excel_{_name}"])
