"""Letters that leave: written, kept in the outbox, delivered, held back, and what came of it."""
