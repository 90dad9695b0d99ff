"""What each later subject added to the core: its lines of today by the subject of the change that brought them.

    python benchmarks/additions.py             # by subject
    python benchmarks/additions.py "trust…"    # the changes of one subject, by the beginning of its name, and its rooms

Counted as house.py counts, from the tag `before-the-house` on. Each change adds to, or takes from, its subject's share of every
module it touches; a module that is renamed keeps its shares, one that is joined with another brings them along, one that leaves the
core takes them along. So the shares of the modules that are there add up to the core. A change that only moves, sorts, names or shortens is of the house, whatever it shortens.
"""

import ast
import subprocess
import sys
from collections import Counter
from functools import cache

import house


BASE = "before-the-house"
HOUSE = "the house"
ROOM = "src/investtrack"
SUBJECTS = {
    HOUSE: """
        cb4dbdaa ab92e960 8ad3a222 72c0a9a6 c751ce79 ad006f86 859dace4 c49e1ed9 4a3b02df c664abef 9ddcdfb1 029d8eaf
        05857b32 5d43f2f4 7b59ab95 45dfccf7 8046d8ef 4c835f7b 4fd03743 4579de23 29d844d4 b9cc500f 7a6579f2 901aa7ed
        d4f05e4d c2fbca93 c77c3d9a 21dfee41 017a17a9 360f59d7 e01e1c09 0e473fbf 569e3449 94af067e 05284653 fcc68afd
        3025c321 85a5fe23 f9953b3f c0428a4a 70997fb3 707544fa 00856325 2701f4a8 0079eee0 999c01d6 16c07b03 48ccdcb5
        26b7c024 17122696 4aefec48 5352ec9f 09f47da2 758c4633 1743944f 094686e1 0d647ca5 01a8f965 1d7634d5
        8e4901dd
        6a5352bf 97b3196e 282793b0 0100923e
    """,
    "kinds of cells, rows and tables": """
        9696442e 94e83615 f601006d f62e2ca9 d4c9a4dd b8e32caf 56277bf0 5bd506fc 46c45a4c ec7302b2 a6e99d88 fe8310ee
        fe719283 cff52896 7b63da26 eeecfcf8 f004bddb fef18b82 826fdb78 c4751eef da970e36 83fea777 d97dc236 2a33f20c
        5b6c440d 2207e021 8797456a d3d148ca f90343d6 4453fa3e 574e342f 2974e8eb b5bd54e6 64268332
        3394dac0 f712241d fa9dc582 a12c8194 120aafc7 1007c385 e8b8a5ef
        2d660179 beb59e6f 07d21ba9 9d1f3250 ab600b63 176bbf47 83c2685b 8bde7d92 1295f8f7 f29259b6 1cd90128 a106b9bb
        603f2cc6 17e2a7a6 5c960fd3 f58c126c 4511be49 e01e7b72 c42656fb c9b3e8c6 0e02dc42
        e9f3c9e0 43c1cc3c a0caafe3 c15f6170 3e837355 72d793cc 6bb2bd97 fe45e034 2c5be02c fad01fe3 3b63f180 d901ef99
        946b5444 72aeafe2 3ce9f496 39b8a3d8 fdf667eb 1018d8f8 de4f73f9 24770aa8
    """,
    "doubtful figures and the net of magnitudes": """
        acbd0240 bee31e12 f36dc5a9 2a8fc901 cbcf50f9 48a7bdfb eee3967b c238e8a7 2585408d 8a8ee7b1 ebdd05f9
        ff42622f
        a9eafd6b 98a9a153 666e49eb e8c6a6db
    """,
    "the front door, questions and odd layouts": """
        2e2616df 3a636cbb a7bc56f6 79fc642a 50c4537b 5d86f871 0a29054b 6f02aa4b d796ff04 1b0c8149
        8855e209
    """,
    "months and periods": """
        7d77a31f f00700e2 921d049d e1e808ba de201ba5 7de70ff4 cd32affc 5c9d3887 c31c2211
    """,
    "regions and their roll-up": """
        ff1f9f37 5a373e0a 4d79f4bf 192a9371 3d2f7119 de6e9051 e947ec45 ad5d7068 bb56ff5c 44cbbeb8 7a5eed12 f21edf06
        fc6c5f8f f3aef84e
    """,
    "a county's own columns, figures and outline": """
        99a8a308 2334b4ec 3e0d6107 97c5c1ca 43fbe6e6 d6551f35 a1dcdf86 72328191 62c7aa5e 1a21c14d c00db3f9
    """,
    "what was written: read back, kept, compared, stored": """
        7528fce6 08049c49 4a014f3a 5c10b8bd 69716a59 7cc18c0c ae939c25 d3b7d13e f32bc6f0 cac718c3 2529a56a 6f8d0e38
        ab4a57e7 aa1bd9dd 4565acd3 95e139fb be45daa0 ac8781a3
    """,
    "trust and limits": """
        16e6c770 f828a1d0 4c384fc2 5e00524e 9039a116 c33b760b 8ace3e42 bcf91f52 72f4f81e 0d13fa10 85bf479d 6fd43f67
        76210d83 07608149 6e1bd479 6558d562 ee9ad873 9c9ff354 ef97464c
        c04fac4b 0a8c1fcf b39dd6e2 aeb2e8c9
        52be5c49 ccb0e753 344bec24 fddf358f 724b0621 5802c4cc d5f98b44 e6e44359 18ec6791 85617299 c2dea504 0dbde51e
        880f62f6 e4022d0d 004b257b 20c6d96a
    """,
    "speed, memory and start": """
        16bc7ead 346cf2f9 7ea88b50 75e29bac be567154 89c25234 76b0c8d3 90ee8437 1414d872 27de5cdc 41911a97 030f5cf4
        eb7235f0 a7d18311 6a73fb68 90e72318 7d8b44a6 39d8a4be b91fb5ba ccf22dfb cb613f6c dd68c8e7 d59cbed1 fbc7d6c2
        2e205489 92a498ad 808307dc 79809cba ffd4de72 642557ef afc05d7a 3f906734 96e0125e 908f39e1 c9d515aa 5b0f20af
        93a3f2f4 24045b57 05d85625 a6633607 ea33c810 0d44d380 5b0dae55
        9e041df7 cc387b3b 0687c59e c00f4245 3448b6ca 57dd0e4c edc4774d f227d6cf
        9d1ea6d4 694e92e9 f1051cd6 616c665a 80479f51 ffdb38c3 5c9a536a
        6752775c 4b621eba 1c4580c0 88d4ae05 901b4209 a0251d74 b0354c1b 32242749
        6337ff24 40e8e1de 9e35320b f4b8defd 3518acb4 7a378619 0b76ce31
    """,
    "figures of the year, of money and of ranks": """
        a921d016 c34f96e6 3df50804 3905af2b 4f5a4eb4 0872cf18 158b6aa6 92a91714
        3158ce8b
    """,
    "what is said: messages, help, sentences": """
        558edd2e 940e1aae a7b709ce 00af66a5 b134b832 2f242052 50558587 f3549e23 c10606ba e1ba285e 25c7cc08 de657a3e
        6f30f6e8 0e37f979 2e1583cd 33638a1f ca7731bf c3251ca6
        fa76b909
    """,
}
UNSORTED = "not sorted yet"
SUBJECT_OF = {
    commit: subject for subject, commits in SUBJECTS.items() for commit in commits.split()
}


def _git(*words):
    return subprocess.run(
        ["git", *words], cwd=house.ROOT, capture_output=True, check=True
    ).stdout.decode()


@cache
def lines_of(blob):
    """Return the lines of code of a module, tables and declarations apart in the two ways of house.py."""
    source = _git("cat-file", "blob", blob)
    tree = ast.parse(source)
    code = house.code_lines(source, tree)
    return len(code) - len(code & house.data_lines(tree))


@cache
def names_of(blob):
    """Return the names that a module defines at its top level."""
    found = set()
    for node in ast.parse(_git("cat-file", "blob", blob)).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found.update(each.id for each in node.targets if isinstance(each, ast.Name))
    return found


def _home(gone, others):
    """Return the path among *others* that most names of a module that went are new in; None where it left the core."""
    names = names_of(gone)
    gained = {
        path: len(names & names_of(new) - (set() if kind == "A" else names_of(old)))
        for path, old, new, kind in others
    }
    path = max(gained, key=gained.get, default=None)
    return path if path and gained[path] * 2 >= max(len(names), 1) else None


def _changes():
    """Yield each change since the base, oldest first: commit, title, and what it did to which module."""
    for line in _git(
        "log", "--reverse", "--format=%h %s", f"{BASE}..HEAD", "--", ROOM
    ).splitlines():
        commit, _, title = line.partition(" ")
        told = _git("diff-tree", "-r", "-M", "--no-commit-id", "--abbrev=40", commit, "--", ROOM)
        yield commit[:8], title, [each.split("\t") for each in told.splitlines()]


def shares():
    """Return module → subject → lines, and subject → its changes with what each came to."""
    held, told = {}, {subject: [] for subject in (*SUBJECTS, UNSORTED)}
    for line in _git("ls-tree", "-r", BASE, "--", ROOM).splitlines():
        meta, path = line.split("\t")
        if path.endswith(".py"):
            held[path] = Counter({HOUSE: lines_of(meta.split()[2])})
    for commit, title, changes in _changes():
        subject, total = SUBJECT_OF.get(commit, UNSORTED), 0
        touched = []  # path, its path before, blobs before and after, kind
        for meta, path, *renamed in changes:
            if path.endswith(".py"):
                _, _, old, new, kind = meta.split()
                touched.append((renamed[0] if renamed else path, path, old, new, kind))
        others = [(path, old, new, kind) for path, _, old, new, kind in touched if kind in "AM"]
        brought = {}  # path → shares of modules that were joined with it
        for path, _, old, _, kind in touched:
            if kind == "D" and (home := _home(old, others)):
                brought.setdefault(home, Counter()).update(held.pop(path))
        for path, was, old, new, kind in touched:
            before = 0 if kind == "A" else lines_of(old)
            after = 0 if kind == "D" else lines_of(new)
            total += after - before
            if kind == "D":
                held.pop(path, None)
                continue
            share = held.pop(was, Counter())
            more = brought.get(path, Counter())
            share.update(more)
            share[subject] += after - before - more.total()
            held[path] = share
        told[subject].append((total, commit, title))
    return held, told


def main(asked):
    """Print the shares of the subjects, or one subject's changes and rooms."""
    held, told = shares()
    by_subject = Counter()
    for share in held.values():
        by_subject.update(share)
    if asked:
        subject = next(each for each in told if each.startswith(asked.rstrip("…")))
        for total, commit, title in told[subject]:
            print(f"{total:+6d} {commit} {title}")
        rooms = Counter()
        for path, share in held.items():
            rooms[path.split("/")[2].removesuffix(".py")] += share[subject]
        print(", ".join(f"{room} {count:+,}" for room, count in rooms.most_common() if count))
        return
    later = sum(by_subject.values()) - by_subject[HOUSE]
    print(
        f"core {sum(by_subject.values()):,}: the house {by_subject[HOUSE]:,}, later additions {later:,}"
    )
    for subject, count in by_subject.most_common():
        if subject != HOUSE:
            print(f"  {count:6,} {subject}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
