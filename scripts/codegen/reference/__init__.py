"""The reference: every operation, model and error as Markdown, for people who read where the code is hosted."""
