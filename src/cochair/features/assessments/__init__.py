"""The joint assessment of how effective the cooperation was in a cycle (I.2.8.b)."""
