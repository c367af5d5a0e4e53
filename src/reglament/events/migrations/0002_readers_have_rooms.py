"""Readers are named by their path, and the letters moved: what awaits a reader must find it under its new name."""

from django.db import migrations

LETTERS = (
    *("acknowledge", "tell_started", "send_answer", "tell_change", "tell_files", "answer_nudge", "ask_approval"),
    *("answer_stranger", "tell_rejected"),
)
BEFORE, NOW = "mail.letters", "mail.outgoing.notifications"


def _rename(apps, *, old: str, new: str) -> None:
    handlings = apps.get_model("events", "Handling").objects
    for letter in LETTERS:
        handlings.filter(reader=f"{old}.{letter}").update(reader=f"{new}.{letter}")


def forwards(apps, schema_editor) -> None:
    _rename(apps, old=BEFORE, new=NOW)


def backwards(apps, schema_editor) -> None:
    _rename(apps, old=NOW, new=BEFORE)


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
