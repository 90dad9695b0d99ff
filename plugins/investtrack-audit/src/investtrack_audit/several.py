"""How many parts make a list: what stands alone is no list of parts and sums up to nothing."""

from __future__ import annotations


SEVERAL = 2
