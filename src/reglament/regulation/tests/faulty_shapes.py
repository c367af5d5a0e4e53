"""The third regulation with values of another shape than they have, and what would be right."""

from reglament.regulation.tests.faulty_documents import Case

CASES = (
    Case(
        "a section nobody wrote",
        before="[order]",
        after="[ordre]",
        en="order: the section [order] is missing; blank.toml shows what it looks like.\n"
        "line 176 · ordre: there is no key “ordre” here; there are: regulation, calendars, contract-hours, "
        "levels, severities, urgencies, impacts, matrix, channels, information, request-types, extents, "
        "services, findings, metrics, targets, escalations, credits, acceptance, answers, postpone, refuse, "
        "redirect, works, paid, prices, specification, rating, reopening, closing, reports, statements, "
        "definitions, readings, departments, order, intake, identification, attachments, complaints, "
        "publication, labels, roles, letters, holiday-names, production-calendar. Did you mean “order”?",
        ru="order: не хватает раздела [order]; как он выглядит, видно в blank.toml.\n"
        "строка 176 · ordre: ключа «ordre» здесь не бывает; бывают: regulation, calendars, contract-hours, "
        "levels, severities, urgencies, impacts, matrix, channels, information, request-types, extents, "
        "services, findings, metrics, targets, escalations, credits, acceptance, answers, postpone, refuse, "
        "redirect, works, paid, prices, specification, rating, reopening, closing, reports, statements, "
        "definitions, readings, departments, order, intake, identification, attachments, complaints, "
        "publication, labels, roles, letters, holiday-names, production-calendar. Может быть, «order»?",
    ),
    Case(
        "rows in single brackets",
        before="[intake]",
        after='[statements]\nslug = "a"\n\n[intake]',
        en="line 182 · statements: this must be [[statements]] before each row, not {…}.",
        ru="строка 182 · statements: здесь ожидается [[statements]] перед каждой строкой, а не {…}.",
    ),
    Case(
        "a section in double brackets",
        before="[departments.tower]",
        after="[[departments.tower]]",
        en="line 165 · departments.tower: this must be [departments.tower] once, not […].",
        ru="строка 165 · departments.tower: здесь ожидается один раз [departments.tower], а не […].",
    ),
    Case(
        "a text in one language without its table",
        before='name = { ru = "Золотой", en = "Gold" }',
        after='name = "Gold"',
        en='line 31 · levels.gold.name: this must be a text in both languages: { ru = "…", en = "…" }, not "Gold".',
        ru='строка 31 · levels.gold.name: здесь ожидается текст на обоих языках: { ru = "…", en = "…" }, а не "Gold".',
    ),
    Case(
        "a week without its table",
        before='week = { mon-sun = "06:00–22:00" }',
        after='week = "06:00–22:00"',
        en='line 23 · calendars.duty.week: this must be hours by days: { mon-fri = "09:00–18:00" }, not "06:00–22:00".',
        ru='строка 23 · calendars.duty.week: здесь ожидается неделя: { mon-fri = "09:00–18:00" }, а не "06:00–22:00".',
    ),
    Case(
        "names that are a table",
        before='channels = "portal"',
        after="channels = { portal = true }",
        en='line 38 · levels.tin.channels: this must be a name in quotes, or several: ["…", "…"], not {…}.',
        ru='строка 38 · levels.tin.channels: здесь ожидается имя в кавычках или несколько: ["…", "…"], а не {…}.',
    ),
    Case(
        "a condition beside when",
        before='when = { level = "tin" }',
        after='level = "tin"',
        en="line 139 · targets[6].level: there is no key “level” here; there are: metric, when, amount, calendar, "
        "cap, cut-off, share, stops-on, pauses, warnings, on-raise, on-lower, on-transfer, on-reopen, extension, "
        "clause, why. Did you mean “when = { level = … }”?",
        ru="строка 139 · targets[6].level: ключа «level» здесь не бывает; бывают: metric, when, amount, calendar, "
        "cap, cut-off, share, stops-on, pauses, warnings, on-raise, on-lower, on-transfer, on-reopen, extension, "
        "clause, why. Может быть, «when = { level = … }»?",
    ),
    Case(
        "single and double brackets of one section",
        before='metric = "first_response"\nwhen = { severity = "storm", level = "gold" }',
        after='metric = "first_response"\n'
        'when = { severity = "storm", level = "gold" }\n'
        'amount = "1 hour"\n'
        "\n"
        "[targets]\n"
        'metric = "first_response"',
        en="line 117: this section stands in single and in double brackets: [targets]. Rows of a list have double "
        "ones, anything else single ones.",
        ru="строка 117: этот раздел есть и в одинарных, и в двойных скобках: [targets]. Строки списка пишутся в "
        "двойных, остальное – в одинарных.",
    ),
    Case(
        "a table opened in one line and written in others",
        before='name = { ru = "Золотой", en = "Gold" }',
        after='name = {\n  ru = "Золотой", en = "Gold" }',
        en="line 31: the table is not closed by “}”: name = {. It is written in one line.",
        ru="строка 31: таблица не закрыта скобкой «}»: name = {. Она пишется в одну строку.",
    ),
    Case(
        "a date as people write it",
        before="dated = 2026-02-01",
        after="dated = 01.02.2026",
        en="line 6: there is no such date: dated = 01.02.2026. A date: 2026-12-31.",
        ru="строка 6: такой даты нет: dated = 01.02.2026. Дата пишется так: 2026-12-31.",
    ),
    Case(
        "a yes in capitals",
        before="out-of-turn = true",
        after="out-of-turn = True",
        en='line 51: the value can\'t be read: out-of-turn = True. A text is written in straight quotes: "…", '
        "yes and no are true and false.",
        ru='строка 51: значение не читается: out-of-turn = True. Текст пишется в прямых кавычках: "…", да и нет – '
        "true и false.",
    ),
    Case(
        "events that are a table",
        before='stops-on = "started"',
        after="stops-on = { started = true }",
        en='line 135 · targets[5].stops-on: this must be a name in quotes, or several: ["…", "…"], not {…}.',
        ru='строка 135 · targets[5].stops-on: здесь ожидается имя в кавычках или несколько: ["…", "…"], а не {…}.',
    ),
    Case(
        "a department without the name of its calendar",
        before="[departments.tower]",
        after='[departments.cellar]\nname = { ru = "Подвал", en = "Cellar" }\ncalendar = ""\n\n[departments.tower]',
        en="line 167 · departments.cellar.calendar: “” is described nowhere; there are: early, duty, whole-day.",
        ru="строка 167 · departments.cellar.calendar: «» нигде не описано; есть: early, duty, whole-day.",
    ),
)
