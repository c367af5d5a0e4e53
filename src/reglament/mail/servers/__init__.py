"""Mail servers of others, as we talk to them: connections, signing in, sealed passwords; and what our own share."""
