"""What is said about sections of the service, and about texts that are no TOML, in Russian and English."""

from reglament.regulation.terms.basics import Words

SERVICE_MESSAGES = {
    "bad_quota": Words(
        "«{value}» – не количество за время; оно пишется так: {expected}.",
        "“{value}” is no number in a time; it is written: {expected}.",
    ),
    "bad_price": Words(
        "«{value}» – не цена; цена пишется так: {expected}.", "“{value}” is no price; it is written: {expected}."
    ),
    "bad_address": Words(
        "«{value}» – не почтовый адрес; адрес пишется так: {expected}.",
        "“{value}” is no mail address; it is written: {expected}.",
    ),
    "too_small": Words("{value} – слишком мало; не меньше {expected}.", "{value} is too small; at least {expected}."),
    "ground_decided_twice": Words(
        "основание уже решается иначе ({expected}); «{value}» лишнее.",
        "the ground is decided otherwise already ({expected}); “{value}” is out of place.",
    ),
    "nothing_to_count_from": Words(
        "основание никто не подтверждает и не согласует, считать не с чего: уберите counts-from.",
        "nobody confirms or approves this ground, there is no decision to count from: remove counts-from.",
    ),
    "key_without": Words("«{value}» ничего не меняет без {expected}.", "“{value}” changes nothing without {expected}."),
    "way_twice": Words(
        "способ «{value}» уже занят каналом «{expected}».", "the way “{value}” is taken by the channel “{expected}”."
    ),
    "no_channel_via": Words(
        'программа принимает обращения способом «{value}», а канала для него нет: добавьте канал с via = "{value}".',
        'the program takes requests by “{value}”, for which there is no channel: add one with via = "{value}".',
    ),
    "level_without_stage": Words(
        'уровень «{value}» здесь не подействует: у отдела нет stage = "development".',
        'the level “{value}” has no effect here: the department lacks stage = "development".',
    ),
    "level_of_contracts": Words(
        'уровень «{value}» дают договоры, а отдел разработки даёт уровень со stage = "development": {expected}.',
        "the level “{value}” is given by contracts; a department that develops gives one whose stage is "
        '"development": {expected}.',
    ),
    "level_nobody_gives": Words(
        "уровень «{value}» не получит никто: укажите его ключом level у отдела разработки.",
        "nobody ever gets the level “{value}”: name it as the level of a department that develops.",
    ),
    "scale_nobody_asks": Words(
        "шкала «{value}» ни на что не влияет: добавьте [matrix] или условие в сроках.",
        "the scale “{value}” decides nothing: add [matrix] or a condition in a target.",
    ),
    "matrix_hole": Words(
        "для срочности «{value}» не сказано, какова критичность при охвате: {expected}.",
        "for the urgency “{value}” no severity is given at the impact: {expected}.",
    ),
    "finding_by_no_choice": Words(
        '«{value}» – не выбор (kind = "choice"), ответ на него ничего не установит.',
        '“{value}” is no choice (kind = "choice"), an answer to it establishes nothing.',
    ),
    "metric_without": Words("у показателя «{value}» нет {expected}.", "the metric “{value}” has no {expected}."),
    "metric_without_target": Words(
        "показатель «{value}» не назван ни в одной строке сроков.", "no row of the targets names the metric “{value}”."
    ),
    "redirect_of_solved": Words(
        "вопрос решается здесь (scope), а redirect посылает к «{value}».",
        "the matter is solved here (scope), yet redirect sends it to “{value}”.",
    ),
    "only_when_not_solved": Words(
        "вопрос не решается вовсе; если иногда решается, пишите solved-when.",
        "the matter is not solved at all; if at times it is, write solved-when.",
    ),
    "choices_of_no_choice": Words(
        'варианты бывают у kind = "choice", а не у «{value}».', 'only kind = "choice" has choices, not “{value}”.'
    ),
    "service_without_level": Words(
        "об услуге «{value}» не сказано, есть ли она на уровнях: {expected}; назовите их или добавьте otherwise.",
        "nothing is said about the service “{value}” at the levels: {expected}; name them or add otherwise.",
    ),
    "service_without_extent": Words(
        "услуга «{value}» где-то ограничена – скажите, чем (extent).",
        "the service “{value}” is limited somewhere: say how far it goes (extent).",
    ),
    "service_twice": Words(
        "вопрос «{value}» уже относится к услуге «{expected}».",
        "“{value}” already belongs to the service “{expected}”.",
    ),
    "service_not_solved": Words(
        "услуга входит в какой-то уровень, а вопрос «{value}» не решается (not_solved).",
        "the service is given at some level, yet the matter “{value}” is not solved (not_solved).",
    ),
    "order_against_levels": Words(
        "уровень «{value}» хуже, чем «{expected}» (rank), а в очереди идёт раньше него.",
        "the level “{value}” is worse than “{expected}” (rank), yet stands before it in the queue.",
    ),
    "order_starves_level": Words(
        "уровень «{value}» идёт после всех, а срок ему обещан: без класса «danger» перед ним срок некому спасти.",
        "the level “{value}” stands after everybody and is promised a time: without the class “danger” before it "
        "nothing saves that time.",
    ),
    "window_never_opens": Words(
        "окно никогда не откроется: календарь «{value}» не открывается.",
        "the window never opens: the calendar “{value}” does not.",
    ),
    "window_against_promise": Words(
        "«{value}» идёт и ночью, а ответ ночью не уйдёт: добавьте в exempt окна answers: {expected}.",
        "“{value}” runs at night too, when no answer leaves: add to exempt of the window answers: {expected}.",
    ),
    "bad_scale": Words(
        "шкала оценки – от 1 до {value}? Бывает от 2 до 10.", "ratings from 1 to {value}? It may be 2 to 10."
    ),
    "credit_without_promise": Words(
        "по показателю «{value}» ничего не обещано, возмещать нечего.",
        "nothing is promised for the metric “{value}”, so nothing can be owed.",
    ),
    "successor_retired": Words(
        "преемник «{value}» сам выведен из употребления; в употреблении: {expected}.",
        "the successor “{value}” is retired itself; in use are: {expected}.",
    ),
    "can_t_retire": Words(
        "«{value}» нельзя вывести из употребления: с него всё начинается.",
        "“{value}” can't be retired: everything begins with it.",
    ),
    "unknown_variable_here": Words(
        "здесь нет переменной {{{value}}}; есть: {expected}.",
        "there is no variable {{{value}}} here; there are: {expected}.",
    ),
    "variable_missing": Words("в тексте нет переменной {{{value}}}.", "the text lacks the variable {{{value}}}."),
    "no_variables_here": Words(
        "в этом тексте переменные не подставляются.", "no variables are filled in in this text."
    ),
    "bad_season": Words(
        "«{value}» – не часть года; она пишется так: {expected}.",
        "“{value}” is no part of a year; it is written: {expected}.",
    ),
    "joins_and_hours": Words(
        "календарь «{value}» объединяет другие, своих часов и праздников у него нет.",
        "the calendar “{value}” joins others and has no hours or holidays of its own.",
    ),
    "joins_itself": Words("календарь «{value}» составлен из самого себя.", "the calendar “{value}” is made of itself."),
    "yearly_exception": Words(
        '«{value}» без года: то, что бывает каждый год, пишется в [[calendars.….seasons]], там days = "{value}".',
        '“{value}” has no year: what comes each year is written in [[calendars.….seasons]], there days = "{value}".',
    ),
    "until_before_since": Words(
        "последний день {value} раньше первого, {expected}.",
        "the last day {value} is before the first, {expected}.",
    ),
    "below_or_each": Words(
        "возмещение бывает либо за долю (below), либо за каждый случай (each): укажите одно из двух.",
        "a credit is owed either for a share (below) or for each case (each): give one of the two.",
    ),
    "escalation_to_nobody": Words("никому не сообщают: добавьте to или who.", "nobody is told: add to or who."),
    "share_after_due": Words(
        '«{value}» времени расходуется до срока; после срыва считается срок: after = "2 hours".',
        '“{value}” of the time is used up before it is due; after that an amount counts: after = "2 hours".',
    ),
    "closing_unwarned": Words(
        "молчание ничего не закрывает без предупреждения: добавьте warn-after или reminders.",
        "silence closes nothing without a warning: add warn-after or reminders.",
    ),
    "ground_twice": Words(
        "основание «{value}» уже есть у критичности «{expected}»: дайте ему своё имя.",
        "“{value}” is a ground of the severity “{expected}” already: give it a name of its own.",
    ),
    "nothing_left_open": Words(
        "без этих часов календарь «{value}» никогда не открыт.",
        "without those hours the calendar “{value}” never opens.",
    ),
    "observes_no_country": Words(
        "у календаря «{value}» названы праздники, но не страна: добавьте holidays.",
        "the calendar “{value}” names public holidays but no country: add holidays.",
    ),
    "row_never_fits": Words(
        "так не бывает: условия этой строки никогда не выполняются вместе.",
        "this never happens: the conditions of this row can't hold together.",
    ),
    "cut_off_around_the_clock": Words(
        "«{value}» идёт круглосуточно, предельное время дня ничего не меняет.",
        "“{value}” runs around the clock, a time of day changes nothing.",
    ),
    "calendar_without_otherwise": Words(
        "не сказано, по какому календарю считать каналы: {expected}; назовите их или добавьте otherwise.",
        "no calendar is given for the channels: {expected}; name them or add otherwise.",
    ),
}

SYNTAX_MESSAGES = {
    "no_statement": Words(
        "строка не читается: {value}. Бывает заголовок «[раздел]» или «ключ = значение».",
        "the line can't be read: {value}. It may be a heading “[section]” or “key = value”.",
    ),
    "too_much_in_line": Words(
        "после значения в строке есть лишнее: {value}. Следующий ключ пишется с новой строки, примечание – после «#».",
        "there is something after the value: {value}. The next key begins a new line, a note begins with “#”.",
    ),
    "no_equals_sign": Words(
        "после ключа не хватает знака «=»: {value}.", "after the key the sign “=” is missing: {value}."
    ),
    "heading_not_closed": Words(
        "заголовок раздела не закрыт скобкой: {value}.", "the heading is not closed by its bracket: {value}."
    ),
    "bad_character": Words(
        "в строке недопустимый знак: {value}. Табуляция и невидимые знаки в тексте не пишутся.",
        "there is a character that may not stand there: {value}. Texts have no tabs or invisible characters.",
    ),
    "table_twice": Words("это уже сказано выше: {value}.", "this was said above already: {value}."),
    "bad_key": Words(
        "имя ключа пишется латинскими буквами, цифрами и дефисами: {value}.",
        "a key is written in Latin letters, digits and dashes: {value}.",
    ),
    "list_not_closed": Words(
        "выше список не закрыт скобкой «]», а уже идёт: {value}.",
        "the list above is not closed by “]”, and yet there follows: {value}.",
    ),
    "inline_table_not_closed": Words(
        "таблица не закрыта скобкой «}}»: {value}. Она пишется в одну строку.",
        "the table is not closed by “}}”: {value}. It is written in one line.",
    ),
    "bad_backslash": Words(
        "обратная косая черта в тексте пишется дважды: {value}.", "a backslash in a text is written twice: {value}."
    ),
    "text_not_closed": Words("текст не закрыт кавычкой: {value}.", "the text is not closed by its quote: {value}."),
    "bad_toml_date": Words(
        "такой даты нет: {value}. Дата пишется так: 2026-12-31.", "there is no such date: {value}. A date: 2026-12-31."
    ),
    "bad_toml_value": Words(
        'значение не читается: {value}. Текст пишется в прямых кавычках: "…", да и нет – true и false.',
        'the value can\'t be read: {value}. A text is written in straight quotes: "…", yes and no are true and false.',
    ),
    "brackets_mixed": Words(
        "этот раздел есть и в одинарных, и в двойных скобках: {value}. Строки списка пишутся в двойных, остальное – в "
        "одинарных.",
        "this section stands in single and in double brackets: {value}. Rows of a list have double ones, anything else "
        "single ones.",
    ),
}
