"""Paper, ink and lettering: what all pictures share."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, BinaryIO, Literal
from warnings import catch_warnings, filterwarnings

from investtrack.model.rules import Colour
from investtrack.values.amount import Amount, Unit


if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


BLUE, ORANGE, GREEN, RED, GOLD, INK, FAINT, RULE = (
    "#2F5597", "#C55A11", "#3C8D5A", "#C0392B", "#E0A800", "#222222", "#8A8F98", "#D9DCE1",
)  # fmt: skip
COLOURS = {
    Colour.GREEN: GREEN,
    Colour.BLUE: "#2E75B6",
    Colour.GREY: "#A6A6A6",
    Colour.YELLOW: GOLD,
    Colour.RED: RED,
}
TITLE, TEXT, SMALL = 11.0, 8.5, 7.0
_INCH = 25.4
_DOTS = 200  # an A3 page has 3307 × 2339 of them: sharp on a projector and on paper


def sheet(width: float, height: float) -> Figure:
    """Return a blank figure of *width* × *height* mm."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width / _INCH, height / _INCH), facecolor="white")


def say(place: Figure | Axes, x: float, y: float, text: str, **how: Any) -> object:  # noqa: ANN401 - as matplotlib takes them
    """Write *text* on one line, never read as mathematics whatever signs a ledger's names have."""
    from investtrack_pictures.fonts import lettering

    size, weight = how.pop("size", TEXT), how.pop("weight", "normal")
    font = lettering(size)
    if weight == "bold":  # a font file is one weight: a thin outline makes it bold
        from matplotlib.patheffects import withStroke

        how["path_effects"] = [withStroke(linewidth=0.35, foreground=how.get("color", INK))]
    return place.text(
        x,
        y,
        " ".join(text.splitlines()),
        fontproperties=font,
        parse_math=False,
        **{"color": INK, **how},
    )


def heading(axes: Axes, text: str) -> None:
    """Write the title of a part above it."""
    say(
        axes,
        0,
        1.03,
        text,
        size=TITLE,
        weight="bold",
        color=BLUE,
        transform=axes.transAxes,
        va="bottom",
    )


def absent(axes: Axes, reason: str) -> None:
    """Say why a part has nothing to show; unknown is not zero."""
    axes.set_axis_off()
    say(
        axes,
        0.5,
        0.5,
        f"缺少资料：{reason}",
        color=FAINT,
        transform=axes.transAxes,
        ha="center",
        va="center",
    )


def bare(axes: Axes, *sides: str) -> None:
    """Take away frame, ticks and labels, save the frame's *sides*."""
    axes.set_xticks([])
    axes.set_yticks([])
    for name, spine in axes.spines.items():
        spine.set_visible(name in sides)
        spine.set_color(RULE)


def label_axis(
    axes: Axes,
    which: Literal["x", "y"],
    places: list[float],
    texts: list[str],
) -> None:
    """Letter the ticks of axis *which* (``x`` or ``y``)."""
    from investtrack_pictures.fonts import lettering

    font = lettering(SMALL)
    setter = axes.set_xticks if which == "x" else axes.set_yticks
    setter(places)
    named = axes.set_xticklabels if which == "x" else axes.set_yticklabels
    for label in named(texts, fontproperties=font, color=INK):
        label.set_parse_math(False)
    axes.tick_params(axis=which, length=0)


def billions(amount: Amount) -> float:
    """Return *amount* in 亿元 as a length on paper; what is printed comes from the exact value."""
    return float(amount.to(Unit.YI))


def day_number(day: date) -> float:
    """Return *day* as a place on a time axis."""
    return float(day.toordinal())


def cut(text: str, most: int) -> str:
    """Return *text*, at most *most* characters, with … where it is cut."""
    return text if len(text) <= most else text[: most - 1] + "…"


def save(figure: Figure, stream: BinaryIO, suffix: str, title: str, day: date) -> None:
    """Write *figure* as SVG or PNG; in SVG text stays text, to be searched, copied and read aloud."""
    from matplotlib import rc_context
    from matplotlib.text import Text

    from investtrack_pictures.fonts import NAMED

    form = suffix.removeprefix(".")
    metadata: dict[str, object] = (
        {
            "Title": title,
            "Date": day.isoformat(),
            "Creator": "investtrack",
        }
        if form == "svg"
        else {"Title": title, "Software": "investtrack"}
    )
    if form == "svg":
        for text in figure.findobj(Text):
            if (
                text.get_path_effects()
            ):  # these would make outlines of it; a viewer has the weight itself
                text.set_path_effects([])
                text.set_fontweight("bold")
    with (
        rc_context(
            {"svg.hashsalt": "investtrack", "svg.fonttype": "none", "font.sans-serif": NAMED}
        ),
        catch_warnings(),
    ):
        # A rare character that the font lacks is drawn as a box, which a reader sees.
        filterwarnings("ignore", message="Glyph .* missing from font")
        figure.savefig(stream, format=form, dpi=_DOTS, metadata=metadata)
