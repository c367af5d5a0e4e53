"""What is wrong with a document whose form is right: one file per kind of contradiction."""
