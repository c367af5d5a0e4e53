"""What is wrong with a document, in codes, and the words for it."""
