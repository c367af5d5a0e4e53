"""What is asked of a document from outside: when would it be due, what does it say, what is wrong."""
