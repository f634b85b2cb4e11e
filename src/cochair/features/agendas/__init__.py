"""The agenda as versions, requests for items, omissions and open points."""
