"""What those who write questions use: how does an item answer the wrong answers that people give?"""
