"""Who can sign in to the demo."""

from typing import NamedTuple

PASSWORD = "reglament-demo"  # noqa: S105 - the demo listens on the loopback only, its password is printed


class Account(NamedTuple):
    """Somebody to sign in as."""

    role_ru: str
    role_en: str
    name: str
    address: str
    password: str

    def told(self, language: str) -> str:
        """In one line, for the terminal."""
        role = self.role_ru if language == "ru" else self.role_en
        return f"{self.address:<36} {self.password}   {self.name} – {role}"


ACCOUNTS = (
    Account("HiveTaxi: специалист", "HiveTaxi: agent", "Антон Шубенков", "shubenkov@hivetaxi.example", PASSWORD),
    Account(
        "HiveTaxi: руководитель поддержки",
        "HiveTaxi: head of support",
        "Жанна Ермолаева",
        "ermolaeva@hivetaxi.example",
        PASSWORD,
    ),
    Account(
        "HiveTaxi: персональный менеджер",
        "HiveTaxi: account manager",
        "Ксения Ладыгина",
        "ladygina@hivetaxi.example",
        PASSWORD,
    ),
    Account(
        "HiveTaxi: персональный менеджер, ждут согласования",
        "HiveTaxi: account manager with an approval to give",
        "Олег Примак",
        "primak@hivetaxi.example",
        PASSWORD,
    ),
    Account(
        "клиент HiveTaxi: представитель компании",
        "HiveTaxi's client: representative",
        "Марина Кольцова",
        "koltsova@ryzhiy-fonar.example",
        PASSWORD,
    ),
    Account(
        "клиент HiveTaxi: контактное лицо",
        "HiveTaxi's client: contact",
        "Лена Дугина",
        "dugina@ryzhiy-fonar.example",
        PASSWORD,
    ),
    Account(
        "РосИнфоТех: руководитель поддержки",
        "RosInfoTech: head of support",
        "Инна Соболь",
        "sobol@rosinfotech.example",
        PASSWORD,
    ),
    Account(
        "клиент РосИнфоТех: представитель",
        "RosInfoTech's client: representative",
        "Галина Мезенцева",
        "mezentseva@severolesuchet.example",
        PASSWORD,
    ),
)
