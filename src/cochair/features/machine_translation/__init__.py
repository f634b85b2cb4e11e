"""Machine translation by an outside provider: asked for by a person, sent by the worker, a courtesy.

Nothing leaves the house unless a provider is set, the text is released, and nobody marked it.
"""
