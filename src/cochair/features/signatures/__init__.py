"""Signatures of the Parties' presidencies on a final document: made elsewhere, examined here.

No key is ever here.  A language of a final revision is made ready as one file with an empty field
for each Party; each holder signs it on a machine of their own and brings it back.
"""
