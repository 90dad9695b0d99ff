"""Values of figures are frozen to the bottom: equal ones count as one, and none can be changed."""

import pickle

import pytest

from investtrack.values.frozen import deep_frozen, frozen_dict


def test_equal_ones_are_one():
    one, same, other = (frozen_dict(each) for each in ({"甲": 1}, {"甲": 1}, {"甲": 2}))
    assert hash(one) == hash(same)
    assert len({one, same, other}) == 2


def test_nothing_within_can_be_changed():
    whole = deep_frozen({"甲": {"乙": 2}})
    with pytest.raises(TypeError):
        whole["甲"] = 2
    with pytest.raises(TypeError):
        whole["甲"]["乙"] = 3


def test_a_copy_of_another_process_is_frozen_too():
    kept = pickle.loads(pickle.dumps(deep_frozen({"甲": {"乙": 2}})))
    assert kept == {"甲": {"乙": 2}}
    with pytest.raises(TypeError):
        kept["甲"]["乙"] = 3
