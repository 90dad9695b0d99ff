"""Numbers of things that rose, and of those that rose more: counts that part nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from investtrack.values import QuantityKind as Kind
from investtrack_audit.exact import added
from investtrack_audit.text.prose import Mention, Prose


_ROSE = re.compile("增长|上涨|加快|回升|扭亏|盈利|两位数|高于|超过")
_SANK = re.compile("下降|下跌|减少|回落|放缓|亏损|低于|收窄|持平|负增长|未")


def are_nested(parts: Sequence[Mention]) -> bool:
    """Whether numbers of things are of those that rose and of those that rose more: 18个行业正增长，16个行业两位数增长 part nothing."""
    if parts[0].quantity.kind is not Kind.COUNT:
        return False
    rose = [part for part in parts if _ROSE.search(part.tail) and not _SANK.search(part.tail)]
    return len(rose) > 1


_REACHED = re.compile("已|完成|取得|办理|办结|获得|通过|启动|落实|签订|进场|开工|竣工|完工|投产")


def may_nest(prose: Prose, parts: Sequence[Mention]) -> bool:
    """Whether numbers of things say how far these have come, not which they are: 18个项目已取得许可，17个项目已办理用地."""
    if parts[0].quantity.kind is not Kind.COUNT:
        return False
    ends = [prose.mentions[part.index + 1 : part.index + 2] for part in parts]
    words = [
        part.tail
        for part, following in zip(parts, ends, strict=True)
        if not following or _MARK.search(following[0].gap)  # not 38个投产项目完成投资41亿元
    ]
    came = [one for one in words if _CAME.search(one) and not _SANK.search(one)]
    return len(came) > 1


_MARK = re.compile("[,;。、]")
_CAME = re.compile(f"{_REACHED.pattern}|{_ROSE.pattern}")


def make_one_of(parts: Sequence[Mention], wholes: Sequence[Mention]) -> bool:
    """Whether *parts* make one of *wholes* exactly."""
    total = added(part.quantity.value for part in parts)
    return any(whole.quantity.value == total for whole in wholes)
