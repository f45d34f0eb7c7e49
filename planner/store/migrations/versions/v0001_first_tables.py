"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "entries",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("owner", sa.String(600), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("owner", "kind", "name", name="uq_entries_name"),
    )
    op.create_table(
        "favourites",
        sa.Column("owner", sa.String(600), primary_key=True),
        sa.Column("subject", sa.String(120), primary_key=True),
        sa.Column("verdict", sa.String(10), nullable=False),
        sa.CheckConstraint(
            "verdict IN ('liked', 'disliked', 'banned')", name="ck_favourites_verdict"
        ),
    )
    op.create_table(
        "pantry",
        sa.Column("owner", sa.String(600), primary_key=True),
        sa.Column("food_id", sa.String(120), primary_key=True),
        sa.Column("grams", sa.Float(), nullable=False),
        sa.CheckConstraint("grams > 0", name="ck_pantry_grams"),
    )
    op.create_table(
        "ticks",
        sa.Column("owner", sa.String(600), primary_key=True),
        sa.Column("list_key", sa.String(64), primary_key=True),
        sa.Column("item", sa.String(120), primary_key=True),
        sa.Column("ticked_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_ticks_owner_ticked_at", "ticks", ["owner", "ticked_at"])


def downgrade() -> None:
    """Drop the tables."""
    for table in ("ticks", "pantry", "favourites", "entries"):
        op.drop_table(table)
