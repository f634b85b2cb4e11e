"""The pack of a meeting: what one reader may see of it, as pages that open without a server."""
