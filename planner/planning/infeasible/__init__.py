"""Why a request has no plan, and what would make one."""
