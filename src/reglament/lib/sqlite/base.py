"""Django's SQLite, which brings every statement into the database's spelling each time it runs; here it is done once.

The regular expression that does it took as long as the database took to answer.
"""

from functools import lru_cache

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection."""

    def create_cursor(self, name: str | None = None) -> "Cursor":
        """A cursor."""
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        return cursor


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that remembers what statements become."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        """The statement with places for its values as SQLite writes them."""
        if param_names is not None:
            return str(super().convert_query(query, param_names=param_names))
        return _converted(query)


@lru_cache(maxsize=256)
def _converted(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
