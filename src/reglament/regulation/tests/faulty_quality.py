"""The third regulation with one mistake each in what it says of quality: credits, escalations, silence, reports."""

from reglament.regulation.tests.faulty_documents import Case

CASES = (
    Case(
        "a credit for a share and for each case",
        before="[intake]",
        after="[[credits]]\n"
        'metric = "first_response"\n'
        'below = "95 %"\n'
        'each = "hour"\n'
        'credit = { ru = "5 %", en = "5 %" }\n'
        "\n"
        "[intake]",
        en="line 182 · credits[1]: a credit is owed either for a share (below) or for each case (each): give one "
        "of the two.",
        ru="строка 182 · credits[1]: возмещение бывает либо за долю (below), либо за каждый случай (each): "
        "укажите одно из двух.",
    ),
    Case(
        "a credit for nothing",
        before="[intake]",
        after='[[credits]]\nmetric = "first_response"\ncredit = { ru = "5 %", en = "5 %" }\n\n[intake]',
        en="line 182 · credits[1]: a credit is owed either for a share (below) or for each case (each): give one "
        "of the two.",
        ru="строка 182 · credits[1]: возмещение бывает либо за долю (below), либо за каждый случай (each): "
        "укажите одно из двух.",
    ),
    Case(
        "a credit for each week",
        before="[intake]",
        after='[[credits]]\nmetric = "first_response"\neach = "week"\ncredit = { ru = "5 %", en = "5 %" }\n\n[intake]',
        en="line 184 · credits[1].each: “week” is not possible here; possible: breach, hour, working-hour, day, "
        "working-day.",
        ru="строка 184 · credits[1].each: «week» здесь не бывает; бывает: breach, hour, working-hour, day, "
        "working-day.",
    ),
    Case(
        "a credit below a share of all cases and more",
        before="[intake]",
        after="[[credits]]\n"
        'metric = "first_response"\n'
        'below = "100.5 %"\n'
        'severities = "hail"\n'
        'credit = { ru = "5 %", en = "5 %" }\n'
        "\n"
        "[intake]",
        en='line 184 · credits[1].below: “100.5 %” is no share; it is written from 1 to 100: "70 %", "99.5 %".',
        ru='строка 184 · credits[1].below: «100.5 %» – не доля; доля пишется от 1 до 100: "70 %", "99.5 %".',
    ),
    Case(
        "an escalation to nobody",
        before="[intake]",
        after='[[escalations]]\nafter = "75 %"\n\n[intake]',
        en="line 182 · escalations[1]: nobody is told: add to or who.",
        ru="строка 182 · escalations[1]: никому не сообщают: добавьте to или who.",
    ),
    Case(
        "a share after the due time",
        before="[intake]",
        after='[[escalations]]\nafter = "75 %"\ncounts-from = "due"\nto = "agent"\n\n[intake]',
        en="line 184 · escalations[1].counts-from: “75 %” of the time is used up before it is due; after that an "
        'amount counts: after = "2 hours".',
        ru="строка 184 · escalations[1].counts-from: «75 %» времени расходуется до срока; после срыва считается "
        'срок: after = "2 hours".',
    ),
    Case(
        "an escalation after an amount of no calendar",
        before="[intake]",
        after='[[escalations]]\nafter = "2 working hours"\nto = "agent"\n\n[intake]',
        en="line 183 · escalations[1].after: “2 working hours” is counted on a calendar: add calendar, there are: "
        "early, duty, whole-day.",
        ru="строка 183 · escalations[1].after: «2 working hours» считается по календарю: добавьте calendar, есть: "
        "early, duty, whole-day.",
    ),
    Case(
        "an escalation after neither a share nor an amount",
        before="[intake]",
        after='[[escalations]]\nafter = "2 business hours"\nto = "agent"\n\n[intake]',
        en='line 183 · escalations[1].after: “2 business hours” is no amount of time; it is written: "2 working '
        'hours".',
        ru='строка 183 · escalations[1].after: «2 business hours» – не срок; срок пишется так: "2 working hours".',
    ),
    Case(
        "silence after a solution on no calendar",
        before="[intake]",
        after="[closing]\n"
        'reminders = ["2 working days"]\n'
        'close-after = "14 calendar days"\n'
        "\n"
        "[closing.resolved]\n"
        'close-after = "2 working days"\n'
        'calendar = "erly"\n'
        "\n"
        "[intake]",
        en="line 183 · closing.reminders[1]: “2 working days” is counted on a calendar: add calendar, there are: "
        "early, duty, whole-day.\n"
        "line 188 · closing.resolved.calendar: “erly” is described nowhere; there are: early, duty, whole-day. "
        "Did you mean “early”?",
        ru="строка 183 · closing.reminders[1]: «2 working days» считается по календарю: добавьте calendar, есть: "
        "early, duty, whole-day.\n"
        "строка 188 · closing.resolved.calendar: «erly» нигде не описано; есть: early, duty, whole-day. Может "
        "быть, «early»?",
    ),
    Case(
        "a report given twice",
        before="[intake]",
        after="[[reports]]\n"
        'slug = "numbers"\n'
        'name = { ru = "Числа", en = "Numbers" }\n'
        'within = "5 working days"\n'
        "\n"
        "[[reports]]\n"
        'slug = "numbers"\n'
        'name = { ru = "Числа", en = "Numbers" }\n'
        'levels = "silver"\n'
        "\n"
        "[intake]",
        en="line 185 · reports[1].within: “5 working days” is counted on a calendar: add calendar, there are: "
        "early, duty, whole-day.\n"
        "line 188 · reports[2].slug: “numbers” is named twice.\n"
        "line 190 · reports[2].levels[1]: “silver” is described nowhere; there are: gold, tin, none.",
        ru="строка 185 · reports[1].within: «5 working days» считается по календарю: добавьте calendar, есть: "
        "early, duty, whole-day.\n"
        "строка 188 · reports[2].slug: «numbers» названо дважды.\n"
        "строка 190 · reports[2].levels[1]: «silver» нигде не описано; есть: gold, tin, none.",
    ),
    Case(
        "a statement about a level that is not there",
        before="[intake]",
        after="[[statements]]\n"
        'slug = "availability"\n'
        'name = { ru = "Доступность", en = "Availability" }\n'
        'text = { ru = "99,9 %", en = "99.9 %" }\n'
        'levels = "silver"\n'
        "\n"
        "[intake]",
        en="line 186 · statements[1].levels[1]: “silver” is described nowhere; there are: gold, tin, none.",
        ru="строка 186 · statements[1].levels[1]: «silver» нигде не описано; есть: gold, tin, none.",
    ),
    Case(
        "a price per shift",
        before="[intake]",
        after='[prices.night]\nname = { ru = "Ночь", en = "Night" }\nprice = "50 EUR per shift"\n\n[intake]',
        en='line 184 · prices.night.price: “50 EUR per shift” is no price; it is written: "1500 RUB per hour", '
        '"30 EUR per request", "200 USD", "+50 %".',
        ru='строка 184 · prices.night.price: «50 EUR per shift» – не цена; цена пишется так: "1500 RUB per hour", '
        '"30 EUR per request", "200 USD", "+50 %".',
    ),
    Case(
        "a number in an hour",
        before="rank = 5",
        after='rank = 5\nlimits = { requests = "5 per hour" }',
        en='line 38 · levels.tin.limits.requests: “5 per hour” is no number in a time; it is written: "10 per '
        'month", "2 per year", "100 per contract".',
        ru='строка 38 · levels.tin.limits.requests: «5 per hour» – не количество за время; оно пишется так: "10 '
        'per month", "2 per year", "100 per contract".',
    ),
)
