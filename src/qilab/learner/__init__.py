"""What a learner meets beside the lesson: questions that answer back, progress, knowledge test, completion record."""

import pandas as pd

# The tables of the course hold sentences: pandas would cut them after 50 letters.
pd.set_option("display.max_colwidth", 200)
