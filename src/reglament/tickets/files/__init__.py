"""Files of messages: which are taken, examined, handed out."""
