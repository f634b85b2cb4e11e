"""Related initiatives, the coherence note, preparatory meetings and what they left to do."""
