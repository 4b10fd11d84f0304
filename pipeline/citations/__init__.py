"""Reading the law cited in a sentence: acts, their numbers and dates, their articles and what stands under them."""

from pipeline.citations.model import Alternative
from pipeline.citations.model import Citation
from pipeline.citations.model import Unit
from pipeline.citations.model import to_json
from pipeline.citations.read import read_citations

__all__ = ["Alternative", "Citation", "Unit", "read_citations", "to_json"]
