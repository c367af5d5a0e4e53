"""A living demo: both founding companies at work, told by the files here and played through the real commands."""
