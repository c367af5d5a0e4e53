"""The third regulation as it can't be read, and what is said about it."""

from reglament.regulation.tests.faulty_documents import Case

CASES = (
    Case(
        "a text without its quote",
        before='slug = "leuchtturm"',
        after='slug = "leuchtturm',
        en='line 4: the text is not closed by its quote: slug = "leuchtturm.',
        ru='строка 4: текст не закрыт кавычкой: slug = "leuchtturm.',
    ),
    Case(
        "a text without any quotes",
        before='slug = "leuchtturm"',
        after="slug = leuchtturm",
        en='line 4: the value can\'t be read: slug = leuchtturm. A text is written in straight quotes: "…", yes '
        "and no are true and false.",
        ru='строка 4: значение не читается: slug = leuchtturm. Текст пишется в прямых кавычках: "…", да и нет – '
        "true и false.",
    ),
    Case(
        "two keys in a line",
        before="rank = 5",
        after='rank = 5 stage = "support"',
        en='line 37: there is something after the value: rank = 5 stage = "support". The next key '
        "begins a new line, a note begins with “#”.",
        ru='строка 37: после значения в строке есть лишнее: rank = 5 stage = "support". Следующий ключ '
        "пишется с новой строки, примечание – после «#».",
    ),
    Case(
        "a heading without its bracket",
        before="[levels.tin]",
        after="[levels.tin",
        en="line 35: the heading is not closed by its bracket: [levels.tin.",
        ru="строка 35: заголовок раздела не закрыт скобкой: [levels.tin.",
    ),
    Case(
        "a heading twice",
        before="[levels.none]",
        after="[levels.tin]",
        en="line 40: this was said above already: [levels.tin].",
        ru="строка 40: это уже сказано выше: [levels.tin].",
    ),
    Case(
        "a key twice",
        before="rank = 5",
        after="rank = 5\nrank = 6",
        en="line 38: this was said above already: rank = 6.",
        ru="строка 38: это уже сказано выше: rank = 6.",
    ),
    Case(
        "a list without its bracket",
        before='classes = ["storm", "level:gold", "rain", "rest", "danger"]',
        after='classes = ["storm", "level:gold", "rain", "rest", "danger"',
        en='line 178: the list above is not closed by “]”, and yet there follows: within = ["receipt"].',
        ru='строка 178: выше список не закрыт скобкой «]», а уже идёт: within = ["receipt"].',
    ),
    Case(
        "a table over two lines",
        before='when = { level = "tin" }',
        after='when = { level = "tin",\n severity = "rain" }',
        en='line 139: the table is not closed by “}”: when = { level = "tin",. It is written in one line.',
        ru='строка 139: таблица не закрыта скобкой «}»: when = { level = "tin",. Она пишется в одну строку.',
    ),
    Case(
        "a backslash in a text",
        before='en = "Lamp" }\nkind',
        after='en = "C:\\Lamp" }\nkind',
        en='line 90: a backslash in a text is written twice: name = { ru = "Лампа", en = "C:\\Lamp" }.',
        ru='строка 90: обратная косая черта в тексте пишется дважды: name = { ru = "Лампа", en = "C:\\Lamp" }.',
    ),
    Case(
        "a day that does not exist",
        before="dated = 2026-02-01",
        after="dated = 2026-02-30",
        en="line 6: there is no such date: dated = 2026-02-30. A date: 2026-12-31.",
        ru="строка 6: такой даты нет: dated = 2026-02-30. Дата пишется так: 2026-12-31.",
    ),
    Case(
        "Cyrillic keys",
        before="rank = 5",
        after="ранг = 5",
        en="line 37: a key is written in Latin letters, digits and dashes: ранг = 5.",
        ru="строка 37: имя ключа пишется латинскими буквами, цифрами и дефисами: ранг = 5.",
    ),
    Case(
        "words for a line",
        before="rank = 5",
        after="= 5",
        en="line 37: the line can't be read: = 5. It may be a heading “[section]” or “key = value”.",
        ru="строка 37: строка не читается: = 5. Бывает заголовок «[раздел]» или «ключ = значение».",
    ),
    Case(
        "a tab inside a text",
        before='en = "Lamp" }\nkind',
        after='en = "La\tmp\x01" }\nkind',
        en='line 90: there is a character that may not stand there: name = { ru = "Лампа", en = "La	mp�" }. Texts '
        "have no tabs or invisible characters.",
        ru='строка 90: в строке недопустимый знак: name = { ru = "Лампа", en = "La	mp�" }. Табуляция и невидимые '
        "знаки в тексте не пишутся.",
    ),
)
