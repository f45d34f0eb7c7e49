"""The judge: certificate and scores, apart from the optimizer."""
