"""docs/clauses.md: each clause with the rules that carry it, the code that executes it and the tests that prove it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reglament.testing.clause_list import REGULATIONS, Clause, Group, Sentence, found
from reglament.testing.marks import Proof

COMMAND = "python -m reglament.testing.clauses"
NOT_BUILT = "*not yet built*"
HEAD = "| id | clause | rules | code | tests |\n| --- | --- | --- | --- | --- |"
SENTENCES_HEAD = "| § | says | keys, or why none |\n| --- | --- | --- |"
INTRODUCTION = f"""\
# The clauses

What the two founding regulations ask for, and where the program does it. A clause is built when a test proves it.

This page is made by `{COMMAND}`: from the list in `testing/clauses.toml`, the two documents
in `regulation/library/`, and the tests that carry `@pytest.mark.clause`. The sections beside a key are those of the
vendor's own document, as the key cites them. Paths are within `src/reglament/`. At the end each document is gone
through sentence by sentence, from `testing/sentences.toml`.
"""


def page(
    listed: Sequence[Group],
    proven: Sequence[Proof],
    texts: Mapping[str, Any],
    said: Mapping[str, Sequence[Sentence]] | None = None,
) -> str:
    """The page as Markdown; `texts` are the parsed regulation files by name, `said` the sentences of the documents."""
    tests = {clause.id: [proof for proof in proven if proof.clause == clause.id] for clause in _all(listed)}
    built = sum(1 for proofs in tests.values() if proofs)
    parts = [INTRODUCTION, f"Built: {built} of {len(tests)}.\n"]
    for group in listed:
        rows = [_row(clause, texts, tests[clause.id]) for clause in group.clauses]
        parts.append("\n".join([f"## {group.en} · {group.ru}", "", HEAD, *rows, ""]))
    for name, sentences in (said or {}).items():
        carried = sum(1 for sentence in sentences if sentence.keys)
        told = f"{carried} of {len(sentences)} sentences are carried by keys of `{name}.toml`."
        rows = [_sentence(sentence) for sentence in sentences]
        title = f"## {REGULATIONS[name]}, sentence by sentence"
        parts.append("\n".join([title, "", told, "", SENTENCES_HEAD, *rows, ""]))
    return "\n".join(parts)


def _sentence(sentence: Sentence) -> str:
    carried = ", ".join(f"`{key}`" for key in sentence.keys) or f"*{sentence.why}*"
    return f"| {sentence.at} | {sentence.says} | {carried} |"


def _all(listed: Sequence[Group]) -> Iterator[Clause]:
    return (clause for group in listed for clause in group.clauses)


def _row(clause: Clause, texts: Mapping[str, Any], proven: Sequence[Proof]) -> str:
    words = [f"**{clause.en}** · {clause.ru}", clause.does]
    if clause.later:
        words.append(f"*Still to come:* {clause.later}")
    code = [f"`{module}`" for module in clause.code]
    tests = [f"`{proof.path}::{proof.name}`" for proof in proven] or [NOT_BUILT]
    cells = [clause.id, *("<br>".join(cell) for cell in (words, _rules(clause, texts), code, tests))]
    return f"| {' | '.join(cells)} |"


def _rules(clause: Clause, texts: Mapping[str, Any]) -> Iterator[str]:
    for owner, keys in clause.rules.items():
        names = [owner] if owner else list(REGULATIONS)
        for key in keys:
            told = "; ".join(f"{REGULATIONS[name]}{_sections(texts[name], key)}" for name in names)
            yield f"`{key}` ({told})"


def _sections(document: Any, key: str) -> str:
    """The sections that what `key` names cites, if they are few enough to tell something."""
    cited = dict.fromkeys(cited for _, cited in found(document, key) if cited)
    return f" § {', '.join(cited)}" if 0 < len(cited) <= 3 else ""
