"""The clauses of the founding regulations: whether what is said about them is true, and the page that says it."""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence

from reglament.testing.clause_list import PACKAGE, REGULATIONS, Group, Sentence, documents, found, groups, sentences
from reglament.testing.clause_page import COMMAND, page
from reglament.testing.marks import Proof, proofs

PAGE = PACKAGE.parents[1] / "docs" / "clauses.md"


def main(arguments: Sequence[str]) -> int:
    """Write docs/clauses.md, or with `--check` compare it; returns 1 if anything is wrong, which is told on stderr."""
    parser = argparse.ArgumentParser(prog=COMMAND, description="Write docs/clauses.md.")
    parser.add_argument("--check", action="store_true", help="only tell what is wrong, and whether it is out of date")
    checking = parser.parse_args(arguments).check
    listed, proven, said = groups(), proofs(PACKAGE), sentences()
    wrong = [*faults(listed, proven), *faults_of_sentences(said)]
    text = page(listed, proven, documents(), said)
    if checking and (not PAGE.exists() or PAGE.read_text("utf-8") != text):
        wrong.append(f"docs/clauses.md is out of date: run {COMMAND}")
    if not checking and not wrong:
        PAGE.write_text(text, "utf-8")
    sys.stderr.writelines(f"{fault}\n" for fault in wrong)
    return 1 if wrong else 0


def faults(listed: Sequence[Group], proven: Sequence[Proof]) -> Iterator[str]:
    """Clauses, keys and modules that do not exist."""
    clauses = [clause for group in listed for clause in group.clauses]
    known = {clause.id for clause in clauses}
    for proof in proven:
        if proof.clause not in known:
            yield f"{proof.path}::{proof.name} names {proof.clause}, which is no clause"
    texts = documents()
    for clause in clauses:
        for owner, keys in clause.rules.items():
            for name in [owner] if owner else REGULATIONS:
                yield from (f"{clause.id}: {name}.toml has no {key}" for key in keys if not found(texts[name], key))
        yield from (f"{clause.id}: there is no module {module}" for module in clause.code if not _exists(module))


def faults_of_sentences(said: Mapping[str, Sequence[Sentence]]) -> Iterator[str]:
    """Sentences carried by keys that do not exist, or neither carried nor explained."""
    texts = documents()
    for name, listed in said.items():
        for sentence in listed:
            if bool(sentence.keys) == bool(sentence.why):
                yield f"{name} § {sentence.at}: “{sentence.says}” needs either keys or a why"
            yield from (
                f"{name} § {sentence.at}: {name}.toml has no {key}"
                for key in sentence.keys
                if not found(texts[name], key)
            )


def _exists(module: str) -> bool:
    path = PACKAGE.joinpath(*module.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
