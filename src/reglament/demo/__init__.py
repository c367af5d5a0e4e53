"""A living demo: both founding companies on a working Monday, told by the files here and played through the real commands."""
