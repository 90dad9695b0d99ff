"""What JSON makes of an object, named once: keys, and values of any JSON kind."""

from __future__ import annotations

from typing import Any


JsonObject = dict[str, Any]
"""A JSON object. Its values are what its reader finds them to be; exact numbers are texts or integers."""
