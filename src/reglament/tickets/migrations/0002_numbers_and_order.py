"""Numbers begin at 1001, and the queue's key is compared byte by byte on PostgreSQL too."""

from typing import Any

from django.db import migrations


def begin(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("SELECT setval(pg_get_serial_sequence('tickets_ticket', 'tid'), 1000)")
        editor.execute('ALTER TABLE tickets_ticket ALTER COLUMN queue_key TYPE varchar(80) COLLATE "C"')
    else:
        editor.execute("DELETE FROM sqlite_sequence WHERE name = 'tickets_ticket'")
        editor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('tickets_ticket', 1000)")


class Migration(migrations.Migration):
    dependencies = [("tickets", "0001_initial")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
