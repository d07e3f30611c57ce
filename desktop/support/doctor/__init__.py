"""`coulisse doctor`: what a support desk would ask, each answer with a verdict and what to do.

It reads alone: beside an open desktop, and on a replica that is damaged, missing, held or too new.
"""

from desktop.support.doctor.examination import Examination, examine
from desktop.support.doctor.finding import Finding, Verdict

__all__ = ["Examination", "Finding", "Verdict", "examine"]
