"""Re-tie: write the numbers of the explanations as the figures have them, and nothing that was not understood."""

from .model import Edit, Left, Plan, Rewrite, Spot, applied
from .propose import drafted, retie

__all__ = ["Edit", "Left", "Plan", "Rewrite", "Spot", "applied", "drafted", "retie"]
