"""Domains where anybody gets an address: they say nothing about a company."""

FREE_MAIL = frozenset(
    """
    gmail.com googlemail.com yandex.ru ya.ru yandex.com yandex.by yandex.kz mail.ru bk.ru inbox.ru list.ru internet.ru rambler.ru lenta.ru
    outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com mac.com aol.com gmx.de gmx.net web.de t-online.de
    proton.me protonmail.com zoho.com mail.com tutanota.com ukr.net i.ua tut.by qq.com 163.com 126.com naver.com
    freemail.example
    """.split()
)
