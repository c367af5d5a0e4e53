"""The screens of mail: the outbox, and how the mailboxes are doing."""
