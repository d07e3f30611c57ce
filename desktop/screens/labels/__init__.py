"""Labels: the shelf labels that change today, and the labels of one article."""
