"""What is new in Russian replies, over as many made letters as one likes. Prints one JSON object.

python benchmarks/replies.py [LETTERS] [--from SEED]

Every letter is made of a program, a place of the answer, a depth, a form, a charset and a signature
(`reglament.mail.tests.replies_ru`). Counted are those read exactly, those that lost a word and those that kept one too
many, and the programs where that happened.
"""

import argparse
import json
import re
from collections import Counter
from typing import Any

from reglament.mail.format.parser import parse
from reglament.mail.tests.replies_ru import forward, reply


def main() -> None:
    """Print the figures."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("letters", nargs="?", type=int, default=20_000)
    asked.add_argument("--from", dest="first", type=int, default=0)
    options = asked.parse_args()
    seeds = range(options.first, options.first + options.letters)
    print(json.dumps({"replies": counted(seeds), "forwards": kept(seeds[: len(seeds) // 10])}, indent=2))


def counted(seeds: range) -> dict[str, Any]:
    """Replies read exactly, with a word lost, with a word too many."""
    exact, lost, left, where = 0, 0, 0, Counter[str]()
    for seed in seeds:
        sample = reply(seed)
        told = parse(sample.raw()).reply_text
        if told.split() == sample.new.split():
            exact += 1
            continue
        where[sample.name] += 1
        lost += bool(_words(sample.new) - _words(told))
        left += bool(_words(told) - _words(sample.new))
    share = round(100 * exact / len(seeds), 3)
    return {"letters": len(seeds), "exact": share, "lost_a_word": lost, "left_a_word": left, "where": list(where)[:20]}


def kept(seeds: range) -> dict[str, Any]:
    """Letters handed on that lost a word."""
    lost = [
        sample.name for sample in map(forward, seeds) if _words(sample.new) - _words(parse(sample.raw()).reply_text)
    ]
    return {"letters": len(seeds), "lost_a_word": len(lost), "where": lost[:20]}


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text))


if __name__ == "__main__":
    main()
