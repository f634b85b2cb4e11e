"""Good practices, areas to improve and proposals for new areas, with the threats that they cite."""
