"""The commands of the program, one module for each; a module is imported when its command runs."""

from planner.cli.deferred import DeferredCommand

COMMANDS = (
    DeferredCommand(
        "plan",
        "planner.cli.commands.plan:plan",
        "Make a certified plan of one or several days, for one person or a household.",
    ),
    DeferredCommand(
        "swap",
        "planner.cli.commands.swap:swap",
        "Show the three best alternatives for one meal; the rest of the day, or its dishes, stay.",
    ),
    DeferredCommand(
        "replan",
        "planner.cli.commands.replan:replan",
        "Plan some days of a plan again and keep the others.",
    ),
    DeferredCommand(
        "explain",
        "planner.cli.commands.explain:explain",
        "Say what shapes a plan: which limits bind, what is scarce, and what each food is there "
        "for.",
    ),
    DeferredCommand(
        "what-if",
        "planner.cli.commands.what_if:what_if",
        "Change what was asked for, plan again, and compare the two plans.",
    ),
    DeferredCommand(
        "shopping",
        "planner.cli.commands.kitchen:shopping",
        "List what to buy for a plan, or for some of its days, and for all its people.",
    ),
    DeferredCommand(
        "cooking",
        "planner.cli.commands.kitchen:cooking",
        "Write, day by day, what to cook for whom, with amounts and steps, as Markdown.",
    ),
    DeferredCommand(
        "certify",
        "planner.cli.commands.certify:certify",
        "Check any plan CSV, edited or not, against a person's targets.",
    ),
    DeferredCommand(
        "check",
        "planner.cli.commands.check:check",
        "Check what was eaten, from a tracker or a table, against a person's targets.",
    ),
    DeferredCommand(
        "fix",
        "planner.cli.commands.fix:fix",
        "Find the smallest changes of eaten days that meet a person's targets.",
    ),
    DeferredCommand(
        "targets",
        "planner.cli.commands.targets:targets",
        "Print a person's targets, each with its basis and source.",
    ),
    DeferredCommand(
        "foods",
        "planner.cli.commands.foods:foods",
        "Print the food table: filtered, or ranked by a nutrient.",
    ),
    DeferredCommand(
        "learn",
        "planner.cli.commands.learn:learn",
        "Print what is known about nutrients, twitching and when to see a doctor, with sources.",
    ),
    DeferredCommand(
        "dishes",
        "planner.cli.commands.dishes:app",
        "Print the dish catalogue with nutrients per serving; export and import recipes.",
    ),
    DeferredCommand(
        "diet",
        "planner.cli.commands.diet:diet",
        "Solve the classic cheapest-diet problem on your own two tables.",
    ),
    DeferredCommand(
        "check-data",
        "planner.cli.commands.check_data:check_data",
        "Check every data table: schema, checksum, cross-references and plausible values.",
    ),
    DeferredCommand(
        "dashboard",
        "planner.cli.commands.dashboard:dashboard",
        "Serve the dashboard on http://localhost:PORT.",
    ),
)

__all__ = ["COMMANDS"]
