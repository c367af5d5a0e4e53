"""The third regulation with one mistake each, and what is said about it."""

from dataclasses import dataclass

from reglament.regulation.terms.letter_kinds import VARIABLES

LETTERS = ", ".join(VARIABLES)


@dataclass(frozen=True)
class Case:
    """`before` is replaced by `after` in the text; `en` and `ru` are the whole message."""

    about: str
    before: str
    after: str
    en: str
    ru: str


CASES = (
    Case(
        "a key nobody knows",
        before="rank = 5\n",
        after="rank = 5\nrankk = 5\n",
        en="line 38 · levels.tin.rankk: there is no key “rankk” here; there are: name, clause, retired, rank, "
        "channels, kinds, stage, limits, about. Did you mean “rank”?",
        ru="строка 38 · levels.tin.rankk: ключа «rankk» здесь не бывает; бывают: name, clause, retired, rank, "
        "channels, kinds, stage, limits, about. Может быть, «rank»?",
    ),
    Case(
        "a missing key",
        before="rank = 5\n",
        after="",
        en="line 35 · levels.tin.rank: the key “rank” is missing.",
        ru="строка 35 · levels.tin.rank: не хватает ключа «rank».",
    ),
    Case(
        "a missing language",
        before='{ ru = "Золотой", en = "Gold" }',
        after='{ ru = "Золотой" }',
        en="line 31 · levels.gold.name.en: a text must be in both languages, “en” is missing.",
        ru="строка 31 · levels.gold.name.en: текст должен быть на обоих языках, а «en» нет.",
    ),
    Case(
        "an empty text",
        before='{ ru = "Золотой", en = "Gold" }',
        after='{ ru = "Золотой", en = " " }',
        en="line 31 · levels.gold.name.en: the text is empty.",
        ru="строка 31 · levels.gold.name.en: текст пуст.",
    ),
    Case(
        "a number in quotes",
        before="rank = 5",
        after='rank = "5"',
        en='line 37 · levels.tin.rank: this must be a whole number, not "5".',
        ru='строка 37 · levels.tin.rank: здесь ожидается целое число, а не "5".',
    ),
    Case(
        "a rank too large",
        before="rank = 5",
        after="rank = 500",
        en="line 37 · levels.tin.rank: the rank 500 is not from 0 to 99.",
        ru="строка 37 · levels.tin.rank: ранг 500 – не от 0 до 99.",
    ),
    Case(
        "a date in quotes",
        before="dated = 2026-02-01",
        after='dated = "2026-02-01"',
        en='line 6 · regulation.dated: this must be a date without quotes, such as 2026-12-31, not "2026-02-01".',
        ru='строка 6 · regulation.dated: здесь ожидается дата без кавычек, например 2026-12-31, а не "2026-02-01".',
    ),
    Case(
        "a wrong choice",
        before='stops-on = "started"',
        after='stops-on = "start"',
        en="line 135 · targets[5].stops-on[1]: “start” is not possible here; possible: answer, started, contact, "
        "confirmed, settled, developers, transfer, accepted, returned, workaround, resolved, terms, "
        "complaint-answered, delivered. "
        "Did you mean “started”?",
        ru="строка 135 · targets[5].stops-on[1]: «start» здесь не бывает; бывает: answer, started, contact, "
        "confirmed, settled, developers, transfer, accepted, returned, workaround, resolved, terms, "
        "complaint-answered, delivered. "
        "Может быть, «started»?",
    ),
    Case(
        "a name in capitals",
        before="[levels.tin]",
        after="[levels.Tin]",
        en="line 35 · levels.Tin: the name “Tin” is written in lower-case Latin letters, digits and dashes: "
        "critical-error.",
        ru="строка 35 · levels.Tin: имя «Tin» пишется латинскими строчными буквами, цифрами и дефисами: "
        "critical-error.",
    ),
    Case(
        "a bad amount",
        before='"45 minutes"',
        after='"45 mins"',
        en='line 115 · targets[2].amount: “45 mins” is no amount of time; it is written: "45 minutes", "45 '
        'working minutes".',
        ru='строка 115 · targets[2].amount: «45 mins» – не срок; срок пишется так: "45 minutes", "45 working minutes".',
    ),
    Case(
        "days of no kind",
        before='"2 working days"',
        after='"2 days"',
        en='line 140 · targets[6].amount: “2 days” is no amount of time; it is written: "2 working days", "2 '
        'calendar days".',
        ru='строка 140 · targets[6].amount: «2 days» – не срок; срок пишется так: "2 working days", "2 calendar days".',
    ),
    Case(
        "a share above all",
        before='"40 %"',
        after='"140 %"',
        en='line 180 · order.danger: “140 %” is no share; it is written from 1 to 100: "70 %".',
        ru='строка 180 · order.danger: «140 %» – не доля; доля пишется от 1 до 100: "70 %".',
    ),
    Case(
        "hours that end before they begin",
        before='"06:00–22:00"',
        after='"22:00–06:00"',
        en="line 23 · calendars.duty.week.mon-sun: “22:00–06:00” are no hours; they are written: mon = "
        '"22:00–24:00", tue-fri = "00:00–06:00, 22:00–24:00", sat = "00:00–06:00".',
        ru="строка 23 · calendars.duty.week.mon-sun: «22:00–06:00» – не часы работы; они пишутся так: mon = "
        '"22:00–24:00", tue-fri = "00:00–06:00, 22:00–24:00", sat = "00:00–06:00".',
    ),
    Case(
        "hours that overlap",
        before='"07:30–12:00, 13:00–16:30"',
        after='"07:30–13:00, 12:00–16:30"',
        en="line 13 · calendars.early.week.mon-thu: “07:30–13:00, 12:00–16:30” are no hours; they are "
        'written: "11:00–18:00", "09:00–13:00, 14:00–18:00", "closed".',
        ru="строка 13 · calendars.early.week.mon-thu: «07:30–13:00, 12:00–16:30» – не часы работы; они "
        'пишутся так: "11:00–18:00", "09:00–13:00, 14:00–18:00", "closed".',
    ),
    Case(
        "days of no week",
        before="mon-thu",
        after="mon-thr",
        en="line 13 · calendars.early.week: “mon-thr” are no days of the week; they are written: mon-fri, sat, "
        "sun-thu.",
        ru="строка 13 · calendars.early.week: «mon-thr» – не дни недели; они пишутся так: mon-fri, sat, sun-thu.",
    ),
    Case(
        "a weekday twice",
        before="mon-thu",
        after="mon-fri",
        en="line 13 · calendars.early.week: the day “fri” is given twice.",
        ru="строка 13 · calendars.early.week: день «fri» назван дважды.",
    ),
    Case(
        "a zone that is none",
        before='zone = "Europe/Berlin"\nlanguage',
        after='zone = "Europe/Belrin"\nlanguage',
        en='line 7 · regulation.zone: there is no time zone “Europe/Belrin”; it is written: "Europe/Moscow".',
        ru='строка 7 · regulation.zone: часового пояса «Europe/Belrin» нет; пояс пишется так: "Europe/Moscow".',
    ),
    Case(
        "a country that is none",
        before='holidays = "DE"',
        after='holidays = "ZZ"',
        en="line 14 · calendars.early.holidays: the holidays of “ZZ” are not known; a country is written in "
        'two letters: "RU", "DE-BY".',
        ru="строка 14 · calendars.early.holidays: праздники страны «ZZ» неизвестны; страна пишется двумя "
        'буквами: "RU", "DE-BY".',
    ),
    Case(
        "a country written out",
        before='holidays = "DE"',
        after='holidays = "Germany"',
        en="line 14 · calendars.early.holidays[1]: the holidays of “Germany” are not known; a country is written "
        'in two letters: "DE".',
        ru="строка 14 · calendars.early.holidays[1]: праздники страны «Germany» неизвестны; страна пишется двумя "
        'буквами: "DE".',
    ),
    Case(
        "a calendar that does not exist",
        before='calendar = "duty"',
        after='calendar = "dooty"',
        en="line 128 · targets[4].calendar: “dooty” is described nowhere; there are: early, duty, whole-day. "
        "Did you mean “duty”?",
        ru="строка 128 · targets[4].calendar: «dooty» нигде не описано; есть: early, duty, whole-day. Может "
        "быть, «duty»?",
    ),
    Case(
        "a level that does not exist",
        before='when = { level = "tin" }',
        after='when = { level = "tim" }',
        en="line 139 · targets[6].when.level[1]: “tim” is described nowhere; there are: gold, tin, none. Did "
        "you mean “tin”?",
        ru="строка 139 · targets[6].when.level[1]: «tim» нигде не описано; есть: gold, tin, none. Может быть, «tin»?",
    ),
    Case(
        "a field that does not exist",
        before='required = "lamp"',
        after='required = "lamb"',
        en="line 96 · request-types.lamp.required[1]: “lamb” is described nowhere; there are: lamp. Did you "
        "mean “lamp”?",
        ru="строка 96 · request-types.lamp.required[1]: «lamb» нигде не описано; есть: lamp. Может быть, «lamp»?",
    ),
    Case(
        "a redirect that does not exist",
        before='redirect = "painter"',
        after='redirect = "paintor"',
        en="line 101 · request-types.paint.redirect: “paintor” is described nowhere; there are: painter. Did "
        "you mean “painter”?",
        ru="строка 101 · request-types.paint.redirect: «paintor» нигде не описано; есть: painter. Может быть, "
        "«painter»?",
    ),
    Case(
        "a duty that does not exist",
        before='duties = "lamp"',
        after='duties = "lamps"',
        en="line 169 · departments.tower.duties[1]: “lamps” is described nowhere; there are: lamp, paint, "
        "anything. Did you mean “lamp”?",
        ru="строка 169 · departments.tower.duties[1]: «lamps» нигде не описано; есть: lamp, paint, anything. "
        "Может быть, «lamp»?",
    ),
    Case(
        "a calendar that never opens",
        before='week = { mon-sun = "06:00–22:00" }',
        after='week = { mon-sun = "closed" }',
        en="line 20 · calendars.duty: the calendar “duty” never opens: add week.",
        ru="строка 20 · calendars.duty: календарь «duty» никогда не открыт: добавьте week.",
    ),
    Case(
        "always, with hours",
        before="always = true",
        after='always = true\nweek = { mon-fri = "09:00–18:00" }',
        en="line 25 · calendars.whole-day: the calendar “whole-day” is open around the clock and has neither "
        'hours nor holidays: instead of always write week = { mon-sun = "00:00–24:00" }.',
        ru="строка 25 · calendars.whole-day: у круглосуточного календаря «whole-day» нет ни часов, ни праздников: "
        'вместо always напишите week = { mon-sun = "00:00–24:00" }.',
    ),
    Case(
        "an exception on no date",
        before="2026-12-28 = {",
        after="2026-13-28 = {",
        en="line 18 · calendars.early.exceptions.2026-13-28: “2026-13-28” is no date; a date is written: 2026-12-31, "
        "2026-12-24…2026-12-31.",
        ru="строка 18 · calendars.early.exceptions.2026-13-28: «2026-13-28» – не дата; дата пишется так: 2026-12-31, "
        "2026-12-24…2026-12-31.",
    ),
    Case(
        "nobody without a contract",
        before="[levels.none]",
        after="[levels.nothing]",
        en="line 30 · levels: there is no level “none”: say what a client without a contract gets.",
        ru="строка 30 · levels: нет уровня «none»: опишите, что получает клиент без договора.",
    ),
    Case(
        "a level about which nothing is said",
        before='metric = ["first_response", "next_response"]\nwhy',
        after='metric = "next_response"\nwhy',
        en="line 40 · levels.none: nothing is said about the first response at the level “none” (severity = "
        '"drizzle", request-type = "", department = ""); add a row, be it without an amount, with a why.',
        ru="строка 40 · levels.none: о времени реакции на уровне «none» ничего не сказано (severity = "
        '"drizzle", request-type = "", department = ""); добавьте строку, хотя бы без срока, с ключом why.',
    ),
    Case(
        "a row that can never decide",
        before='when = { level = "tin" }',
        after='when = { level = "gold", severity = "rain" }',
        en="line 137 · targets[6]: this row can never decide: whatever fits it is decided before by row 1, 4, 5.",
        ru="строка 137 · targets[6]: эта строка никогда не сработает: всё, что к ней подходит, раньше решает "
        "строка 1, 4, 5.",
    ),
    Case(
        "a reaction that pauses",
        before='stops-on = "started"',
        after='pauses = ["client"]',
        en="line 135 · targets[5].pauses: a first or next response can't be paused: remove pauses.",
        ru="строка 135 · targets[5].pauses: время реакции и ответа на уточнение не приостанавливается: уберите pauses.",
    ),
    Case(
        "neither amount nor why",
        before='amount = "2 working days"\ncalendar = "early"\n',
        after="",
        en="line 137 · targets[6]: there is neither an amount nor a why that says why there is none.",
        ru="строка 137 · targets[6]: нет ни срока (amount), ни объяснения (why), почему его нет.",
    ),
    Case(
        "an amount and a why",
        before='amount = "2 working days"',
        after='amount = "2 working days"\nwhy = { ru = "Так.", en = "So." }',
        en="line 141 · targets[6].why: an amount is given, so why is out of place.",
        ru="строка 141 · targets[6].why: срок назван, поэтому why лишнее.",
    ),
    Case(
        "no amount, but warnings",
        before='why = { ru = "Без договора',
        after='warnings = ["50 %"]\nwhy = { ru = "Без договора',
        en="line 145 · targets[7].warnings: without an amount the key “warnings” is out of place.",
        ru="строка 145 · targets[7].warnings: без срока ключ «warnings» лишний.",
    ),
    Case(
        "working time on no calendar",
        before='amount = "2 working days"\ncalendar = "early"',
        after='amount = "2 working days"',
        en="line 137 · targets[6]: “2 working days” is counted on a calendar: add calendar, there are: early, "
        "duty, whole-day.",
        ru="строка 137 · targets[6]: «2 working days» считается по календарю: добавьте calendar, есть: early, "
        "duty, whole-day.",
    ),
    Case(
        "hours around the clock on office hours",
        before='"45 minutes"\ncalendar = "whole-day"',
        after='"45 minutes"\ncalendar = "duty"',
        en="line 115 · targets[2].amount: “45 minutes” runs around the clock, the calendar does not: write "
        '"45 working minutes" or name an always-open calendar.',
        ru='строка 115 · targets[2].amount: «45 minutes» идёт круглосуточно, а календарь – нет: напишите "45 '
        'working minutes" или укажите круглосуточный календарь.',
    ),
    Case(
        "a cap in the amount's own unit",
        before='amount = "2 working days"',
        after='amount = "2 working days"\ncap = "3 working days"',
        en="line 141 · targets[6].cap: the cap “3 working days” is in the amount's own unit: the smaller of "
        "the two would always decide.",
        ru="строка 141 · targets[6].cap: потолок «3 working days» – в тех же единицах, что и срок: решал бы "
        "всегда меньший из двух.",
    ),
    Case(
        "a reply slower than the reaction",
        before='"20 minutes"',
        after='"50 minutes"',
        en="line 121 · targets[3].amount: the next response (50 minutes) is longer than the first response of "
        "the same level (45 minutes).",
        ru="строка 121 · targets[3].amount: ответ на уточнение (50 minutes) дольше реакции того же уровня (45 "
        "minutes).",
    ),
    Case(
        "one rank twice",
        before="rank = 5",
        after="rank = 1",
        en="line 37 · levels.tin.rank: the rank 1 is taken by “gold”.",
        ru="строка 37 · levels.tin.rank: ранг 1 уже занят: «gold».",
    ),
    Case(
        "no severity to begin with",
        before="rank = 0",
        after="rank = 2",
        en="line 44 · severities: no severity has rank 0, with which every ticket begins.",
        ru="строка 44 · severities: нет критичности с рангом 0: с неё начинается каждое обращение.",
    ),
    Case(
        "a kind of company at two levels",
        before='channels = "portal"',
        after='kinds = ["partner"]',
        en="line 38 · levels.tin.kinds: companies of the kind “partner” already get the level “gold”.",
        ru="строка 38 · levels.tin.kinds: компании вида «partner» уже получают уровень «gold».",
    ),
    Case(
        "an unofficial channel that opens",
        before='channels = "portal"',
        after='channels = "radio"',
        en="line 38 · levels.tin.channels[1]: the channel “radio” is not official and can't open tickets.",
        ru="строка 38 · levels.tin.channels[1]: канал «radio» не официальный и не может открывать обращения.",
    ),
    Case(
        "nobody takes first",
        before="takes-first = true\n",
        after="",
        en="line 165 · departments: no department takes tickets first: add takes-first = true.",
        ru="строка 165 · departments: ни один отдел не принимает обращения первым: добавьте takes-first = true.",
    ),
    Case(
        "two take first",
        before='stage = "development"',
        after="takes-first = true",
        en="line 174 · departments.workshop.takes-first: the department “tower” already takes tickets first.",
        ru="строка 174 · departments.workshop.takes-first: отдел «tower» уже принимает обращения первым.",
    ),
    Case(
        "a duty of two",
        before='stage = "development"',
        after='duties = "lamp"',
        en="line 174 · departments.workshop.duties[1]: “lamp” is already a duty of the department “tower”.",
        ru="строка 174 · departments.workshop.duties[1]: вопросом «lamp» уже занимается отдел «tower».",
    ),
    Case(
        "limited help without limits",
        before='scope = "not_solved"\nredirect = "painter"',
        after='scope = "limited"',
        en="line 98 · request-types.paint: the help is limited: say how far it goes (extent).",
        ru="строка 98 · request-types.paint: помощь ограничена – скажите, чем (extent).",
    ),
    Case(
        "a choice of nothing",
        before='choices = { red = { name = { ru = "красная", en = "red" } }, green = { name = { ru = "зелёная", '
        'en = "green" } } }\n'
        "",
        after="",
        en="line 89 · information.lamp: a choice needs its choices.",
        ru="строка 89 · information.lamp: для выбора нужны варианты (choices).",
    ),
    Case(
        "an order without the rest",
        before='"rest", "danger"]',
        after='"danger"]',
        en="line 177 · order.classes: the order has no class “rest” for ordinary tickets.\n"
        "line 179 · order.within-class.rest: “rest” is described nowhere; there are: storm, level:gold, "
        "rain, danger.",
        ru="строка 177 · order.classes: в порядке очереди нет класса «rest» для обычных обращений.\n"
        "строка 179 · order.within-class.rest: «rest» нигде не описано; есть: storm, level:gold, rain, "
        "danger.",
    ),
    Case(
        "an order that forgets a severity",
        before='["storm", ',
        after="[",
        en="line 177 · order.classes: the severity “storm” goes out of turn, but the order does not name it.",
        ru="строка 177 · order.classes: критичность «storm» решается вне очереди, но в порядке очереди её нет.",
    ),
    Case(
        "an order that sets apart what waits its turn",
        before='"rain", "rest"',
        after='"rain", "drizzle", "rest"',
        en="line 177 · order.classes[4]: the severity “drizzle” does not go out of turn (out-of-turn), yet "
        "the order sets it apart.",
        ru="строка 177 · order.classes[4]: критичность «drizzle» не решается вне очереди (out-of-turn), а "
        "порядок очереди её выделяет.",
    ),
    Case(
        "a class twice",
        before='"rest", "danger"]',
        after='"rest", "danger", "rest"]',
        en="line 177 · order.classes[6]: “rest” is named twice.",
        ru="строка 177 · order.classes[6]: «rest» названо дважды.",
    ),
    Case(
        "a letter nobody sends",
        before="[intake]",
        after='[letters.ackk.ru]\nsubject = "a"\nbody = "b"\n[letters.ackk.en]\nsubject = "a"\nbody = "b"\n\n[intake]',
        en=f"line 182 · letters.ackk: there is no letter “ackk”; there are: {LETTERS}. Did you mean “ack”?",
        ru=f"строка 182 · letters.ackk: письма «ackk» не бывает; бывают: {LETTERS}. Может быть, «ack»?",
    ),
    Case(
        "a variable the letter does not have",
        before="[intake]",
        after="[letters.withdrawn.ru]\n"
        'subject = "{subject}"\n'
        'body = "{tidd}"\n'
        "[letters.withdrawn.en]\n"
        'subject = "a"\n'
        'body = "b"\n'
        "\n"
        "[intake]",
        en="line 184 · letters.withdrawn.ru.body: this letter has no variable {tidd}; there are: desk, level, "
        "link, name, responsible, severity, subject, tid. Did you mean “tid”?",
        ru="строка 184 · letters.withdrawn.ru.body: в этом письме нет переменной {tidd}; есть: desk, level, "
        "link, name, responsible, severity, subject, tid. Может быть, «tid»?",
    ),
    Case(
        "a brace without its pair",
        before="[intake]",
        after="[letters.withdrawn.ru]\n"
        'subject = "{subject"\n'
        'body = "b"\n'
        "[letters.withdrawn.en]\n"
        'subject = "a"\n'
        'body = "b"\n'
        "\n"
        "[intake]",
        en="line 183 · letters.withdrawn.ru.subject: a brace without its pair; a brace itself is written "
        "twice: {{, }}.",
        ru="строка 183 · letters.withdrawn.ru.subject: фигурная скобка без пары; сама скобка пишется дважды: {{, }}.",
    ),
    Case(
        "text that is no TOML",
        before="rank = 5",
        after="rank 5",
        en="line 37: after the key the sign “=” is missing: rank 5.",
        ru="строка 37: после ключа не хватает знака «=»: rank 5.",
    ),
)
