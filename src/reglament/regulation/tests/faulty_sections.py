"""The third regulation with one mistake each in a section about measures or the service."""

from reglament.regulation.tests.faulty_documents import Case

CASES = (
    Case(
        "a calendar that joins what is not there",
        before='week = { mon-sun = "06:00–22:00" }',
        after='joins = ["early", "dooty"]',
        en="line 23 · calendars.duty.joins[2]: “dooty” is described nowhere; there are: early, duty, "
        "whole-day. Did you mean “duty”?",
        ru="строка 23 · calendars.duty.joins[2]: «dooty» нигде не описано; есть: early, duty, "
        "whole-day. Может быть, «duty»?",
    ),
    Case(
        "hours of business",
        before='"2 working hours"',
        after='"2 business hours"',
        en='line 133 · targets[5].amount: “2 business hours” is no amount of time; it is written: "2 working hours".',
        ru='строка 133 · targets[5].amount: «2 business hours» – не срок; срок пишется так: "2 working hours".',
    ),
    Case(
        "weeks",
        before='"2 working days"',
        after='"2 weeks"',
        en='line 140 · targets[6].amount: “2 weeks” is no amount of time; it is written: "2 calendar weeks", "10 '
        'working days".',
        ru='строка 140 · targets[6].amount: «2 weeks» – не срок; срок пишется так: "2 calendar weeks", "10 '
        'working days".',
    ),
    Case(
        "ways in of which none is official",
        before="[channels.email]\n"
        'name = { ru = "письмо", en = "letter" }\n'
        "rank = 4\n"
        "\n"
        "[channels.portal]\n"
        'name = { ru = "портал", en = "portal" }\n'
        "rank = 8\n"
        "\n"
        "[channels.on-behalf]\n",
        after="[channels.email]\n"
        'name = { ru = "письмо", en = "letter" }\n'
        "rank = 4\n"
        'standing = "auxiliary"\n'
        "\n"
        "[channels.portal]\n"
        'name = { ru = "портал", en = "portal" }\n'
        "rank = 8\n"
        'standing = "auxiliary"\n'
        "\n"
        "[channels.on-behalf]\n"
        'standing = "auxiliary"\n',
        en="line 38 · levels.tin.channels[1]: the channel “portal” is not official and can't open "
        "tickets.\n"
        "line 72 · channels: there is no official channel.",
        ru="строка 38 · levels.tin.channels[1]: канал «portal» не официальный и не может открывать "
        "обращения.\n"
        "строка 72 · channels: нет ни одного официального канала.",
    ),
    Case(
        "a day that is none",
        before="[intake]\n",
        after="[holiday-names.DE]\n"
        'unity = { ru = "День единства", en = "Unity Day" }\n'
        "[production-calendar.DE.2026]\n"
        "official = true\n"
        'off = ["10-33 unity"]\n'
        "\n"
        "[intake]\n",
        en="line 186 · production-calendar.DE.2026.off[1]: “10-33 unity” is no day of that year; days "
        'are written: "05-09", "01-01…01-08".',
        ru="строка 186 · production-calendar.DE.2026.off[1]: «10-33 unity» – не день этого года; дни "
        'пишутся так: "05-09", "01-01…01-08".',
    ),
    Case(
        "a day given twice",
        before="[intake]\n",
        after="[holiday-names.DE]\n"
        'unity = { ru = "День единства", en = "Unity Day" }\n'
        "[production-calendar.DE.2026]\n"
        "official = true\n"
        'off = ["10-03 unity", "10-02…10-04 unity"]\n'
        "\n"
        "[intake]\n",
        en="line 186 · production-calendar.DE.2026.off[2]: the day 2026-10-03 is given twice.",
        ru="строка 186 · production-calendar.DE.2026.off[2]: день 2026-10-03 назван дважды.",
    ),
    Case(
        "a calendar that joins others and has hours of its own",
        before='week = { mon-sun = "06:00–22:00" }',
        after='week = { mon-sun = "06:00–22:00" }\njoins = "early"',
        en="line 20 · calendars.duty: the calendar “duty” joins others and has no hours or holidays of its own.",
        ru="строка 20 · calendars.duty: календарь «duty» объединяет другие, своих часов и праздников у него нет.",
    ),
    Case(
        "a calendar that joins itself",
        before='week = { mon-sun = "06:00–22:00" }',
        after='joins = ["early", "duty"]',
        en="line 23 · calendars.duty.joins: the calendar “duty” is made of itself.",
        ru="строка 23 · calendars.duty.joins: календарь «duty» составлен из самого себя.",
    ),
    Case(
        "a season that is no part of a year",
        before='holidays = "DE"',
        after='holidays = "DE"\n'
        'seasons = [{ name = { ru = "лето", en = "summer" }, days = "summer", week = { mon-fri = '
        '"07:30–12:00" } }]',
        en="line 15 · calendars.early.seasons[1].days: “summer” is no part of a year; it is written: "
        '"06-15…08-31", "12-24", "2026-02-18…2026-03-19".',
        ru="строка 15 · calendars.early.seasons[1].days: «summer» – не часть года; она пишется так: "
        '"06-15…08-31", "12-24", "2026-02-18…2026-03-19".',
    ),
    Case(
        "a ground for a level that does not exist",
        before="provisional = true",
        after='provisional = true\nlevels = ["gold", "silver"]',
        en="line 62 · severities.storm.grounds.dark.levels[2]: “silver” is described nowhere; there "
        "are: gold, tin, none.",
        ru="строка 62 · severities.storm.grounds.dark.levels[2]: «silver» нигде не описано; есть: gold, tin, none.",
    ),
    Case(
        "an escalation of a severity that does not exist",
        before="[intake]\n",
        after='[[escalations]]\nafter = "75 %"\nto = "department_head"\nseverities = "gale"\n\n[intake]\n',
        en="line 185 · escalations[1].severities[1]: “gale” is described nowhere; there are: drizzle, rain, storm.",
        ru="строка 185 · escalations[1].severities[1]: «gale» нигде не описано; есть: drizzle, rain, storm.",
    ),
    Case(
        "a role nobody has",
        before="[intake]\n",
        after='[roles]\nagents = ["answer"]\n\n[intake]\n',
        en="line 183 · roles.agents: “agents” is not possible here; possible: agent, account_manager, "
        "department_head, head_of_support, developer, administrator. Did you mean “agent”?",
        ru="строка 183 · roles.agents: «agents» здесь не бывает; бывает: agent, account_manager, "
        "department_head, head_of_support, developer, administrator. Может быть, «agent»?",
    ),
    Case(
        "a department that gives a level without developing",
        before='duties = "lamp"',
        after='duties = "lamp"\nlevel = "tin"',
        en="line 170 · departments.tower.level: the level “tin” has no effect here: the department "
        'lacks stage = "development".',
        ru="строка 170 · departments.tower.level: уровень «tin» здесь не подействует: у отдела нет "
        'stage = "development".',
    ),
    Case(
        "a department that gives a level of contracts",
        before='stage = "development"',
        after='stage = "development"\nlevel = "tin"',
        en="line 175 · departments.workshop.level: the level “tin” is given by contracts; a department "
        'that develops gives one whose stage is "development": —.',
        ru="строка 175 · departments.workshop.level: уровень «tin» дают договоры, а отдел разработки "
        'даёт уровень со stage = "development": —.',
    ),
    Case(
        "a level of development nobody gives",
        before="rank = 5\n",
        after='rank = 5\nstage = "development"\n',
        en="line 38 · levels.tin.stage: nobody ever gets the level “tin”: name it as the level of a "
        "department that develops.",
        ru="строка 38 · levels.tin.stage: уровень «tin» не получит никто: укажите его ключом level у "
        "отдела разработки.",
    ),
    Case(
        "a ground decided twice",
        before="provisional = true",
        after="provisional = true\nconfirmation = true",
        en="line 62 · severities.storm.grounds.dark.confirmation: the ground is decided otherwise "
        "already (provisional); “confirmation” is out of place.",
        ru="строка 62 · severities.storm.grounds.dark.confirmation: основание уже решается иначе "
        "(provisional); «confirmation» лишнее.",
    ),
    Case(
        "a ground with nothing to count from",
        before="provisional = true",
        after='provisional = true\ncounts-from = "approval"',
        en="line 62 · severities.storm.grounds.dark.counts-from: nobody confirms or approves this "
        "ground, there is no decision to count from: remove counts-from.",
        ru="строка 62 · severities.storm.grounds.dark.counts-from: основание никто не подтверждает и не "
        "согласует, считать не с чего: уберите counts-from.",
    ),
    Case(
        "somebody who confirms what needs no confirmation",
        before="provisional = true",
        after='provisional = true\nconfirmed-by = "agent"',
        en="line 62 · severities.storm.grounds.dark.confirmed-by: “confirmed-by” changes nothing "
        "without confirmation = true.",
        ru="строка 62 · severities.storm.grounds.dark.confirmed-by: «confirmed-by» ничего не меняет без "
        "confirmation = true.",
    ),
    Case(
        "a claim through what is no channel",
        before="provisional = true",
        after='provisional = true\nthrough = ["portal", "phone"]',
        en="line 62 · severities.storm.grounds.dark.through[2]: “phone” is described nowhere; there "
        "are: email, portal, on-behalf, radio.",
        ru="строка 62 · severities.storm.grounds.dark.through[2]: «phone» нигде не описано; есть: "
        "email, portal, on-behalf, radio.",
    ),
    Case(
        "a claim by nobody we know",
        before="provisional = true",
        after='provisional = true\nclaimed-by = "customer"',
        en="line 62 · severities.storm.grounds.dark.claimed-by[1]: “customer” is not possible here; "
        "possible: contact, representative, agent, account_manager, department_head, "
        "head_of_support, developer, administrator.",
        ru="строка 62 · severities.storm.grounds.dark.claimed-by[1]: «customer» здесь не бывает; "
        "бывает: contact, representative, agent, account_manager, department_head, head_of_support, "
        "developer, administrator.",
    ),
    Case(
        "a way in named twice",
        before="[channels.radio]\n",
        after='[channels.radio]\nvia = "email"\n',
        en="line 85 · channels.radio.via: the way “email” is taken by the channel “email”.",
        ru="строка 85 · channels.radio.via: способ «email» уже занят каналом «email».",
    ),
    Case(
        "a way in without a channel",
        before="[channels.portal]\n",
        after="[channels.site]\n",
        en="line 38 · levels.tin.channels[1]: “portal” is described nowhere; there are: email, site, "
        "on-behalf, radio.\n"
        "line 72 · channels: the program takes requests by “portal”, for which there is no channel: "
        'add one with via = "portal".',
        ru="строка 38 · levels.tin.channels[1]: «portal» нигде не описано; есть: email, site, "
        "on-behalf, radio.\n"
        "строка 72 · channels: программа принимает обращения способом «portal», а канала для него "
        'нет: добавьте канал с via = "portal".',
    ),
    Case(
        "a row for a channel that opens nothing",
        before='when = { level = "tin" }',
        after='when = { level = "tin", channel = "radio" }',
        en="line 139 · targets[6].when: this never happens: the conditions of this row can't hold together.",
        ru="строка 139 · targets[6].when: так не бывает: условия этой строки никогда не выполняются вместе.",
    ),
    Case(
        "a row for a channel the level does not have",
        before='when = { level = "tin" }\n',
        after='when = { level = "tin", channel = "email" }\n',
        en="line 139 · targets[6].when: this never happens: the conditions of this row can't hold together.",
        ru="строка 139 · targets[6].when: так не бывает: условия этой строки никогда не выполняются вместе.",
    ),
    Case(
        "a ground of another severity",
        before='when = { severity = "storm", level = "gold" }\namount = "20',
        after='when = { severity = "rain", ground = "dark" }\namount = "20',
        en="line 120 · targets[3].when: this never happens: the conditions of this row can't hold together.",
        ru="строка 120 · targets[3].when: так не бывает: условия этой строки никогда не выполняются вместе.",
    ),
    Case(
        "a metric nobody knows",
        before='metric = "admission"',
        after='metric = "admision"',
        en="line 148 · targets[8].metric[1]: “admision” is described nowhere; there are: "
        "first_response, next_response, update, workaround, resolution, admission, handover, "
        "specification, complaint. Did you mean “admission”?",
        ru="строка 148 · targets[8].metric[1]: «admision» нигде не описано; есть: first_response, "
        "next_response, update, workaround, resolution, admission, handover, specification, "
        "complaint. Может быть, «admission»?",
    ),
    Case(
        "a metric twice in a row",
        before='metric = "admission"',
        after='metric = ["admission", "admission"]',
        en="line 148 · targets[8].metric[2]: “admission” is named twice.",
        ru="строка 148 · targets[8].metric[2]: «admission» названо дважды.",
    ),
    Case(
        "a metric of one's own without an end",
        before="[intake]\n",
        after='[metrics.cause-report]\nname = { ru = "отчёт", en = "report" }\nstarts = "resolved"\n\n[intake]\n',
        en="line 182 · metrics.cause-report.stops: the metric “cause-report” has no stops.\n"
        "line 182 · metrics.cause-report: no row of the targets names the metric “cause-report”.",
        ru="строка 182 · metrics.cause-report.stops: у показателя «cause-report» нет stops.\n"
        "строка 182 · metrics.cause-report: показатель «cause-report» не назван ни в одной строке "
        "сроков.",
    ),
    Case(
        "a metric that starts at no event",
        before="[intake]\n",
        after='[metrics.update]\nstarts = "recipt"\n\n[intake]\n',
        en="line 183 · metrics.update.starts[1]: “recipt” is not possible here; possible: receipt, claim, "
        "confirmed, settled, client-message, answer, contact, started, developers, transfer, accepted, returned, "
        "feasibility, terms, complaint, complaint-answered, workaround, resolved, reopened. Did you mean "
        "“receipt”?",
        ru="строка 183 · metrics.update.starts[1]: «recipt» здесь не бывает; бывает: receipt, claim, confirmed, "
        "settled, client-message, answer, contact, started, developers, transfer, accepted, returned, "
        "feasibility, terms, complaint, complaint-answered, workaround, resolved, reopened. Может быть, "
        "«receipt»?",
    ),
    Case(
        "a metric that ends with a finding nobody makes",
        before="[intake]\n",
        after='[metrics.update]\nstops = "finding:defect"\n\n[intake]\n',
        en="line 182 · metrics.update: no row of the targets names the metric “update”.\n"
        "line 183 · metrics.update.stops[1]: “finding:defect” is described nowhere; there are: —.",
        ru="строка 182 · metrics.update: показатель «update» не назван ни в одной строке сроков.\n"
        "строка 183 · metrics.update.stops[1]: «finding:defect» нигде не описано; есть: —.",
    ),
    Case(
        "a metric no row promises",
        before="[intake]\n",
        after="[metrics.cause-report]\n"
        'name = { ru = "отчёт", en = "report" }\n'
        'starts = "resolved"\n'
        'stops = "delivered"\n'
        "\n"
        "[intake]\n",
        en="line 182 · metrics.cause-report: no row of the targets names the metric “cause-report”.",
        ru="строка 182 · metrics.cause-report: показатель «cause-report» не назван ни в одной строке сроков.",
    ),
    Case(
        "a deed that does not say until when",
        before='metric = "admission"\namount = "30 minutes"',
        after='metric = "admission"\n'
        'amount = "30 minutes"\n'
        "\n"
        "[metrics.admission]\n"
        'todo = { ru = "решить", en = "decide by {until}" }',
        en="line 152 · metrics.admission.todo.ru: the text lacks the variable {due}.\n"
        "line 152 · metrics.admission.todo.en: there is no variable {until} here; there are: due.",
        ru="строка 152 · metrics.admission.todo.ru: в тексте нет переменной {due}.\n"
        "строка 152 · metrics.admission.todo.en: здесь нет переменной {until}; есть: due.",
    ),
    Case(
        "a key that needs an amount",
        before='why = { ru = "Без',
        after='share = "95 %"\nwhy = { ru = "Без',
        en="line 145 · targets[7].share: without an amount the key “share” is out of place.",
        ru="строка 145 · targets[7].share: без срока ключ «share» лишний.",
    ),
    Case(
        "what happens on raise, of no promise",
        before='why = { ru = "Без',
        after='on-raise = "from-receipt"\nwhy = { ru = "Без',
        en="line 145 · targets[7].on-raise: without an amount the key “on-raise” is out of place.",
        ru="строка 145 · targets[7].on-raise: без срока ключ «on-raise» лишний.",
    ),
    Case(
        "a time of day that is none",
        before='amount = "2 working days"',
        after='amount = "2 working days"\ncut-off = "3 pm"',
        en='line 141 · targets[6].cut-off: “3 pm” is no time of day; it is written: "15:00".',
        ru='строка 141 · targets[6].cut-off: «3 pm» – не время дня; оно пишется так: "15:00".',
    ),
    Case(
        "a time of day around the clock",
        before='amount = "45 minutes"',
        after='amount = "45 minutes"\ncut-off = "15:00"',
        en="line 116 · targets[2].cut-off: “45 minutes” runs around the clock, a time of day changes nothing.",
        ru="строка 116 · targets[2].cut-off: «45 minutes» идёт круглосуточно, предельное время дня ничего не меняет.",
    ),
    Case(
        "calendars for some channels only",
        before='amount = "2 working hours"\ncalendar = "early"',
        after='amount = "2 working hours"\ncalendar = { email = "early" }',
        en="line 134 · targets[5].calendar: no calendar is given for the channels: portal, on-behalf, "
        "radio; name them or add otherwise.",
        ru="строка 134 · targets[5].calendar: не сказано, по какому календарю считать каналы: portal, "
        "on-behalf, radio; назовите их или добавьте otherwise.",
    ),
    Case(
        "a contract's calendar where contracts have none",
        before='amount = "2 working days"\ncalendar = "early"',
        after='amount = "2 working days"\ncalendar = "contract"',
        en="line 141 · targets[6].calendar: “contract” is described nowhere; there are: early, duty, whole-day.",
        ru="строка 141 · targets[6].calendar: «contract» нигде не описано; есть: early, duty, whole-day.",
    ),
    Case(
        "contract hours on no calendar",
        before="[intake]\n",
        after='[contract-hours]\ncalendar = "erly"\n\n[intake]\n',
        en="line 183 · contract-hours.calendar: “erly” is described nowhere; there are: early, duty, "
        "whole-day. Did you mean “early”?",
        ru="строка 183 · contract-hours.calendar: «erly» нигде не описано; есть: early, duty, "
        "whole-day. Может быть, «early»?",
    ),
    Case(
        "a row asked during no calendar",
        before='when = { level = "tin" }',
        after='when = { level = "tin", during = "night" }',
        en="line 139 · targets[6].when.during[1]: “night” is described nowhere; there are: early, duty, whole-day.",
        ru="строка 139 · targets[6].when.during[1]: «night» нигде не описано; есть: early, duty, whole-day.",
    ),
    Case(
        "an asker nobody knows",
        before='when = { level = "tin" }',
        after='when = { level = "tin", asked-by = "boss" }',
        en="line 139 · targets[6].when.asked-by[1]: “boss” is not possible here; possible: contact, "
        "representative, account_manager, agent.",
        ru="строка 139 · targets[6].when.asked-by[1]: «boss» здесь не бывает; бывает: contact, "
        "representative, account_manager, agent.",
    ),
    Case(
        "an urgency that does not exist",
        before='when = { level = "tin" }',
        after='when = { level = "tin", urgency = "high" }',
        en="line 139 · targets[6].when.urgency[1]: “high” is described nowhere; there are: —.",
        ru="строка 139 · targets[6].when.urgency[1]: «high» нигде не описано; есть: —.",
    ),
    Case(
        "a finding that does not exist",
        before='when = { level = "tin" }',
        after='when = { level = "tin", finding = "defect" }',
        en="line 139 · targets[6].when.finding[1]: “defect” is described nowhere; there are: —.",
        ru="строка 139 · targets[6].when.finding[1]: «defect» нигде не описано; есть: —.",
    ),
    Case(
        "a scale nobody asks",
        before="[intake]\n",
        after='[urgencies.high]\nname = { ru = "срочно", en = "high" }\n\n[intake]\n',
        en="line 182 · urgencies: the scale “urgencies” decides nothing: add [matrix] or a condition in a target.",
        ru="строка 182 · urgencies: шкала «urgencies» ни на что не влияет: добавьте [matrix] или условие в сроках.",
    ),
    Case(
        "a hole in the matrix",
        before="[intake]\n",
        after="[urgencies]\n"
        'high = { name = { ru = "срочно", en = "high" } }\n'
        "[impacts]\n"
        'all = { name = { ru = "все", en = "all" } }\n'
        'one = { name = { ru = "один", en = "one" } }\n'
        "[matrix.severity]\n"
        'high = { all = "storm" }\n'
        "\n"
        "[intake]\n",
        en="line 188 · matrix.severity.high: for the urgency “high” no severity is given at the impact: one.",
        ru="строка 188 · matrix.severity.high: для срочности «high» не сказано, какова критичность при охвате: one.",
    ),
    Case(
        "a matrix that makes no severity",
        before="[intake]\n",
        after="[urgencies]\n"
        'high = { name = { ru = "срочно", en = "high" } }\n'
        "[impacts]\n"
        'all = { name = { ru = "все", en = "all" } }\n'
        "[matrix.severity]\n"
        'high = { all = "strom" }\n'
        "\n"
        "[intake]\n",
        en="line 187 · matrix.severity.high.all: “strom” is described nowhere; there are: drizzle, "
        "rain, storm. Did you mean “storm”?",
        ru="строка 187 · matrix.severity.high.all: «strom» нигде не описано; есть: drizzle, rain, "
        "storm. Может быть, «storm»?",
    ),
    Case(
        "a finding by an answer that is no choice",
        before="[intake]\n",
        after="[information.ship]\n"
        'name = { ru = "Судно", en = "Ship" }\n'
        "[findings.big]\n"
        'name = { ru = "большое", en = "big" }\n'
        'given-by = { ship = "big" }\n'
        "\n"
        "[intake]\n",
        en="line 186 · findings.big.given-by.ship[1]: “big” is described nowhere; there are: —.\n"
        'line 186 · findings.big.given-by.ship: “ship” is no choice (kind = "choice"), an answer to '
        "it establishes nothing.",
        ru="строка 186 · findings.big.given-by.ship[1]: «big» нигде не описано; есть: —.\n"
        'строка 186 · findings.big.given-by.ship: «ship» – не выбор (kind = "choice"), ответ на него '
        "ничего не установит.",
    ),
    Case(
        "a finding by an answer that does not exist",
        before="[intake]\n",
        after='[findings.blue]\nname = { ru = "синяя", en = "blue" }\ngiven-by = { lamp = "blue" }\n\n[intake]\n',
        en="line 184 · findings.blue.given-by.lamp[1]: “blue” is described nowhere; there are: red, green.",
        ru="строка 184 · findings.blue.given-by.lamp[1]: «blue» нигде не описано; есть: red, green.",
    ),
    Case(
        "help by no extent",
        before='required = "lamp"',
        after='required = "lamp"\nhelp = "advise"',
        en="line 97 · request-types.lamp.help: “advise” is described nowhere; there are: —.",
        ru="строка 97 · request-types.lamp.help: «advise» нигде не описано; есть: —.",
    ),
    Case(
        "a matter solved when nothing is found",
        before='redirect = "painter"',
        after='redirect = "painter"\nsolved-when = "own-paint"',
        en="line 102 · request-types.paint.solved-when[1]: “own-paint” is described nowhere; there are: —.",
        ru="строка 102 · request-types.paint.solved-when[1]: «own-paint» нигде не описано; есть: —.",
    ),
    Case(
        "a matter never solved, but only when",
        before='redirect = "painter"',
        after='redirect = "painter"\n'
        'only-when = "own-paint"\n'
        "[findings.own-paint]\n"
        'name = { ru = "наша краска", en = "our paint" }',
        en="line 102 · request-types.paint.only-when: the matter is not solved at all; if at times it "
        "is, write solved-when.",
        ru="строка 102 · request-types.paint.only-when: вопрос не решается вовсе; если иногда решается, "
        "пишите solved-when.",
    ),
    Case(
        "a matter solved here and sent away",
        before='required = "lamp"',
        after='required = "lamp"\nredirect = "painter"',
        en="line 97 · request-types.lamp.redirect: the matter is solved here (scope), yet redirect "
        "sends it to “painter”.",
        ru="строка 97 · request-types.lamp.redirect: вопрос решается здесь (scope), а redirect посылает к «painter».",
    ),
    Case(
        "choices of what is no choice",
        before='kind = "choice"',
        after='kind = "text"',
        en='line 92 · information.lamp.choices: only kind = "choice" has choices, not “text”.',
        ru='строка 92 · information.lamp.choices: варианты бывают у kind = "choice", а не у «text».',
    ),
    Case(
        "a service silent about a level",
        before="[intake]\n",
        after='[services.visit]\nname = { ru = "Выезд", en = "Visit" }\nlevels = { gold = "included" }\n\n[intake]\n',
        en="line 184 · services.visit.levels: nothing is said about the service “visit” at the levels: "
        "tin, none; name them or add otherwise.",
        ru="строка 184 · services.visit.levels: об услуге «visit» не сказано, есть ли она на уровнях: "
        "tin, none; назовите их или добавьте otherwise.",
    ),
    Case(
        "a service given in no known way",
        before="[intake]\n",
        after="[services.visit]\n"
        'name = { ru = "Выезд", en = "Visit" }\n'
        'levels = { gold = "include" }\n'
        'otherwise = "paid"\n'
        "\n"
        "[intake]\n",
        en="line 184 · services.visit.levels.gold: “include” is not possible here; possible: included, "
        "limited, paid, not-given. Did you mean “included”?",
        ru="строка 184 · services.visit.levels.gold: «include» здесь не бывает; бывает: included, "
        "limited, paid, not-given. Может быть, «included»?",
    ),
    Case(
        "a limited service without its limits",
        before="[intake]\n",
        after="[services.visit]\n"
        'name = { ru = "Выезд", en = "Visit" }\n'
        'levels = { gold = "limited" }\n'
        'otherwise = "not-given"\n'
        "\n"
        "[intake]\n",
        en="line 182 · services.visit: the service “visit” is limited somewhere: say how far it goes (extent).",
        ru="строка 182 · services.visit: услуга «visit» где-то ограничена – скажите, чем (extent).",
    ),
    Case(
        "a matter of two services",
        before="[intake]\n",
        after="[services.visit]\n"
        'name = { ru = "Выезд", en = "Visit" }\n'
        'otherwise = "included"\n'
        "levels = {}\n"
        'request-types = "lamp"\n'
        "[services.call]\n"
        'name = { ru = "Звонок", en = "Call" }\n'
        'otherwise = "paid"\n'
        "levels = {}\n"
        'request-types = "lamp"\n'
        "\n"
        "[intake]\n",
        en="line 191 · services.call.request-types[1]: “lamp” already belongs to the service “visit”.",
        ru="строка 191 · services.call.request-types[1]: вопрос «lamp» уже относится к услуге «visit».",
    ),
    Case(
        "a service given for what is not solved",
        before="[intake]\n",
        after="[services.visit]\n"
        'name = { ru = "Выезд", en = "Visit" }\n'
        'otherwise = "included"\n'
        "levels = {}\n"
        'request-types = "paint"\n'
        "\n"
        "[intake]\n",
        en="line 186 · services.visit.request-types[1]: the service is given at some level, yet the "
        "matter “paint” is not solved (not_solved).",
        ru="строка 186 · services.visit.request-types[1]: услуга входит в какой-то уровень, а вопрос "
        "«paint» не решается (not_solved).",
    ),
    Case(
        "a limit of nothing",
        before="rank = 5\n",
        after="rank = 5\nlimits = { named-contacts = 0 }\n",
        en="line 38 · levels.tin.limits.named-contacts: 0 is too small; at least 1.",
        ru="строка 38 · levels.tin.limits.named-contacts: 0 – слишком мало; не меньше 1.",
    ),
    Case(
        "a quota that is none",
        before="rank = 5\n",
        after='rank = 5\nlimits = { requests = "ten a month" }\n',
        en="line 38 · levels.tin.limits.requests: “ten a month” is no number in a time; it is written: "
        '"10 per month", "2 per year", "100 per contract".',
        ru="строка 38 · levels.tin.limits.requests: «ten a month» – не количество за время; оно пишется "
        'так: "10 per month", "2 per year", "100 per contract".',
    ),
    Case(
        "a limit of a severity that does not exist",
        before="rank = 5\n",
        after='rank = 5\nlimits = { by-severity = { gale = "2 per month" } }\n',
        en="line 38 · levels.tin.limits.by-severity.gale: “gale” is described nowhere; there are: "
        "drizzle, rain, storm.",
        ru="строка 38 · levels.tin.limits.by-severity.gale: «gale» нигде не описано; есть: drizzle, rain, storm.",
    ),
    Case(
        "a price that is none",
        before="[intake]\n",
        after='[prices.visit]\nname = { ru = "Выезд", en = "Visit" }\nprice = "100 euros"\n\n[intake]\n',
        en='line 184 · prices.visit.price: “100 euros” is no price; it is written: "1500 RUB per hour", "30 EUR '
        'per request", "200 USD", "+50 %".',
        ru='строка 184 · prices.visit.price: «100 euros» – не цена; цена пишется так: "1500 RUB per hour", "30 '
        'EUR per request", "200 USD", "+50 %".',
    ),
    Case(
        "an address that is none",
        before="[intake]\n",
        after="[complaints.keeper]\n"
        'name = { ru = "Смотритель", en = "Keeper" }\n'
        'to = { ru = "смотритель", en = "the keeper" }\n'
        'address = "keeper"\n'
        "\n"
        "[intake]\n",
        en='line 185 · complaints.keeper.address: “keeper” is no mail address; it is written: "service@firm.example".',
        ru="строка 185 · complaints.keeper.address: «keeper» – не почтовый адрес; адрес пишется так: "
        '"service@firm.example".',
    ),
    Case(
        "a notice without a calendar",
        before="[intake]\n",
        after='[works]\nnotice = "2 working days"\n\n[intake]\n',
        en="line 183 · works.notice: “2 working days” is counted on a calendar: add calendar, there "
        "are: early, duty, whole-day.",
        ru="строка 183 · works.notice: «2 working days» считается по календарю: добавьте calendar, "
        "есть: early, duty, whole-day.",
    ),
    Case(
        "a specification nobody accepts",
        before="[intake]\n",
        after='[specification]\nrequest-types = "lamp"\naccepted-by = "workshp"\n\n[intake]\n',
        en="line 184 · specification.accepted-by: “workshp” is described nowhere; there are: tower, "
        "workshop. Did you mean “workshop”?",
        ru="строка 184 · specification.accepted-by: «workshp» нигде не описано; есть: tower, workshop. "
        "Может быть, «workshop»?",
    ),
    Case(
        "a rating out of nothing",
        before="[intake]\n",
        after="[rating]\nscale = 1\n\n[intake]\n",
        en="line 183 · rating.scale: ratings from 1 to 1? It may be 2 to 10.",
        ru="строка 183 · rating.scale: шкала оценки – от 1 до 1? Бывает от 2 до 10.",
    ),
    Case(
        "a reopening that can't be counted",
        before="[intake]\n",
        after='[reopening]\nwithin = "5 working days"\n\n[intake]\n',
        en="line 183 · reopening.within: “5 working days” is counted on a calendar: add calendar, there "
        "are: early, duty, whole-day.",
        ru="строка 183 · reopening.within: «5 working days» считается по календарю: добавьте calendar, "
        "есть: early, duty, whole-day.",
    ),
    Case(
        "a closing without a warning",
        before="[intake]\n",
        after='[closing]\nclose-after = "5 calendar days"\n\n[intake]\n',
        en="line 182 · closing: silence closes nothing without a warning: add warn-after or reminders.",
        ru="строка 182 · closing: молчание ничего не закрывает без предупреждения: добавьте warn-after или reminders.",
    ),
    Case(
        "a credit for what nobody promises",
        before="[intake]\n",
        after="[[credits]]\n"
        'metric = "resolution"\n'
        'below = "95 %"\n'
        'credit = { ru = "5 % платы", en = "5 % of the fee" }\n'
        "\n"
        "[intake]\n",
        en="line 183 · credits[1].metric: nothing is promised for the metric “resolution”, so nothing can be owed.",
        ru="строка 183 · credits[1].metric: по показателю «resolution» ничего не обещано, возмещать нечего.",
    ),
    Case(
        "a definition twice",
        before="[intake]\n",
        after="[[definitions]]\n"
        'slug = "keeper"\n'
        'term = { ru = "Смотритель", en = "Keeper" }\n'
        'means = { ru = "кто зажигает", en = "who lights" }\n'
        "[[definitions]]\n"
        'slug = "keeper"\n'
        'term = { ru = "Смотритель", en = "Keeper" }\n'
        'means = { ru = "кто гасит", en = "who quenches" }\n'
        "\n"
        "[intake]\n",
        en="line 187 · definitions[2].slug: “keeper” is named twice.",
        ru="строка 187 · definitions[2].slug: «keeper» названо дважды.",
    ),
    Case(
        "a picture both taken and refused",
        before="[intake]\n",
        after='[attachments]\npictures = ["png"]\nrefused = ["exe", "png"]\n\n[intake]\n',
        en="line 184 · attachments.refused[2]: “png” is named twice.",
        ru="строка 184 · attachments.refused[2]: «png» названо дважды.",
    ),
    Case(
        "files of no size",
        before="[intake]\n",
        after="[attachments]\nlargest = 0\n\n[intake]\n",
        en="line 183 · attachments.largest: 0 is too small; at least 1.",
        ru="строка 183 · attachments.largest: 0 – слишком мало; не меньше 1.",
    ),
    Case(
        "an identification by nothing known",
        before="[intake]\n",
        after='[identification]\nby = "adress"\n\n[intake]\n',
        en="line 183 · identification.by[1]: “adress” is not possible here; possible: address, domain, "
        "sign-in, contract-number, licence-key, phone-number. Did you mean “address”?",
        ru="строка 183 · identification.by[1]: «adress» здесь не бывает; бывает: address, domain, "
        "sign-in, contract-number, licence-key, phone-number. Может быть, «address»?",
    ),
    Case(
        "a publication of nothing known",
        before="[intake]\n",
        after='[publication]\nsites = "https://leuchtturm.example"\nnotices = ["hours", "gossip"]\n\n[intake]\n',
        en="line 184 · publication.notices[2]: “gossip” is not possible here; possible: hours, changes, "
        "holidays, breaks, emergencies, regulation, releases.",
        ru="строка 184 · publication.notices[2]: «gossip» здесь не бывает; бывает: hours, changes, "
        "holidays, breaks, emergencies, regulation, releases.",
    ),
    Case(
        "a window that never opens",
        before="[intake]\n",
        after="[calendars.winter]\n"
        'name = { ru = "зима", en = "winter" }\n'
        'zone = "Europe/Berlin"\n'
        'week = { sun = "closed" }\n'
        "[answers]\n"
        'calendar = "winter"\n'
        'exempt = "storm"\n'
        "\n"
        "[intake]\n",
        en="line 182 · calendars.winter: the calendar “winter” never opens: add week.\n"
        "line 187 · answers.calendar: the window never opens: the calendar “winter” does not.",
        ru="строка 182 · calendars.winter: календарь «winter» никогда не открыт: добавьте week.\n"
        "строка 187 · answers.calendar: окно никогда не откроется: календарь «winter» не открывается.",
    ),
    Case(
        "a promise at night behind a shut window",
        before="[intake]\n",
        after='[answers]\ncalendar = "early"\n\n[intake]\n',
        en="line 115 · targets[2].amount: “45 minutes” runs at night too, when no answer leaves: add to "
        "exempt of the window answers: storm.\n"
        "line 121 · targets[3].amount: “20 minutes” runs at night too, when no answer leaves: add to "
        "exempt of the window answers: storm.",
        ru="строка 115 · targets[2].amount: «45 minutes» идёт и ночью, а ответ ночью не уйдёт: добавьте "
        "в exempt окна answers: storm.\n"
        "строка 121 · targets[3].amount: «20 minutes» идёт и ночью, а ответ ночью не уйдёт: добавьте "
        "в exempt окна answers: storm.",
    ),
    Case(
        "a window free for a level that does not exist",
        before="[intake]\n",
        after='[acceptance]\ncalendar = "early"\nexempt-levels = "silver"\n\n[intake]\n',
        en="line 184 · acceptance.exempt-levels[1]: “silver” is described nowhere; there are: gold, tin, none.",
        ru="строка 184 · acceptance.exempt-levels[1]: «silver» нигде не описано; есть: gold, tin, none.",
    ),
    Case(
        "a worse level before a better one",
        before='"level:gold"',
        after='"level:tin"',
        en="line 177 · order.classes[2]: the level “tin” is worse than “gold” (rank), yet stands before "
        "it in the queue.",
        ru="строка 177 · order.classes[2]: уровень «tin» хуже, чем «gold» (rank), а в очереди идёт раньше него.",
    ),
    Case(
        "a level that starves",
        before='classes = ["storm", "level:gold", "rain", "rest", "danger"]',
        after='classes = ["storm", "level:gold", "rain", "rest", "level:tin", "danger"]',
        en="line 177 · order.classes[5]: the level “tin” stands after everybody and is promised a time: "
        "without the class “danger” before it nothing saves that time.",
        ru="строка 177 · order.classes[5]: уровень «tin» идёт после всех, а срок ему обещан: без класса "
        "«danger» перед ним срок некому спасти.",
    ),
    Case(
        "a successor that does not exist",
        before="rank = 5\n",
        after='rank = 5\nretired = "golden"\n',
        en="line 38 · levels.tin.retired: “golden” is described nowhere; there are: gold, none. Did you mean “gold”?",
        ru="строка 38 · levels.tin.retired: «golden» нигде не описано; есть: gold, none. Может быть, «gold»?",
    ),
    Case(
        "a successor that is retired itself",
        before="[refuse.too-far]\n",
        after="[refuse.far]\n"
        'name = { ru = "Далеко", en = "Far" }\n'
        'text = { ru = "Далеко.", en = "Far." }\n'
        'retired = "too-far"\n'
        "\n"
        "[refuse.too-far]\n"
        'retired = "far"\n',
        en="line 159 · refuse.far.retired: the successor “too-far” is retired itself; in use are: —.\n"
        "line 162 · refuse.too-far.retired: the successor “far” is retired itself; in use are: —.",
        ru="строка 159 · refuse.far.retired: преемник «too-far» сам выведен из употребления; в "
        "употреблении: —.\n"
        "строка 162 · refuse.too-far.retired: преемник «far» сам выведен из употребления; в "
        "употреблении: —.",
    ),
    Case(
        "a beginning that is retired",
        before="rank = 0",
        after='rank = 0\nretired = "rain"',
        en="line 47 · severities.drizzle.retired: “drizzle” can't be retired: everything begins with it.",
        ru="строка 47 · severities.drizzle.retired: «drizzle» нельзя вывести из употребления: с него всё начинается.",
    ),
    Case(
        "a variable where none is filled in",
        before='text = { ru = "Туда свет не достаёт.", en = "The light does not reach that far." }',
        after='text = { ru = "Туда свет не достаёт.", en = "The light does not reach {link}." }',
        en="line 158 · refuse.too-far.text.en: no variables are filled in in this text.",
        ru="строка 158 · refuse.too-far.text.en: в этом тексте переменные не подставляются.",
    ),
)
