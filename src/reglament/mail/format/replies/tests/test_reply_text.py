import pytest
from hypothesis import given
from hypothesis import strategies as st

from reglament.mail.format.replies.reply_text import kind_of, split, trim

ANSWERS = {
    "Gmail": (
        "Да, всё работает.\n\n"
        "пт, 20 нояб. 2026 г. в 17:30, Анна Иванова <anna@hive.example>:\n\n"
        "> Проверьте ещё раз\n>\n> --\n> Анна\n",
        "Да, всё работает.",
    ),
    "Gmail, a long name": (
        "Да, всё работает.\n\n"
        "пт, 20 нояб. 2026 г. в 17:30, Анна Иванова из отдела поддержки <\n"
        "anna@hive.example>:\n\n> Проверьте ещё раз\n",
        "Да, всё работает.",
    ),
    "Gmail, as it was": (
        "Спасибо!\n\n20 ноября 2026 г., 17:30 пользователь Анна <anna@hive.example>\nнаписал:\n\n> Готово?\n",
        "Спасибо!",
    ),
    "Outlook": (
        "Добрый день!\n\nПринято.\n\nС уважением,\nКарл\n\n________________________________\n"
        "От: Анна <anna@hive.example>\nОтправлено: 20 ноября 2026 г. 17:30\nКому: Карл\n"
        "Тема: RE: Заявка [#12]\n\nСтарый текст\n",
        "Добрый день!\n\nПринято.\n\nС уважением,\nКарл",
    ),
    "Outlook, English headers": (
        "Принято.\n\nFrom: Анна [mailto:anna@hive.example]\n"
        "Sent: Friday, November 20, 2026 5:30 PM\nTo: Карл\nSubject: RE: Заявка [#12]\n\n"
        "Старый текст\n",
        "Принято.",
    ),
    "The Bat!": (
        "Здравствуйте, Анна.\n\nВы писали 20 ноября 2026 г., 17:30:21:\n\nАИ> Когда готово?\n"
        "АИ> Ждём.\n\nЗавтра.\n\n-- \nС уважением,\n"
        " Карл                          mailto:carl@acme.example\n",
        "Здравствуйте, Анна.\n\nЗавтра.",
    ),
    "Mail.ru": (
        "Спасибо, помогло\n\n"
        "Пятница, 20 ноября 2026, 17:30 +03:00 от Анна Иванова <anna@hive.example>:\n"
        ">Попробуйте\n>\n>--\n>Анна\n \n--\nКарл\n",
        "Спасибо, помогло",
    ),
    "Mail.ru without an address": (
        "Спасибо, помогло\n\nПятница, 20 ноября 2026, 17:30 +03:00 от Анна Иванова:\nПопробуйте ещё\n",
        "Спасибо, помогло",
    ),
    "Яндекс": (
        'Ок\n\n20.11.2026, 17:30, "Анна Иванова" <anna@hive.example>:\n\nСтарый текст\n',
        "Ок",
    ),
    "Яндекс on a phone": (
        "Ок\n\n-- \nОтправлено из мобильного приложения Яндекс Почты\n\n\n"
        "17:30, 20 ноября 2026 г., Анна <anna@hive.example>:\n\nСтарый текст\n",
        "Ок",
    ),
    "Apple, quoted header": (
        "Ок\n\nОтправлено с iPhone\n\n"
        "> 20 нояб. 2026 г., в 17:30, Анна <anna@hive.example> написал(а):\n> \n> Старый\n",
        "Ок",
    ),
    "Apple, nothing quoted": (
        "Ок\n\n20 нояб. 2026 г., в 17:30, Анна <anna@hive.example> написал(а):\n\nСтарый\n",
        "Ок",
    ),
    "Thunderbird, answer below": (
        "20.11.2026 17:30, Анна пишет:\n> Вопрос?\nОтвет.\n",
        "Ответ.",
    ),
    "Thunderbird, answers between": (
        "20.11.2026 17:30, Анна пишет:\n> Вопрос?\n\nОтвет.\n\n> Второй?\n\nДа.\n",
        "> Вопрос?\n\nОтвет.\n\n> Второй?\n\nДа.",
    ),
    "Samsung": (
        "Ок\n\nОтправлено с моего устройства Samsung\n\n-------- Исходное сообщение --------\n"
        "От: Анна\nДата: 20.11.2026 17:30\nКому: Карл\nТема: x\n\nстарое",
        "Ок",
    ),
    "words where the rows of the old letter had been": (
        "------ Исходное сообщение ------\nСпасибо, работает!\n> Старый\n> текст\n",
        "------ Исходное сообщение ------\nСпасибо, работает!",
    ),
    "a sentence that begins like a header": (
        "Добрый день!\nОт: склада до клиента нет доставки.\nЧто делать?",
        "Добрый день!\nОт: склада до клиента нет доставки.\nЧто делать?",
    ),
    'a sentence with "писал"': (
        "Вчера в 17:30 Иван писал вам:\nникто не ответил.\nЖдём.",
        "Вчера в 17:30 Иван писал вам:\nникто не ответил.\nЖдём.",
    ),
    "a sentence with a date": (
        "Добрый день!\n20.11.2026 мы вам сообщили следующее:\nкасса не печатает чек.\nОтвета нет.",
        "Добрый день!\n20.11.2026 мы вам сообщили следующее:\nкасса не печатает чек.\nОтвета нет.",
    ),
    "a sentence with a time": (
        "Добрый день!\nВ 17:30 водитель написал:\nне могу войти в приложение.\nПомогите.",
        "Добрый день!\nВ 17:30 водитель написал:\nне могу войти в приложение.\nПомогите.",
    ),
    "a forwarded letter is kept": (
        "Посмотрите, пожалуйста.\n\n-------- Пересылаемое сообщение --------\n"
        "От: Пётр <p@acme.example>\nКому: Карл\nТема: касса\n\nНе работает касса",
        "Посмотрите, пожалуйста.\n\n-------- Пересылаемое сообщение --------\n"
        "От: Пётр <p@acme.example>\nКому: Карл\nТема: касса\n\nНе работает касса",
    ),
    "a list with dashes": (
        "Не работает:\n- касса\n- принтер\n\n--\nКарл",
        "Не работает:\n- касса\n- принтер",
    ),
    "a signature after a dash": (
        "Текст\n\n—\nКарл Карлов\nAcme",
        "Текст",
    ),
    "Mail.ru on a phone": (
        "Ок\n\nОтправлено из мобильной Почты Mail.ru",
        "Ок",
    ),
    "nothing but a phone": (
        "Отправлено с iPhone",
        "Отправлено с iPhone",
    ),
    "Outlook in German": ("Ja.\n\nVon: Anna\nGesendet: Montag, 2. März 2026 12:00\nAn: Carl\nBetreff: x\n\nalt", "Ja."),
    "Gmail in English": ("Yes.\n\nOn Mon, Mar 2, 2026 at 6:26 PM Anna <\nanna@hive.example> wrote:\n\n> old", "Yes."),
    "Original Message": ("Yes.\n\n-----Original Message-----\nFrom: Anna\n\nold", "Yes."),
    "iPhone": (
        "Yes.\n\nSent from my iPhone\n\nOn Mar 2, 2026, at 4:19 PM, Anna <anna@hive.example> wrote:\n\n> old",
        "Yes.",
    ),
    "not a phone": (
        "Sent from my desk, which is easier than a phone.",
        "Sent from my desk, which is easier than a phone.",
    ),
    "code": ("Run\n```\n-- drop\nOn 2026 x wrote:\n```\nplease", "Run\n```\n-- drop\nOn 2026 x wrote:\n```\nplease"),
    "only a quotation": ("> old", "> old"),
    "only a quotation that a program introduced": ("Anna Smith wrote:\n> old\n> words", ""),
    "GroupWise": ("Ок\n\n>>> Анна <anna@hive.example> 20.11.2026 17:30 >>>\n\nстарое", "Ок"),
    "Notes, with a summary above the rows": (
        "Ок\n\nАнна ---20.11.2026 17:30:21---Здравствуйте, Карл!\n\nОт: Анна\nКому: Карл\nДата: 20.11.2026\n\nстарое",
        "Ок",
    ),
    "Nextcloud": ('Ок\n\n"Анна" <anna@hive.example> – 20 ноября 2026 г. 17:30\n> старое', "Ок"),
    "a name with initials and a dot": ("Ок\nСмирнова А.П. писал(а) 2026-11-20 17:30:\n> старое", "Ок"),
    "a name with letters of a neighbour": ("Ок\n\nАлесь Ўладзіміраў пишет:\n> старое", "Ок"),
    "an answer below rows that stand above a quotation": (
        "Добрый день!\n\n----- Original Message -----\nFrom: Анна\nTo: Карл\nSent: Friday, November 20, 2026 5:30 PM"
        "\n\n> старое\n\nНовое.",
        "Добрый день!\n\nНовое.",
    ),
    "an answer below a line and a sentence": (
        "Добрый день!\n\n------- Original Message -------\n20.11.2026 17:30, Анна пишет:\n\n> старое\n\nНовое.",
        "Добрый день!\n\nНовое.",
    ),
    "a list of what happened when, above a quotation": (
        "1. В 17:30 зависла касса.\n2. В 18:00 перезагрузили: carl@acme.example\n\nАнна Смирнова пишет:\n> старое",
        "1. В 17:30 зависла касса.\n2. В 18:00 перезагрузили: carl@acme.example",
    ),
    "narrow blanks in a date": (
        "Ок\n\n20 нояб. 2026\u202fг., в 17:30, Анна <a@b.example> написал(а):\n\n> старое",
        "Ок",
    ),
    "a phone's words in two lines": ("Ок\n\nОтправлено из Почты<https://go.example/?Id=550986> для\nWindows", "Ок"),
    "a phone's words with a link below": ("Ок\n\nОтправлено с помощью Aqua Mail\nhttps://www.example/aqua", "Ок"),
    "text before the header that is not of it": (
        "Write to eve@other.example or call\nme later.\n"
        "On Mon, 2 Mar 2026 at 11:00, Anna <anna@hive.example> wrote:\n> old",
        "Write to eve@other.example or call\nme later.",
    ),
}


FOREIGN = """
Am 20.11.2026 um 17:30 schrieb Anna <anna@hive.example>:
Am Fr., 20. Nov. 2026 um 17:30 Uhr schrieb Anna <anna@hive.example>:
Am 20. November 2026 17:30:21 MEZ schrieb Anna <anna@hive.example>:
Am 20.11.26 um 17:30 schrieb Anna:
Le ven. 20 nov. 2026 à 17:30, Anna <anna@hive.example> a écrit :
Le 20/11/2026 à 17:30, Anna a écrit :
El vie, 20 nov 2026 a las 17:30, Anna (<anna@hive.example>) escribió:
El 20/11/2026 a las 17:30, Anna escribió:
Il giorno ven 20 nov 2026 alle ore 17:30 Anna <anna@hive.example> ha scritto:
Il 20/11/2026 17:30, Anna ha scritto:
Em sex., 20 de nov. de 2026 às 17:30, Anna <anna@hive.example> escreveu:
Em 20/11/2026 17:30, Anna escreveu:
Op vr 20 nov 2026 om 17:30 schreef Anna <anna@hive.example>:
Op 20-11-2026 om 17:30 schreef Anna:
pt., 20 lis 2026 o 17:30 Anna <anna@hive.example> napisał(a):
W dniu 20.11.2026 o 17:30, Anna pisze:
pá 20. 11. 2026 v 17:30 odesílatel Anna <anna@hive.example> napsal:
Dne 20. 11. 26 v 17:30 Anna napsal(a):
Den fre 20 nov. 2026 kl 17:30 skrev Anna <anna@hive.example>:
fre. 20. nov. 2026 kl. 17:30 skrev Anna <anna@hive.example>:
Den 20.11.2026 17.30, skrev Anna:
pe 20. marrask. 2026 klo 17.30 Anna (anna@hive.example) kirjoitti:
Anna <anna@hive.example>, 20 Kas 2026 Cum, 17:30 tarihinde şunu yazdı:
пт, 20 лист. 2026 р. о 17:30 Anna <anna@hive.example> пише:
20.11.26 17:30, Анна пише:
Anna <anna@hive.example> 于2026年11月20日周五 17:30写道：
在 2026年11月20日，17:30，Anna <anna@hive.example> 写道：
2026年11月20日(金) 17:30 Anna <anna@hive.example>:
2026년 11월 20일 (금) 오후 5:30, Anna <anna@hive.example>님이 작성:
Anna <anna@hive.example> ezt írta (időpont: 2026. nov. 20., P, 17:30):
În vin., 20 nov. 2026 la 17:30, Anna <anna@hive.example> a scris:
في الجمعة، 20 نوفمبر 2026 في 5:30 م تمت كتابة ما يلي بواسطة Anna <anna@hive.example>:
---- On Fri, 20 Nov 2026 17:30:21 +0300 Anna <anna@hive.example> wrote ----
On Friday, November 20, 2026 at 05:30:21 PM GMT+3, Anna <anna@hive.example> wrote:
Anna <anna@hive.example> wrote on 11/20/2026 05:30:21 PM:
2026-11-20 17:30 GMT+03:00 Anna <anna@hive.example>:
Quoting Anna <anna@hive.example>:
Zitat von Anna <anna@hive.example>:
Цитирую Anna <anna@hive.example>:
* Anna <anna@hive.example> [2026-11-20 17:30]:
Anna <anna@hive.example> writes:
At Fri, 20 Nov 2026 17:30:00 +0300, Anna wrote:
On Nov 20, 2026 5:30 PM, "Anna" <anna@hive.example> wrote:
On Fri, 20 Nov 2026, 17:30 Anna, <anna@hive.example> wrote:
On Fri, Nov 20, 2026 at 5:30 PM Anna via Support <anna@hive.example> wrote:
On 20/11/2026 17:30, Anna wrote:
On Friday, 20 November 2026, Anna <anna@hive.example> wrote:
Anna wrote:
Anna Smith writes:
Anna (Fri, 20 Nov 2026 17:30):
On Fri, Nov 20, 2026, 5:30 PM [Support] Anna <anna@hive.example> wrote:
In article <x@y.example>, anna@hive.example (Anna) wrote:
On 20 Nov 2026, at 17:30, Anna <anna@hive.example> wrote:
El 20 nov 2026, a la(s) 17:30, Anna <anna@hive.example> escribió:
Il giorno 20 nov 2026, alle ore 17:30, Anna <anna@hive.example> ha scritto:
> Le 20 nov. 2026 à 17:30, Anna <anna@hive.example> a écrit :
No dia 20/11/2026, às 17:30, Anna <anna@hive.example> escreveu:
20.11.2026, 17:30, "Anna" <anna@hive.example>:
Pada tanggal Jum, 20 Nov 2026 pukul 17.30 Anna <anna@hive.example> menulis:
เมื่อ ศ. 20 พ.ย. 2026 เวลา 17:30 Anna <anna@hive.example> เขียนว่า:
ב-20 בנוב׳ 2026, בשעה 17:30, Anna <anna@hive.example> כתב/ה:
پنجشنبه ۲۰ نوامبر ۲۰۲۶ ساعت ۱۷:۳۰ Anna <anna@hive.example> نوشت:
2026年11月20日 17:30、Anna <anna@hive.example>のメール：
---- Am Fr, 20 Nov 2026 17:30:21 +0300 schrieb Anna <anna@hive.example> ----
"""


ROWS = {
    "Croatian": "Od: Anna\nPoslano: petak, 20. studenoga 2026. 17:30\nPrima: Carl\nPredmet: RE: x",
    "Serbian": "Šalje: Anna\nPoslato: petak, 20. novembar 2026. 17:30\nZa: Carl\nTema: RE: x",
    "Slovene": "Od: Anna\nPoslano: petek, 20. november 2026 17:30\nZa: Carl\nZadeva: RE: x",
    "Chinese": "寄件者: Anna\n寄件日期: 2026年11月20日 下午 05:30\n收件者: Carl\n主旨: RE: x",
    "Hebrew": "מאת: Anna\nנשלח: יום שישי 20 נובמבר 2026 17:30\nאל: Carl\nנושא: RE: x",
    "Arabic": "من: Anna\nتم الإرسال: 20/نوفمبر/2026 05:30 م\nإلى: Carl\nالموضوع: RE: x",
    "French": "De : Anna <a@b.example>\nEnvoyé : vendredi 20 novembre 2026 17:30\nÀ : Carl\nObjet : RE: x",
    "Polish": "Od: Anna\nData: 20.11.2026 17:30\nDo: Carl\nDW: Dora\nTemat: x",
    "Turkish": "Gönderen: Anna\nTarih: 20 Kasım 2026 Cuma 17:30\nKime: Carl\nKonu: RE: x",
}


@pytest.mark.parametrize("language", ROWS)
def test_the_rows_above_an_old_letter_are_known_in_other_languages(language: str) -> None:
    assert trim(f"Thanks, it works.\n\n{ROWS[language]}\n\nplease check.\n") == "Thanks, it works."


PHONES = """
Von meinem iPhone gesendet
Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.
Envoyé à partir d’Outlook pour iOS
Enviado desde mi teléfono Samsung
Outlook voor Android downloaden
Hämta Outlook för Android
Lähetetty iPhonesta
Pobierz aplikację Outlook dla systemu Android
Odesláno z iPhonu
Az iPhone készülékemről küldve
iPhone'umdan gönderildi
Изпратено от моя iPhone
Менің iPhone телефонымнан жіберілді
Отправлено из приложения МойОфис Почта
Отправлено из VK WorkMail
Sent with Proton Mail secure email.
iPhoneから送信
发自我的iPhone
나의 iPhone에서 보냄
"""


@pytest.mark.parametrize("signed", PHONES.strip().split("\n"))
def test_phones_sign_in_other_languages(signed: str) -> None:
    assert trim(f"Thanks, it works.\n\n{signed}") == "Thanks, it works."


@pytest.mark.parametrize("introduced", FOREIGN.strip().split("\n"))
def test_quotations_are_known_in_other_languages(introduced: str) -> None:
    quoted = "> Hello Carl,\n>\n> please check.\n>\n> --\n> Anna"
    assert trim(f"Thanks, it works.\n\n{introduced}\n\n{quoted}\n") == "Thanks, it works."
    assert trim(f"{introduced}\n{quoted}\n\nThanks, it works.\n") == "Thanks, it works."


def test_signs_of_direction_around_an_address_hide_no_quotation() -> None:
    introduced = "\u202bבתאריך יום ו׳, 20 בנוב׳ 2026 ב-17:30 מאת \u202aAnna\u202c\u200f "
    introduced += "<\u202aanna@hive.example\u202c\u200f>:\u202c"
    assert trim(f"Ok\n\n{introduced}\n\n> old\n") == "Ok"


def test_the_armour_of_a_signature_is_no_word() -> None:
    text = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nIt works.\n- -- \nCarl\n"
    text += "-----BEGIN PGP SIGNATURE-----\n\niQEz\n-----END PGP SIGNATURE-----"
    assert trim(text) == "It works."


KEPT = (
    "Вариант А\n\n--\n\nВариант Б\n\nЧто выбрать?",
    "Пётр Иванов (ivanov@acme.example) сообщает:\nкасса встала\nпомогите",
    "Hi,\n\nfrom: our warehouse\nsent: yesterday\nsubject: ten boxes\n\nthey did not arrive",
    "Разберите, пожалуйста.\nВ 17:30 на carl@acme.example пришло:\n> ошибка 0x17\nЧто это?",
    "Das Paket habe ich von meinem Büro gesendet",
    "Фото с телефона начальника Иванова, жду, пока будет отправлено",
    "Za: Carl\nPrima: Dora\nTema: till\nWhat do these rows mean?",
    "Договор подписан.\nОтправлено на mail Иванову",
    "Отправлено с почты Иванова",
    "Отправлено из почты два дня назад, ответа нет.",
    "Письмо не дошло.\nОтправлено с телефона начальника вчера вечером.",
    "Не работает вход.\nSent from Outlook yesterday, nothing came.",
    "Загрузить Outlook на телефон не смогли, поэтому пишу с чужого.",
    "Здравствуйте!\n20.11.2026 в 17:30 мы вам написали:\nкасса не печатает чек.\nОтвета нет.",
    "Водитель Иванов пишет:\nне могу войти. Что ему ответить?",
    "Анна писала:\nперезагрузите кассу. Перезагрузили, не помогло.",
    "Добрый день!\nВ пятницу, 20.11.2026, в 17:30 мы отправили:\n1. договор;\n2. акт.",
    "Вы писали, что ошибка исправлена:\nэто не так.",
    "Схема такая:\nприложение --> сервер --> касса\nи дальше ничего.",
    "Тема: касса\nДата: 20.11.2026\nЧто случилось: не печатает.",
    "Не печатает чек\n\n---\n\nи ещё не открывается смена",
    "Адрес: Касса 1, carl@acme.example:\nтуда и присылайте.",
    "Пункт 1 > пункт 2 > пункт 3\nтак открывается журнал",
)


@pytest.mark.parametrize("text", KEPT)
def test_words_of_a_person_that_resemble_a_program_stay(text: str) -> None:
    assert trim(text) == text


@pytest.mark.parametrize(
    ("subject", "answers", "is_kept"),
    [
        ("FW: Касса", True, True),
        ("Пер: Касса", True, True),
        ("RE: FW: Касса", True, False),
        ("Отв: Касса", False, False),
        ("Re[2]: Касса", False, False),
        ("Касса", True, False),
        ("Форма: касса", False, True),
        (None, False, True),
    ],
)
def test_only_a_reply_has_an_old_letter_below_it(subject: str | None, answers: bool, is_kept: bool) -> None:
    text = "Заявка с сайта\n\nОт: Пётр <p@acme.example>\nДата: 20 ноября 2026 г. 17:30\nТема: Касса\n\nЗависла."
    kept = trim(text, kind=kind_of(subject, answers=answers))
    assert ("Зависла" in kept) is is_kept


def test_an_answer_that_goes_on_below_a_quotation_keeps_it() -> None:
    above = "Первый пункт сделали ещё вчера, касса обновлена.\nПо второму есть сомнение: в журнале по-прежнему "
    above += "ошибка 0x17,\nхотя чек напечатан."
    text = f"{above}\n\n> Пришлите журнал.\n\nПрикладываем его целиком.\nСкажите, если мало."
    assert trim(text) == text
    assert trim("Привет!\n\n> Пришлите журнал.\n\nВот.\nЕщё?") == "Привет!\n\nВот.\nЕщё?"


def test_a_forwarded_letter_that_nothing_marks_keeps_its_quotations() -> None:
    text = "Посмотрите.\n\n20.11.2026 17:30, Пётр пишет:\n> Зависла касса."
    assert trim(text, kind="forward") == text


def test_a_forwarded_letter_with_nothing_above_it_keeps_its_signature() -> None:
    text = "От: Пётр\nОтправлено: 20 ноября 2026 г. 17:30\nТема: касса\n\nЗависла.\n\n--\nПётр"
    assert trim(text, kind="forward") == text


def test_a_forwarded_letter_keeps_its_own_quotations() -> None:
    text = "Посмотрите.\n\n---------- Forwarded message ---------\nОт: Пётр\n\nДа.\n\n> Работает?"
    assert trim(text) == text


@pytest.mark.parametrize("said", ["Ответы ниже красным.", "Мои комментарии в тексте письма", "See my answers inline."])
def test_answers_inside_the_old_letter_are_kept_when_the_sender_says_so(said: str) -> None:
    text = f"{said}\n\nОт: Анна <a@hive.example>\nОтправлено: 20 ноября 2026 г. 17:30\nКому: Карл\n\nВопрос? Ответ."
    assert "Ответ." in trim(text)


def test_what_was_left_out_is_there_apart() -> None:
    parts = split("Ок\n\n-- \nКарл\n\nпт, 20 нояб. 2026 г. в 17:30, Анна <a@hive.example>:\n\n> Старое\n")
    assert parts.new == "Ок"
    assert "Карл" in parts.rest
    assert "> Старое" in parts.rest


@pytest.mark.parametrize("program", ANSWERS)
def test_only_new_words_stay(program: str) -> None:
    text, answer = ANSWERS[program]
    assert trim(text) == answer


@given(st.text(alphabet="ab>-\n On:@.2Да", max_size=200))
def test_words_without_any_mark_of_a_quotation_stay(text: str) -> None:
    trimmed = trim(text)
    assert bool(trimmed.strip()) == bool(text.strip())


def test_a_very_long_letter_without_a_quotation_stays_whole() -> None:
    text = "\n".join(["line"] * 60_000 + ["--", "Carl"])
    assert trim(text) == text
