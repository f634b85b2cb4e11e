"""Personal links of contact points without an account: one delegation, one meeting, a while.

Source: domain.md B.7 (CB-30); security.md T43; decision 13.
"""
