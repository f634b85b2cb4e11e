"""The pages of the translation memory: what it holds, and files in and out."""
