"""The judge: certificate and scores of a plan, independent of the optimizer."""
