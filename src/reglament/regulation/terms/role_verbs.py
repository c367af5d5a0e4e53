"""What roles may do: names of commands, as `tickets/access.py` asks for them, and the defaults of a silent document."""

READING = frozenset({"note"})
TALKING = READING | {"answer", "ask", "start", "open_ticket"}
WORKING = TALKING | {
    "write",
    "fill_in",
    "classify",
    "assign",
    "transfer",
    "involve_developers",
    "claim_emergency",
    "confirm_emergency",
    "lower_severity",
    "ask_approval",
    "postpone",
    "wake",
    "resolve",
    "refuse",
    "redirect",
    "withdraw",
    "merge",
    "need_no_answer",
    "declare",
    "extend",
    "close",
    "reopen",
    "triage",
    "outbox",
}
LEADING = WORKING | {
    "approve",
    "decline",
    "decide_for_others",
    "send_now",
    "move_to_edition",
    "mailboxes",
    "register_clients",
}
BY_DEFAULT: dict[str, frozenset[str]] = {
    "agent": WORKING,
    "department_head": LEADING,
    "head_of_support": LEADING,
    "administrator": LEADING | {"edit_mailboxes"},
    "account_manager": TALKING
    | {"write", "claim_emergency", "ask_approval", "approve", "decline", "triage", "register_clients"},
    "developer": TALKING | {"transfer", "wake", "postpone", "declare"},
}
VERBS = tuple(sorted(frozenset[str]().union(*BY_DEFAULT.values())))
