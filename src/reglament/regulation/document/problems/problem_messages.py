"""What is said about each kind of problem, in Russian and English."""

from reglament.regulation.document.problems.problem_messages_service import SERVICE_MESSAGES, SYNTAX_MESSAGES
from reglament.regulation.terms.basics import Words

MESSAGES = {
    **SERVICE_MESSAGES,
    **SYNTAX_MESSAGES,
    "unknown_key": Words(
        "ключа «{value}» здесь не бывает; бывают: {expected}.", "there is no key “{value}” here; there are: {expected}."
    ),
    "missing_section": Words(
        "не хватает раздела {expected}; как он выглядит, видно в blank.toml.",
        "the section {expected} is missing; blank.toml shows what it looks like.",
    ),
    "missing_key": Words("не хватает ключа «{value}».", "the key “{value}” is missing."),
    "missing_language": Words(
        "текст должен быть на обоих языках, а «{value}» нет.", "a text must be in both languages, “{value}” is missing."
    ),
    "empty_text": Words("текст пуст.", "the text is empty."),
    "wrong_type": Words("здесь ожидается {expected}, а не {value}.", "this must be {expected}, not {value}."),
    "bad_choice": Words(
        "«{value}» здесь не бывает; бывает: {expected}.", "“{value}” is not possible here; possible: {expected}."
    ),
    "bad_slug": Words(
        "имя «{value}» пишется латинскими строчными буквами, цифрами и дефисами: {expected}.",
        "the name “{value}” is written in lower-case Latin letters, digits and dashes: {expected}.",
    ),
    "bad_amount": Words(
        "«{value}» – не срок; срок пишется так: {expected}.",
        "“{value}” is no amount of time; it is written: {expected}.",
    ),
    "bad_cut_off": Words(
        "«{value}» – не время дня; оно пишется так: {expected}.",
        "“{value}” is no time of day; it is written: {expected}.",
    ),
    "bad_percent": Words(
        "«{value}» – не доля; доля пишется от 1 до 100: {expected}.",
        "“{value}” is no share; it is written from 1 to 100: {expected}.",
    ),
    "bad_rank": Words("ранг {value} – не от 0 до 99.", "the rank {value} is not from 0 to 99."),
    "bad_hours": Words(
        "«{value}» – не часы работы; они пишутся так: {expected}.",
        "“{value}” are no hours; they are written: {expected}.",
    ),
    "bad_weekdays": Words(
        "«{value}» – не дни недели; они пишутся так: {expected}.",
        "“{value}” are no days of the week; they are written: {expected}.",
    ),
    "weekday_twice": Words("день «{value}» назван дважды.", "the day “{value}” is given twice."),
    "bad_zone": Words(
        "часового пояса «{value}» нет; пояс пишется так: {expected}.",
        "there is no time zone “{value}”; it is written: {expected}.",
    ),
    "zone_without_summer": Words(
        "пояс «{value}» не знает летнего времени; напишите {expected}.",
        "the zone “{value}” knows no summer time; write {expected}.",
    ),
    "bad_day": Words(
        "«{value}» – не день этого года; дни пишутся так: {expected}.",
        "“{value}” is no day of that year; days are written: {expected}.",
    ),
    "bad_country": Words(
        "праздники страны «{value}» неизвестны; страна пишется двумя буквами: {expected}.",
        "the holidays of “{value}” are not known; a country is written in two letters: {expected}.",
    ),
    "unknown_name": Words(
        "«{value}» нигде не описано; есть: {expected}.", "“{value}” is described nowhere; there are: {expected}."
    ),
    "in_use": Words(
        "имя «{value}» ещё нужно: {users}. Не удаляйте [{path}.{value}], а добавьте туда "
        'retired = "…" с преемником; можно: {expected}.',
        "the name “{value}” is still in use: {users}. Do not remove [{path}.{value}] but add to it "
        'retired = "…" with a successor, one of: {expected}.',
    ),
    "hours_in_use": Words(
        "календарь «{value}» ещё нужен: {users}. Оставьте его в calendars; сейчас там: {expected}.",
        "the calendar “{value}” is still in use: {users}. Leave it among the calendars; there are now: {expected}.",
    ),
    "calendar_never_opens": Words(
        "календарь «{value}» никогда не открыт: добавьте {expected}.",
        "the calendar “{value}” never opens: add {expected}.",
    ),
    "always_and_hours": Words(
        "у круглосуточного календаря «{value}» нет ни часов, ни праздников: вместо always напишите "
        'week = {{ mon-sun = "00:00–24:00" }}.',
        "the calendar “{value}” is open around the clock and has neither hours nor holidays: instead of always write "
        'week = {{ mon-sun = "00:00–24:00" }}.',
    ),
    "no_level_none": Words(
        "нет уровня «none»: опишите, что получает клиент без договора.",
        "there is no level “none”: say what a client without a contract gets.",
    ),
    "no_row": Words(
        "о времени реакции на уровне «{value}» ничего не сказано ({expected}); добавьте строку, "
        "хотя бы без срока, с ключом why.",
        "nothing is said about the first response at the level “{value}” ({expected}); add a row, "
        "be it without an amount, with a why.",
    ),
    "unreachable_row": Words(
        "эта строка никогда не сработает: всё, что к ней подходит, раньше решает строка {expected}.",
        "this row can never decide: whatever fits it is decided before by row {expected}.",
    ),
    "pause_on_reaction": Words(
        "время реакции и ответа на уточнение не приостанавливается: уберите pauses.",
        "a first or next response can't be paused: remove pauses.",
    ),
    "no_amount": Words(
        "нет ни срока (amount), ни объяснения (why), почему его нет.",
        "there is neither an amount nor a why that says why there is none.",
    ),
    "why_with_amount": Words("срок назван, поэтому why лишнее.", "an amount is given, so why is out of place."),
    "only_with_amount": Words(
        "без срока ключ «{value}» лишний.", "without an amount the key “{value}” is out of place."
    ),
    "needs_calendar": Words(
        "«{value}» считается по календарю: добавьте calendar, есть: {expected}.",
        "“{value}” is counted on a calendar: add calendar, there are: {expected}.",
    ),
    "astronomical_on_hours": Words(
        "«{value}» идёт круглосуточно, а календарь – нет: напишите {expected} или укажите круглосуточный календарь.",
        "“{value}” runs around the clock, the calendar does not: write {expected} or name an always-open calendar.",
    ),
    "cap_of_same_unit": Words(
        "потолок «{value}» – в тех же единицах, что и срок: решал бы всегда меньший из двух.",
        "the cap “{value}” is in the amount's own unit: the smaller of the two would always decide.",
    ),
    "reply_slower": Words(
        "ответ на уточнение ({value}) дольше реакции того же уровня ({expected}).",
        "the next response ({value}) is longer than the first response of the same level ({expected}).",
    ),
    "rank_twice": Words("ранг {value} уже занят: «{expected}».", "the rank {value} is taken by “{expected}”."),
    "no_first_severity": Words(
        "нет критичности с рангом 0: с неё начинается каждое обращение.",
        "no severity has rank 0, with which every ticket begins.",
    ),
    "no_official_channel": Words("нет ни одного официального канала.", "there is no official channel."),
    "unofficial_opens": Words(
        "канал «{value}» не официальный и не может открывать обращения.",
        "the channel “{value}” is not official and can't open tickets.",
    ),
    "kind_twice": Words(
        "компании вида «{value}» уже получают уровень «{expected}».",
        "companies of the kind “{value}” already get the level “{expected}”.",
    ),
    "no_first_department": Words(
        "ни один отдел не принимает обращения первым: добавьте takes-first = true.",
        "no department takes tickets first: add takes-first = true.",
    ),
    "two_first_departments": Words(
        "отдел «{expected}» уже принимает обращения первым.", "the department “{expected}” already takes tickets first."
    ),
    "duty_twice": Words(
        "вопросом «{value}» уже занимается отдел «{expected}».",
        "“{value}” is already a duty of the department “{expected}”.",
    ),
    "named_twice": Words("«{value}» названо дважды.", "“{value}” is named twice."),
    "order_without_rest": Words(
        "в порядке очереди нет класса «rest» для обычных обращений.",
        "the order has no class “rest” for ordinary tickets.",
    ),
    "order_without_severity": Words(
        "критичность «{value}» решается вне очереди, но в порядке очереди её нет.",
        "the severity “{value}” goes out of turn, but the order does not name it.",
    ),
    "order_in_turn": Words(
        "критичность «{value}» не решается вне очереди (out-of-turn), а порядок очереди её выделяет.",
        "the severity “{value}” does not go out of turn (out-of-turn), yet the order sets it apart.",
    ),
    "unknown_letter": Words(
        "письма «{value}» не бывает; бывают: {expected}.", "there is no letter “{value}”; there are: {expected}."
    ),
    "unknown_variable": Words(
        "в этом письме нет переменной {{{value}}}; есть: {expected}.",
        "this letter has no variable {{{value}}}; there are: {expected}.",
    ),
    "bad_braces": Words(
        "фигурная скобка без пары; сама скобка пишется дважды: {expected}.",
        "a brace without its pair; a brace itself is written twice: {expected}.",
    ),
    "choices_missing": Words("для выбора нужны варианты (choices).", "a choice needs its choices."),
    "extent_missing": Words(
        "помощь ограничена – скажите, чем (extent).", "the help is limited: say how far it goes (extent)."
    ),
    "bad_date": Words(
        "«{value}» – не дата; дата пишется так: {expected}.", "“{value}” is no date; a date is written: {expected}."
    ),
    "day_twice": Words("день {value} назван дважды.", "the day {value} is given twice."),
}
