"""How mail programs of Russian speakers and their neighbours introduce the letter they quote, and how they sign.

`clients_ru.txt` and `forwards_ru.txt` hold the words, with the fields of `Old` in braces; above them "sign=" (what
stands before each quoted line, "> " if nothing is said) and "adds=" (what a phone puts below the answer; " / " is a
line break).
"""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_HERE = Path(__file__).parent
_MONTHS = """
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
Январь Февраль Март Апрель Май Июнь Июль Август Сентябрь Октябрь Ноябрь Декабрь
янв. февр. мар. апр. мая июн. июл. авг. сент. окт. нояб. дек.
січ. лют. бер. квіт. трав. черв. лип. серп. вер. жовт. лист. груд.
студз. лют. сак. крас. мая чэрв. ліп. жн. вер. кастр. ліст. снеж.
қаң. ақп. нау. сәу. мам. мау. шіл. там. қыр. қаз. қар. жел.
January February March April May June July August September October November December
"""
_DAYS = """
понедельник вторник среда четверг пятница суббота воскресенье
пн вт ср чт пт сб вс
Пнд Втр Срд Чтв Птн Сбт Вск
Monday Tuesday Wednesday Thursday Friday Saturday Sunday
"""


@dataclass(frozen=True)
class Old:
    """The letter that is answered."""

    name: str
    at: datetime
    text: str

    def said(self, template: str) -> str:
        """`template` with what this letter is."""
        at = self.at
        month, named, short, in_uk, in_be, in_kk, in_en = (
            line.split()[at.month - 1] for line in _MONTHS.split("\n")[1:-1]
        )
        day, day_2, day_3, day_en = (line.split()[at.weekday()] for line in _DAYS.split("\n")[1:-1])
        words = [word.strip('"«»()') for word in self.name.split()]
        return template.format(
            name=self.name,
            address="support@hive.example",
            to="Карл Орлов",
            to_address="carl@acme.example",
            subject="Касса не печатает чек [#1042]",
            initials="".join(word[0] for word in words if word[:1].isalpha())[:2].upper() or "A",
            **{"d": at.day, "dd": f"{at.day:02}", "m": f"{at.month:02}", "y": at.year, "yy": at.year % 100},
            **{"h": at.hour, "hh": f"{at.hour:02}", "mm": f"{at.minute:02}", "ss": f"{at.second:02}"},
            **{"h12": at.hour % 12 or 12, "half": "AM" if at.hour < 12 else "PM"},
            **{"month": month, "Month": named, "mon": short, "month_en": in_en, "mon_en": in_en[:3]},
            **{"mon_uk": in_uk, "mon_be": in_be, "mon_kk": in_kk},
            **{"weekday": day, "Weekday": day.capitalize(), "wd": day_2, "Wd3": day_3},
            **{"weekday_en": day_en, "wd_en": day_en[:3]},
        )


@dataclass(frozen=True)
class Client:
    """A program: what it says above the old letter, what it puts before its lines, what it adds below the answer."""

    name: str
    says: str
    sign: str = "> "
    adds: str = ""

    @property
    def has_rows(self) -> bool:
        """True for "От: …", "Кому: …" in a row each."""
        return self.sign == "" and "\n" in self.says


def clients(file: str) -> tuple[Client, ...]:
    """The programs of a file."""
    blocks = re.split(r"(?m)^=== ", (_HERE / file).read_text(encoding="utf-8"))
    return tuple(map(_client, blocks[1:]))


def _client(block: str) -> Client:
    name, _, rest = block.rstrip("\n").partition("\n")
    told = dict(re.findall(r"(?m)^(sign|adds)=(.*)$", rest))
    says = re.sub(r"(?m)^(?:sign|adds)=.*\n", "", rest)
    return Client(name, says, told.get("sign", "> ").replace("_", " "), told.get("adds", "").replace(" / ", "\n"))


CLIENTS = clients("clients_ru.txt")
FORWARDS = clients("forwards_ru.txt")
