"""format=flowed undone (RFC 3676)."""


def unflow(text: str, *, delete_space: bool) -> str:
    """format=flowed undone (RFC 3676 §4): soft breaks joined within one quote depth, stuffing removed."""
    lines: list[list[str]] = []
    open_depth: int | None = None
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        words = line[depth:].removeprefix(" ")
        is_flowed = words.endswith(" ") and words != "-- "
        piece = words[:-1] if is_flowed and delete_space else words
        if open_depth == depth and words != "-- ":
            lines[-1].append(piece)
        else:
            lines.append([">" * depth + " " if depth else "", piece])
        open_depth = depth if is_flowed else None
    return "\n".join("".join(pieces) for pieces in lines)
