"""What a learner meets beside the lesson: questions that answer back, progress, knowledge test, completion record."""
