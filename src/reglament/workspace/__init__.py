"""The agents' door: queue, ticket, triage, approvals."""
