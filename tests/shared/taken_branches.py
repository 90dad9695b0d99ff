"""Which arm of every ``if`` of a Word template a report takes."""

from investtrack_word.report.evaluate import Rendering, truth


class Recording(Rendering):
    """A rendering that notes which arm of every ``if`` it took."""

    def __init__(self, names, taken):
        super().__init__(names, marked=False)
        self.taken = taken

    def _if(self, piece, put):
        for number, (condition, body) in enumerate(piece[1]):
            if truth(self._value(condition)):
                self.taken.add((id(piece), number))
                self._body(body, put)
                return
        self.taken.add((id(piece), -1))
        self._body(piece[2], put)


def branches(tree):
    """Yield every ``if`` of a tree."""
    for piece in tree:
        if isinstance(piece, str) or piece[0] not in {"if", "for"}:
            continue
        if piece[0] == "if":
            yield piece
            inner = [body for _, body in piece[1]] + [piece[2]]
        else:
            inner = [piece[3], piece[4]]
        for body in inner:
            yield from branches(body)
