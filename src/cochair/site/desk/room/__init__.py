"""The room of a meeting on every screen: what is on the floor, who speaks, what is put.

Screens ask once a second whether anything changed; see `polling`.
"""
