"""Two editions of each founding regulation: the present one is the library's, the first differs from it a little.

Some contracts of the demo pin the first edition, so that the same question has two answers, each right for its client.
"""

from reglament.regulation.loading import library

FIRST_DATED = {"hivetaxi": "2017-08-01", "rosinfotech": "2017-01-01"}
PRESENT_DATED = {"hivetaxi": "2024-03-01", "rosinfotech": "2024-03-01"}

# What the present edition says, and what the first one said.
_CHANGED = {
    "hivetaxi": [
        ('заявленную критическую ошибку\namount = "1 hour"', 'заявленную критическую ошибку\namount = "2 hours"'),
        ("подтверждаем или понижаем за час,", "подтверждаем или понижаем за два часа,"),
        ("is confirmed or lowered within an hour, at", "is confirmed or lowered within two hours, at"),
    ],
    "rosinfotech": [
        ('exempt = "emergency"         # экстренный ответ уходит сразу\n', ""),
        ("Экстренный ответ отправляется сразу, хотя бы и ночью.", "Любой ответ ждёт девяти утра."),
        ("An answer in an emergency leaves at once, be it at night.", "Every answer waits for nine in the morning."),
    ],
}


def texts(name: str) -> tuple[str, str]:
    """(first, present) edition of the founding regulation `name`.

    LookupError when the library's text no longer says what is changed here.
    """
    present = library.text(name)
    first = present
    for now_says, said in _CHANGED[name]:
        if now_says not in first:
            raise LookupError(f"{name}: the library no longer says {now_says!r}")
        first = first.replace(now_says, said, 1)
    return first, present.replace(f"dated = {FIRST_DATED[name]}", f"dated = {PRESENT_DATED[name]}", 1)
