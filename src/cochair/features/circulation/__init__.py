"""Circulation: who opened which edition, comments paragraph by paragraph, and the letters about both."""
