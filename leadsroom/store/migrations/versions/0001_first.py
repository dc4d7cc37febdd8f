"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from leadsroom.store.types import Length, RowId, UtcMoment

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "chapter",
        sa.Column("id", RowId, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), server_default="", nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("clock_24h", sa.Boolean(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("length", Length(), nullable=False),
        sa.Column("pitch", Length(), nullable=False),
        sa.Column("changeover", Length(), nullable=False),
        sa.Column("agenda", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chapter")),
        sa.UniqueConstraint("name", name=op.f("uq_chapter_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "station",
        sa.Column("id", RowId, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_station")),
        sa.UniqueConstraint("name", name=op.f("uq_station_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "meeting",
        sa.Column("id", RowId, nullable=False),
        sa.Column("chapter_id", RowId, nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("starts_at", UtcMoment(), nullable=False),
        sa.Column("ends_at", UtcMoment(), nullable=False),
        sa.Column("starting_seat", sa.Integer(), nullable=False),
        sa.Column("started_at", UtcMoment(), nullable=True),
        sa.Column("ended_at", UtcMoment(), nullable=True),
        sa.Column("step_id", sa.BigInteger(), nullable=True),
        sa.Column("turn_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["chapter_id"], ["chapter.id"], name=op.f("fk_meeting_chapter_id_chapter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_meeting_chapter_id_on_date"), "meeting", ["chapter_id", "on_date"], unique=False)
    op.create_index(
        "uq_meeting_one_live",
        "meeting",
        ["chapter_id"],
        unique=True,
        sqlite_where=sa.text("state = 'live'"),
        postgresql_where=sa.text("state = 'live'"),
    )
    op.create_table(
        "person",
        sa.Column("id", RowId, nullable=False),
        sa.Column("chapter_id", RowId, nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("trade", sa.Text(), server_default="", nullable=False),
        sa.Column("company", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("phone_typed", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["chapter_id"], ["chapter.id"], name=op.f("fk_person_chapter_id_chapter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_person_chapter_id_name_key"), "person", ["chapter_id", "name_key"], unique=False)
    op.create_table(
        "profession",
        sa.Column("id", RowId, nullable=False),
        sa.Column("chapter_id", RowId, nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), server_default="", nullable=False),
        sa.Column("sphere", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["chapter_id"], ["chapter.id"], name=op.f("fk_profession_chapter_id_chapter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profession")),
        sa.UniqueConstraint("chapter_id", "name_key", name=op.f("uq_profession_chapter_id_name_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "attendance",
        sa.Column("id", RowId, nullable=False),
        sa.Column("meeting_id", RowId, nullable=False),
        sa.Column("member_id", RowId, nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=1), nullable=True),
        sa.Column("substitute_id", RowId, nullable=True),
        sa.Column("arrived_at", UtcMoment(), nullable=True),
        sa.Column("left_at", UtcMoment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_attendance_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["person.id"], name=op.f("fk_attendance_member_id_person")),
        sa.ForeignKeyConstraint(
            ["substitute_id"], ["person.id"], name=op.f("fk_attendance_substitute_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("meeting_id", "member_id", name=op.f("uq_attendance_meeting_id_member_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_attendance_member_id"), "attendance", ["member_id"], unique=False)
    op.create_index(op.f("ix_attendance_substitute_id"), "attendance", ["substitute_id"], unique=False)
    op.create_table(
        "journal",
        sa.Column("id", RowId, nullable=False),
        sa.Column("chapter_id", RowId, nullable=False),
        sa.Column("meeting_id", RowId, nullable=True),
        sa.Column("station_id", RowId, nullable=False),
        sa.Column("command_id", sa.String(length=32), nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("what", sa.Text(), server_default="", nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("reverses", RowId, nullable=True),
        sa.ForeignKeyConstraint(["chapter_id"], ["chapter.id"], name=op.f("fk_journal_chapter_id_chapter")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_journal_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["reverses"], ["journal.id"], name=op.f("fk_journal_reverses_journal")),
        sa.ForeignKeyConstraint(["station_id"], ["station.id"], name=op.f("fk_journal_station_id_station")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
        sa.UniqueConstraint("command_id", name=op.f("uq_journal_command_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_journal_chapter_id_at"), "journal", ["chapter_id", "at"], unique=False)
    op.create_index(op.f("ix_journal_meeting_id"), "journal", ["meeting_id"], unique=False)
    op.create_table(
        "lead",
        sa.Column("id", RowId, nullable=False),
        sa.Column("chapter_id", RowId, nullable=False),
        sa.Column("meeting_id", RowId, nullable=True),
        sa.Column("giver_id", RowId, nullable=False),
        sa.Column("receiver_id", RowId, nullable=False),
        sa.Column("spoken_by_id", RowId, nullable=True),
        sa.Column("from_lead_id", RowId, nullable=True),
        sa.Column("prospect", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("phone_typed", sa.Text(), server_default="", nullable=False),
        sa.Column("need", sa.Text(), server_default="", nullable=False),
        sa.Column("expecting_call", sa.Boolean(), nullable=True),
        sa.Column("inside", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("passed_at", UtcMoment(), nullable=False),
        sa.Column("withdrawn_at", UtcMoment(), nullable=True),
        sa.ForeignKeyConstraint(["chapter_id"], ["chapter.id"], name=op.f("fk_lead_chapter_id_chapter")),
        sa.ForeignKeyConstraint(["from_lead_id"], ["lead.id"], name=op.f("fk_lead_from_lead_id_lead")),
        sa.ForeignKeyConstraint(["giver_id"], ["person.id"], name=op.f("fk_lead_giver_id_person")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_lead_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["receiver_id"], ["person.id"], name=op.f("fk_lead_receiver_id_person")),
        sa.ForeignKeyConstraint(["spoken_by_id"], ["person.id"], name=op.f("fk_lead_spoken_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_lead_chapter_id_state_passed_at"), "lead", ["chapter_id", "state", "passed_at"], unique=False
    )
    op.create_index(op.f("ix_lead_from_lead_id"), "lead", ["from_lead_id"], unique=False)
    op.create_index(op.f("ix_lead_giver_id"), "lead", ["giver_id"], unique=False)
    op.create_index(op.f("ix_lead_meeting_id"), "lead", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_lead_receiver_id_state"), "lead", ["receiver_id", "state"], unique=False)
    op.create_index(op.f("ix_lead_spoken_by_id"), "lead", ["spoken_by_id"], unique=False)
    op.create_table(
        "membership",
        sa.Column("id", RowId, nullable=False),
        sa.Column("chapter_id", RowId, nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("profession_id", RowId, nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("offices", sa.JSON(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["chapter_id"], ["chapter.id"], name=op.f("fk_membership_chapter_id_chapter")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_membership_person_id_person")),
        sa.ForeignKeyConstraint(
            ["profession_id"], ["profession.id"], name=op.f("fk_membership_profession_id_profession")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_membership_chapter_id_status"), "membership", ["chapter_id", "status"], unique=False
    )
    op.create_index(op.f("ix_membership_person_id"), "membership", ["person_id"], unique=False)
    op.create_index(op.f("ix_membership_profession_id"), "membership", ["profession_id"], unique=False)
    op.create_index(
        "uq_membership_one_holder",
        "membership",
        ["chapter_id", "profession_id"],
        unique=True,
        sqlite_where=sa.text("status IN ('active', 'on leave')"),
        postgresql_where=sa.text("status IN ('active', 'on leave')"),
    )
    op.create_index(
        "uq_membership_one_seat_each",
        "membership",
        ["chapter_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("status IN ('active', 'on leave')"),
        postgresql_where=sa.text("status IN ('active', 'on leave')"),
    )
    op.create_table(
        "step",
        sa.Column("id", RowId, nullable=False),
        sa.Column("meeting_id", RowId, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("planned", Length(), nullable=False),
        sa.Column("turn_length", Length(), nullable=True),
        sa.Column("autostart", sa.Boolean(), nullable=False),
        sa.Column("allotted", Length(), nullable=False),
        sa.Column("added", Length(), nullable=False),
        sa.Column("started_at", UtcMoment(), nullable=True),
        sa.Column("ended_at", UtcMoment(), nullable=True),
        sa.Column("paused_at", UtcMoment(), nullable=True),
        sa.Column("paused_for", Length(), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_step_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_step_meeting_id"), "step", ["meeting_id"], unique=False)
    op.create_table(
        "testimonial",
        sa.Column("id", RowId, nullable=False),
        sa.Column("chapter_id", RowId, nullable=False),
        sa.Column("meeting_id", RowId, nullable=True),
        sa.Column("by_id", RowId, nullable=False),
        sa.Column("about_id", RowId, nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("withdrawn_at", UtcMoment(), nullable=True),
        sa.ForeignKeyConstraint(["about_id"], ["person.id"], name=op.f("fk_testimonial_about_id_person")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_testimonial_by_id_person")),
        sa.ForeignKeyConstraint(
            ["chapter_id"], ["chapter.id"], name=op.f("fk_testimonial_chapter_id_chapter")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_testimonial_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_testimonial")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_testimonial_about_id"), "testimonial", ["about_id"], unique=False)
    op.create_index(op.f("ix_testimonial_by_id"), "testimonial", ["by_id"], unique=False)
    op.create_index(op.f("ix_testimonial_chapter_id"), "testimonial", ["chapter_id"], unique=False)
    op.create_index(op.f("ix_testimonial_meeting_id"), "testimonial", ["meeting_id"], unique=False)
    op.create_table(
        "visit",
        sa.Column("id", RowId, nullable=False),
        sa.Column("meeting_id", RowId, nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("host_id", RowId, nullable=True),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("withdrawn_at", UtcMoment(), nullable=True),
        sa.ForeignKeyConstraint(["host_id"], ["person.id"], name=op.f("fk_visit_host_id_person")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_visit_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_visit_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_visit_host_id"), "visit", ["host_id"], unique=False)
    op.create_index(op.f("ix_visit_meeting_id"), "visit", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_visit_person_id"), "visit", ["person_id"], unique=False)
    op.create_table(
        "closed_business",
        sa.Column("id", RowId, nullable=False),
        sa.Column("chapter_id", RowId, nullable=False),
        sa.Column("meeting_id", RowId, nullable=True),
        sa.Column("lead_id", RowId, nullable=True),
        sa.Column("reported_by_id", RowId, nullable=False),
        sa.Column("credited_to_id", RowId, nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("withdrawn_at", UtcMoment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["chapter_id"], ["chapter.id"], name=op.f("fk_closed_business_chapter_id_chapter")
        ),
        sa.ForeignKeyConstraint(
            ["credited_to_id"], ["person.id"], name=op.f("fk_closed_business_credited_to_id_person")
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_closed_business_lead_id_lead")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_closed_business_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["reported_by_id"], ["person.id"], name=op.f("fk_closed_business_reported_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_business")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_closed_business_chapter_id"), "closed_business", ["chapter_id"], unique=False)
    op.create_index(
        op.f("ix_closed_business_credited_to_id"), "closed_business", ["credited_to_id"], unique=False
    )
    op.create_index(op.f("ix_closed_business_lead_id"), "closed_business", ["lead_id"], unique=False)
    op.create_index(op.f("ix_closed_business_meeting_id"), "closed_business", ["meeting_id"], unique=False)
    op.create_index(
        op.f("ix_closed_business_reported_by_id"), "closed_business", ["reported_by_id"], unique=False
    )
    op.create_table(
        "turn",
        sa.Column("id", RowId, nullable=False),
        sa.Column("meeting_id", RowId, nullable=False),
        sa.Column("step_id", RowId, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("member_id", RowId, nullable=False),
        sa.Column("speaker_id", RowId, nullable=False),
        sa.Column("allotted", Length(), nullable=False),
        sa.Column("added", Length(), nullable=False),
        sa.Column("started_at", UtcMoment(), nullable=True),
        sa.Column("ended_at", UtcMoment(), nullable=True),
        sa.Column("paused_at", UtcMoment(), nullable=True),
        sa.Column("paused_for", Length(), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("looking_for", sa.Text(), server_default="", nullable=False),
        sa.Column("asked_at", UtcMoment(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_turn_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["member_id"], ["person.id"], name=op.f("fk_turn_member_id_person")),
        sa.ForeignKeyConstraint(["speaker_id"], ["person.id"], name=op.f("fk_turn_speaker_id_person")),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_turn_step_id_step")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turn")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_turn_meeting_id"), "turn", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_turn_member_id"), "turn", ["member_id"], unique=False)
    op.create_index(op.f("ix_turn_speaker_id"), "turn", ["speaker_id"], unique=False)
    op.create_index(op.f("ix_turn_step_id"), "turn", ["step_id"], unique=False)
