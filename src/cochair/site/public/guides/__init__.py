"""The guides for officials, beside the pages of which they speak."""
