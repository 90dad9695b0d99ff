"""Each public name of the package is loaded when it is first asked for, and is what its module makes."""

import pytest

from investtrack import values
from investtrack.values import __all__ as names


@pytest.mark.parametrize("name", names)
def test_each_name_is_what_its_module_makes(name):
    found = getattr(values, name)
    assert found.__name__ == name
    assert found.__module__.startswith("investtrack.values.")
    assert name in dir(values)


def test_what_is_no_name_is_none():
    with pytest.raises(AttributeError, match="has no attribute 'Sum'"):
        _ = values.Sum
