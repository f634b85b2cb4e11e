"""Records of meetings, and the points of action that they leave open."""
