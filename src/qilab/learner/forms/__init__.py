"""Answers by form: each kind of answer as fields to fill in, and the answer as the line of code that it stands for."""
