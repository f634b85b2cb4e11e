"""Answers to questions from outside, such as a parliament's: only what anyone may know already."""
