"""The knowledge test before and after: two parallel forms from the item bank, confidence, and the gain."""
