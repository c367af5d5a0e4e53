"""What a person newly wrote, apart from what the program quoted, introduced and signed."""
