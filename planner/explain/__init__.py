"""Why a plan is as it is, and what if something else were asked."""
