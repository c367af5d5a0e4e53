"""The clocks: from the facts of a ticket and the terms of an edition to what was promised, moved and kept. Pure."""
