"""Values that one drawn number says all of: hypothesis draws how many rows there are, and a generator what stands in each.

Drawn cell by cell, a ledger took longer than what is asked of it. A failing one is still made smaller: rows are left out, and
those that stay are the same.
"""

from functools import partial
from random import Random

from hypothesis import strategies as st


SEEDS = st.integers(0, 2**64 - 1)
MOST = 5  # rows of a list
# Signs of every kind that a text may hold, each kind as often: plain, Chinese, spaces and controls, any of the plane, beyond it.
_SIGNS = (
    lambda chance: chr(chance.randint(0x20, 0x7E)),
    lambda chance: chr(chance.randint(0x4E00, 0x9FFF)),
    lambda chance: chance.choice("\0\t\n\r\x0b\x1f\x7f\x85\xa0\u200b\u2028\u3000\ufeff\uffff"),
    lambda chance: chr(chance.choice((chance.randint(0, 0xD7FF), chance.randint(0xE000, 0xFFFF)))),
    lambda chance: chr(chance.randint(0x10000, 0x10FFFF)),
)


def said_by(make):
    """Return a strategy of what *make* makes of a generator of random numbers."""
    return SEEDS.map(lambda seed: make(Random(seed)))


def text(chance, most):
    """Return a text of at most *most* signs, often of one kind."""
    kinds = chance.sample(_SIGNS, chance.randint(1, 2))
    return "".join(chance.choice(kinds)(chance) for _ in range(chance.randint(0, most)))


def often_none(make):
    """Return a maker of what *make* makes, or of None as often."""
    return lambda chance: make(chance) if chance.random() < 0.5 else None


def several(chance, options, least=0, most=2):
    """Return some of *options*, in any order, each once."""
    return chance.sample(options, chance.randint(least, min(most, len(options))))


def one_of(options):
    """Return a maker of one of *options*."""
    return partial(_one_of, tuple(options))


def _one_of(options, chance):
    return chance.choice(options)


def rows_by_chance(makers, build, *, most=MOST, is_full=False):
    """Return a strategy of what *build* makes of a generator and lists of rows by name, one list in three None unless *is_full*.

    Each row is made by its maker of *makers* from a generator and its place: of a shorter list the rows are the longer one's first.
    """
    counts = st.integers(0, most)
    sizes = st.tuples(*(counts if is_full else st.none() | counts | counts for _ in makers))

    def made(seed, sizes):
        rows = {
            name: None if size is None else [make(Random(f"{seed} {name} {place}"), place) for place in range(size)]
            for (name, make), size in zip(makers.items(), sizes, strict=True)
        }  # fmt: skip
        return build(Random(seed), **rows)

    return st.builds(made, SEEDS, sizes)
