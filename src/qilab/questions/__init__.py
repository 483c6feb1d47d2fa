"""The machinery of questions: items, exercises, kinds of answer, units. What is asked lies in `qilab.modules`."""
