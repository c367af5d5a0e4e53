"""What a letter is made of: header fields, parts, charsets, and what programs pack into them."""
