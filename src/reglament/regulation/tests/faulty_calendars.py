"""The third regulation with one mistake each in a calendar."""

from reglament.regulation.tests.faulty_documents import Case

CASES = (
    Case(
        "a calendar that is closed whenever it is open",
        before='week = { mon-sun = "06:00–22:00" }',
        after='week = { mon-sun = "06:00–22:00" }\nwithout = "whole-day"',
        en="line 24 · calendars.duty.without: without those hours the calendar “duty” never opens.",
        ru="строка 24 · calendars.duty.without: без этих часов календарь «duty» никогда не открыт.",
    ),
    Case(
        "a calendar without one that is not there",
        before='week = { mon-sun = "06:00–22:00" }',
        after='week = { mon-sun = "06:00–22:00" }\nwithout = "erly"',
        en="line 24 · calendars.duty.without[1]: “erly” is described nowhere; there are: early, duty, whole-day. "
        "Did you mean “early”?",
        ru="строка 24 · calendars.duty.without[1]: «erly» нигде не описано; есть: early, duty, whole-day. Может "
        "быть, «early»?",
    ),
    Case(
        "a calendar without itself",
        before='week = { mon-sun = "06:00–22:00" }',
        after='week = { mon-sun = "06:00–22:00" }\nwithout = "duty"',
        en="line 24 · calendars.duty.without: the calendar “duty” is made of itself.",
        ru="строка 24 · calendars.duty.without: календарь «duty» составлен из самого себя.",
    ),
    Case(
        "a holiday no country has",
        before='holidays = "DE"',
        after='holidays = "DE"\nobserves = ["christmas-day", "unity-day"]',
        en="line 15 · calendars.early.observes[2]: “unity-day” is described nowhere; there are: ascension-day, "
        "christmas-day, easter-monday, german-unity-day, good-friday, labor-day, new-years-day, "
        "pentecost-monday, second-day-of-christmas. Did you mean “german-unity-day”?",
        ru="строка 15 · calendars.early.observes[2]: «unity-day» нигде не описано; есть: ascension-day, "
        "christmas-day, easter-monday, german-unity-day, good-friday, labor-day, new-years-day, "
        "pentecost-monday, second-day-of-christmas. Может быть, «german-unity-day»?",
    ),
    Case(
        "holidays of no country",
        before='week = { mon-sun = "06:00–22:00" }',
        after='week = { mon-sun = "06:00–22:00" }\nobserves = "christmas-day"',
        en="line 24 · calendars.duty.observes: the calendar “duty” names public holidays but no country: add holidays.",
        ru="строка 24 · calendars.duty.observes: у календаря «duty» названы праздники, но не страна: добавьте "
        "holidays.",
    ),
    Case(
        "an exception of each year",
        before="2026-12-24 = { hours",
        after="12-24 = { hours",
        en="line 17 · calendars.early.exceptions.12-24: “12-24” has no year: what comes each year is written in "
        '[[calendars.….seasons]], there days = "12-24".',
        ru="строка 17 · calendars.early.exceptions.12-24: «12-24» без года: то, что бывает каждый год, пишется в "
        '[[calendars.….seasons]], там days = "12-24".',
    ),
    Case(
        "one of two countries that is not known",
        before='holidays = "DE"',
        after='holidays = ["DE", "XX"]',
        en="line 14 · calendars.early.holidays: the holidays of “XX” are not known; a country is written in two "
        'letters: "RU", "DE-BY".',
        ru="строка 14 · calendars.early.holidays: праздники страны «XX» неизвестны; страна пишется двумя буквами: "
        '"RU", "DE-BY".',
    ),
    Case(
        "a finding that ends before it begins",
        before="[intake]",
        after="[findings.blue]\n"
        'name = { ru = "синяя", en = "blue" }\n'
        "since = 2026-05-01\n"
        "until = 2026-04-30\n"
        "\n"
        "[intake]",
        en="line 185 · findings.blue.until: the last day 2026-04-30 is before the first, 2026-05-01.",
        ru="строка 185 · findings.blue.until: последний день 2026-04-30 раньше первого, 2026-05-01.",
    ),
    Case(
        "a zone that knows no summer time",
        before='zone = "Europe/Berlin"\nweek = { mon-sun',
        after='zone = "EST"\nweek = { mon-sun',
        en='line 22 · calendars.duty.zone: the zone “EST” knows no summer time; write "America/New_York".',
        ru='строка 22 · calendars.duty.zone: пояс «EST» не знает летнего времени; напишите "America/New_York".',
    ),
    Case(
        "a zone by its initials",
        before='zone = "Europe/Berlin"\nweek = { mon-sun',
        after='zone = "MSK"\nweek = { mon-sun',
        en='line 22 · calendars.duty.zone: there is no time zone “MSK”; it is written: "Europe/Moscow".',
        ru='строка 22 · calendars.duty.zone: часового пояса «MSK» нет; пояс пишется так: "Europe/Moscow".',
    ),
    Case(
        "hours as people write them",
        before='"06:00–22:00"',
        after='"6am-10pm"',
        en='line 23 · calendars.duty.week.mon-sun: “6am-10pm” are no hours; they are written: "06:00–22:00".',
        ru='строка 23 · calendars.duty.week.mon-sun: «6am-10pm» – не часы работы; они пишутся так: "06:00–22:00".',
    ),
    Case(
        "hours in a list",
        before='"06:00–22:00"',
        after='["06:00–12:00", "13:00–22:00"]',
        en="line 23 · calendars.duty.week.mon-sun: “['06:00–12:00', '13:00–22:00']” are no hours; they are "
        'written: "06:00–12:00, 13:00–22:00".',
        ru="строка 23 · calendars.duty.week.mon-sun: «['06:00–12:00', '13:00–22:00']» – не часы работы; они "
        'пишутся так: "06:00–12:00, 13:00–22:00".',
    ),
    Case(
        "days written out",
        before='mon-sun = "06:00–22:00"',
        after='Monday-Friday = "06:00–22:00"',
        en="line 23 · calendars.duty.week: “Monday-Friday” are no days of the week; they are written: mon-fri.",
        ru="строка 23 · calendars.duty.week: «Monday-Friday» – не дни недели; они пишутся так: mon-fri.",
    ),
    Case(
        "a ground of two severities",
        before="[channels.email]",
        after='[severities.rain.grounds.dark]\nname = { ru = "Темно", en = "Dark" }\n\n[channels.email]',
        en="line 59 · severities.storm.grounds.dark: “dark” is a ground of the severity “rain” already: give it a "
        "name of its own.",
        ru="строка 59 · severities.storm.grounds.dark: основание «dark» уже есть у критичности «rain»: дайте ему "
        "своё имя.",
    ),
)
