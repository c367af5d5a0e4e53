"""The words for what a clock asks for and for what made it so, in Russian and English."""

from typing import NamedTuple

from reglament.regulation.engine.because import Code
from reglament.regulation.terms.edition_terms import Words
from reglament.regulation.terms.metrics import Metric


class Deed(NamedTuple):
    """What a metric asks for: to do by a time, and done."""

    todo: Words
    done: Words


ANSWER = Deed(Words("ответить до {due}", "answer by {due}"), Words("Ответ дан {at}", "Answered {at}"))

DEEDS = {
    "first_response": ANSWER,
    "next_response": ANSWER,
    "update": Deed(
        Words("дать весть клиенту до {due}", "send the client an update by {due}"),
        Words("Весть дана {at}", "Update sent {at}"),
    ),
    "workaround": Deed(
        Words("дать обходной путь до {due}", "give a workaround by {due}"),
        Words("Обходной путь дан {at}", "Workaround given {at}"),
    ),
    "resolution": Deed(Words("решить до {due}", "resolve by {due}"), Words("Решено {at}", "Resolved {at}")),
    "admission": Deed(
        Words("подтвердить или понизить критичность до {due}", "confirm or lower the severity by {due}"),
        Words("Критичность установлена {at}", "Severity settled {at}"),
    ),
    "handover": Deed(
        Words("принять переданное обращение до {due}", "accept the transferred ticket by {due}"),
        Words("Передача принята {at}", "Transfer accepted {at}"),
    ),
    "specification": Deed(
        Words("назвать сроки до {due}", "give the terms by {due}"), Words("Сроки названы {at}", "Terms given {at}")
    ),
    "complaint": Deed(
        Words("ответить на жалобу до {due}", "answer the complaint by {due}"),
        Words("На жалобу отвечено {at}", "Complaint answered {at}"),
    ),
}


def deed_of(metric: Metric | None, slug: str) -> Deed:
    """What a clock asks for: in the document's words, else in ours, else by the name of its metric."""
    name = metric.name if metric is not None else Words(slug, slug)
    named = Deed(
        Words(f"{name.ru} – до {{due}}", f"{name.en} by {{due}}"), Words(f"{name.ru} – {{at}}", f"{name.en} – {{at}}")
    )
    known = DEEDS.get(slug, named)
    if metric is None:
        return known
    return Deed(metric.todo or known.todo, metric.done or known.done)


STATES = {
    "running": Words("{todo}.", "{todo}."),
    "superseded": Words("прежний срок: {todo}.", "earlier promise: {todo}."),
    "paused": Words("отсчёт остановлен: ждём, {what}.", "the clock stands still: waiting for {what}."),
    "missed": Words("срок пропущен: {todo}.", "missed: {todo}."),
    "met": Words("{done}, в срок: до {due}.", "{done}, in time: by {due}."),
    "late": Words("{done}, позже срока: {due}.", "{done}, later than due: {due}."),
    "done": Words("{done}.", "{done}."),
    "cancelled": Words("отсчёт снят {at}.", "the clock was cancelled {at}."),
    "unpromised": Words("срок не обещан.", "no time is promised."),
}

WAITS = {
    "client": Words("что ответит клиент", "the client"),
    "third-party": Words("что сделает третья сторона", "a third party"),
    "development": Words("что сделает разработка", "development"),
    "release": Words("когда выйдет выпуск", "a release"),
    "date": Words("когда придёт дата", "a date"),
}

ENDINGS = {
    "solved": Words("решено", "solved"),
    "refused": Words("отказано", "refused"),
    "redirected": Words("переадресовано", "redirected"),
    "duplicate": Words("повтор другого", "duplicate"),
    "withdrawn": Words("отозвано клиентом", "withdrawn"),
    "merged": Words("объединено с другим", "merged"),
    "spam": Words("спам", "spam"),
}

STEPS: dict[Code, Words] = {
    "received": Words("{when}: получено.", "{when}: received."),
    "imported": Words(
        "{when}: получено до того, как служба начала вести этот ящик.",
        "{when}: received before the desk took over this mailbox.",
    ),
    "from-triage": Words("{when}: обращение заведено из разбора писем.", "{when}: made a ticket in triage."),
    "accepted": Words("{when}: принято с открытием приёма.", "{when}: accepted when the desk opened for requests."),
    "client-wrote": Words(
        "{when}: клиент написал; это самое раннее сообщение без ответа.",
        "{when}: the client wrote; the oldest message without an answer.",
    ),
    "answered": Words("{when}: дан ответ.", "{when}: answered."),
    "sent-now": Words(
        "{when}: ответ отправлен сразу, не дожидаясь окна ответов.",
        "{when}: the answer was sent at once, without waiting for the answer window.",
    ),
    "reopened": Words("{when}: открыто повторно.", "{when}: reopened."),
    "returned": Words(
        "{when}: возвращено из разработки без ответа клиенту.",
        "{when}: returned from development without an answer to the client.",
    ),
    "claimed": Words("{when}: заявлено «{what}».", "{when}: claimed “{what}”."),
    "transferred": Words("{when}: передано в разработку, «{what}».", "{when}: transferred to development, “{what}”."),
    "feasible": Words("{when}: выполнимость установлена.", "{when}: feasibility established."),
    "complained": Words("{when}: подана жалоба.", "{when}: complaint made."),
    "found": Words("{when}: установлено «{what}».", "{when}: found, “{what}”."),
    "cut-off": Words(
        "Поступило после рубежа дня или в нерабочий день, считается с {when}.",
        "It came after the day's cut-off or on a day off and counts from {when}.",
    ),
    "moved": Words(
        "{when}: обращение переведено на редакцию от {what}.", "{when}: the ticket was moved to the edition of {what}."
    ),
    "extended": Words("{when}: срок продлён.", "{when}: the time was extended."),
    "supplemented": Words(
        "{when}: опубликован календарь ещё на один год.", "{when}: the calendar of another year was published."
    ),
    "raised": Words("{when}: повышено, теперь «{what}».", "{when}: raised, now “{what}”."),
    "lowered": Words("{when}: понижено, теперь «{what}».", "{when}: lowered, now “{what}”."),
    "reclassified": Words("{when}: исправлено, теперь «{what}».", "{when}: corrected, now “{what}”."),
    "confirmed": Words("{when}: подтверждено службой.", "{when}: confirmed by the desk."),
    "approved": Words("{when}: согласовано персональным менеджером.", "{when}: approved by the account manager."),
    "developers": Words(
        "{when}: привлечены разработчики, дальше считается остаток времени.",
        "{when}: developers involved, from here on what is left of the time counts.",
    ),
    "paused": Words("{when}: отсчёт остановлен, ждём, {what}.", "{when}: stopped while waiting for {what}."),
    "resumed": Words("{when}: отсчёт продолжен.", "{when}: the clock goes on."),
    "started": Words("{when}: обработка начата.", "{when}: processing started."),
    "contacted": Words("{when}: связались с клиентом.", "{when}: the client was contacted."),
    "handed-over": Words("{when}: передача принята.", "{when}: transfer accepted."),
    "given": Words("{when}: дано клиенту.", "{when}: given to the client."),
    "not-needed": Words("{when}: ответ не нужен.", "{when}: no answer is needed."),
    "ended": Words("{when}: обращение завершено, {what}.", "{when}: the ticket ended, {what}."),
}

REASON = Words(" Причина: {reason}.", " Reason: {reason}.")
WAS_DUE = Words(" Прежний срок: {due}.", " Due until then: {due}.")
KEPT = Words(
    " Новый отсчёт дал бы {due}, поэтому остаётся обещанное раньше.",
    " Counted anew it would be {due}, so the earlier promise stands.",
)
KEPT_UNPROMISED = Words(
    " Для этого срок не обещан, поэтому остаётся обещанное раньше.",
    " No time is promised for that, so the earlier promise stands.",
)
