"""The front of the web server: it takes in every request, says when it arrived, and passes it on.

A process of its own, without Django, so that no busy page delays the reading of a connection.
Started by `cochair web`: decision 52.
"""
