"""What changed between two versions of one act, provision by provision. Pure: values in, values out."""

from pipeline.changes.compare.law import compare
from pipeline.changes.compare.law import compare_readings

__all__ = ["compare", "compare_readings"]
