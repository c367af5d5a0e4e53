"""What is wrong with a text that is no TOML, in our words: `tomllib` says it in English only, and to programmers."""

import re

from reglament.regulation.document.problems.problems import Problem

_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)| \(at end of document\)")

_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_RUSSIAN_DATE = re.compile(r"=\s*\d\d?\.\d\d?\.\d{4}")

CODES = {
    r"Invalid statement": "no_statement",
    r"Expected newline or end of document after a statement": "too_much_in_line",
    r"Expected '='.*": "no_equals_sign",
    r"Expected '\]+'.*": "heading_not_closed",
    r"Expected .*": "no_statement",
    r"Illegal character '\\n'": "text_not_closed",
    r"Found invalid character .*": "bad_character",
    r"Illegal character .*": "bad_character",
    r"Cannot (?:declare|redefine|mutate|overwrite).*": "table_twice",
    r"Duplicate inline table key .*": "table_twice",
    r"Invalid initial character for a key part": "bad_key",
    r"Unclosed array": "list_not_closed",
    r"Unclosed inline table": "inline_table_not_closed",
    r"Unescaped '\\' in a string": "bad_backslash",
    r"Invalid hex value": "bad_backslash",
    r"Escaped character is not a Unicode scalar value": "bad_backslash",
    r"Unterminated string": "text_not_closed",
    r"Invalid date or datetime": "bad_toml_date",
    r"Invalid value": "bad_toml_value",
}
"""Our code for each thing `tomllib` says, the first pattern that fits."""


def unreadable(message: str, text: str) -> Problem:
    """The problem that `tomllib` calls `message`, with its line and what is written there."""
    match = _AT_LINE.search(message)
    lines = text.split("\n")
    line = int(match[1]) if match and match[1] else max(len(text.rstrip("\n").split("\n")), 1)
    written = lines[line - 1].strip()
    code = _refined(code_of(_AT_LINE.sub("", message)), written, lines)
    return Problem(code, line=line, value=_INVISIBLE.sub("�", written))


def _refined(code: str, written: str, lines: list[str]) -> str:
    """The same, told more exactly by what the line looks like."""
    if code == "bad_key" and written.endswith((",", "{")):
        return "inline_table_not_closed"
    if _RUSSIAN_DATE.search(written) and code in ("too_much_in_line", "bad_toml_value"):
        return "bad_toml_date"
    if code == "table_twice" and written.startswith("["):
        name = written.strip("[]")
        brackets = {line.strip()[:2] == "[[" for line in lines if line.strip().strip("[]") == name}
        return "brackets_mixed" if len(brackets) > 1 else code
    if code == "no_statement" and written.partition("=")[0].strip() not in ("", written):
        return "bad_key"
    return code


def code_of(said: str) -> str:
    """Our code for what `tomllib` says."""
    return next((code for pattern, code in CODES.items() if re.fullmatch(pattern, said)), "no_statement")
