"""Initial schema."""

import sqlalchemy as sa
from alembic import op

revision = "8002f31e7c2f"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("object_id", sa.Uuid(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index("ix_audit_entry_event", ["event", "at"], unique=False)
        batch_op.create_index("ix_audit_entry_object", ["object_id", "at"], unique=False)
        batch_op.create_index("ix_audit_entry_subject", ["subject_id", "at"], unique=False)

    op.create_table(
        "barrier_report",
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("page", sa.String(), nullable=True),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_barrier_report")),
    )
    op.create_table(
        "outgoing_mail",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("context_id", sa.Uuid(), nullable=True),
        sa.Column("activity_id", sa.Uuid(), nullable=True),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("reply_to", sa.String(), nullable=True),
        sa.Column("calendar", sa.String(), nullable=True),
        sa.Column("calendar_method", sa.String(), nullable=True),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column(
            "policy",
            sa.Enum(
                "at_least_once",
                "at_most_once",
                name="mail_policy",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "sending",
                "sent",
                "missed",
                "obsolete",
                "failed",
                "uncertain",
                name="mail_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_owner", sa.String(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("data_started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mail")),
        sa.UniqueConstraint("key", name=op.f("uq_outgoing_mail_key")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outgoing_mail_message_id")),
    )
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.create_index("ix_outgoing_mail_activity", ["activity_id"], unique=False)
        batch_op.create_index("ix_outgoing_mail_context", ["context_id"], unique=False)
        batch_op.create_index("ix_outgoing_mail_created", ["created_at"], unique=False)
        batch_op.create_index("ix_outgoing_mail_ready", ["state", "next_attempt_at"], unique=False)

    op.create_table(
        "throttle",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_failure_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocked_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_throttle")),
    )
    op.create_table(
        "unit",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("reporting_unit_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reporting_unit_id"], ["unit.id"], name=op.f("fk_unit_reporting_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_unit_code")),
    )
    op.create_table(
        "venue",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name_de", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=True),
        sa.Column("note_de", sa.String(), nullable=True),
        sa.Column("note_en", sa.String(), nullable=True),
        sa.Column("directions_de", sa.String(), nullable=True),
        sa.Column("directions_en", sa.String(), nullable=True),
        sa.Column("is_online", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue")),
        sa.UniqueConstraint("code", name=op.f("uq_venue_code")),
    )
    op.create_table(
        "person",
        sa.Column("first_name", sa.String(), nullable=False),
        sa.Column("last_name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column(
            "employer",
            sa.Enum(
                "ba", "city", name="employer", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("line_manager_id", sa.Uuid(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column(
            "theme",
            sa.Enum(
                "system",
                "light",
                "dark",
                name="theme",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "text_size",
            sa.Enum(
                "normal",
                "large",
                "larger",
                name="text_size",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("password_set_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deactivated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("language IN ('de', 'en')", name=op.f("ck_person_language_known")),
        sa.CheckConstraint(
            "(password_hash IS NULL) = (password_set_at IS NULL)",
            name=op.f("ck_person_password_with_moment"),
        ),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_person_email_lower")),
        sa.ForeignKeyConstraint(
            ["line_manager_id"], ["person.id"], name=op.f("fk_person_line_manager_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_person_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index("ix_person_name", ["last_name", "first_name"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "venue_fact",
        sa.Column("venue_id", sa.Uuid(), nullable=False),
        sa.Column(
            "code",
            sa.Enum(
                "step_free",
                "doors",
                "lift",
                "accessible_toilet",
                "hearing_system",
                "rest_place",
                "quiet_room",
                "disabled_parking",
                "public_transport",
                name="venue_fact_code",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "yes",
                "no",
                "unknown",
                name="answer",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("detail_de", sa.String(), nullable=True),
        sa.Column("detail_en", sa.String(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_venue_fact_venue_id")),
        sa.PrimaryKeyConstraint("venue_id", "code", name=op.f("pk_venue_fact")),
    )
    op.create_table(
        "activity",
        sa.Column(
            "kind",
            sa.Enum(
                "run_event",
                "course",
                "drop_in",
                "workshop",
                "slots",
                "health_day",
                "challenge",
                name="activity_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "field",
            sa.Enum(
                "movement",
                "stress",
                "nutrition",
                "addiction",
                "work_design",
                "network",
                "medical",
                "inclusion",
                name="prevention_field",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "published",
                "cancelled",
                "completed",
                name="activity_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("discreet", sa.Boolean(), nullable=False),
        sa.Column("title_de", sa.String(), nullable=False),
        sa.Column("title_en", sa.String(), nullable=True),
        sa.Column("teaser_de", sa.String(), nullable=False),
        sa.Column("teaser_en", sa.String(), nullable=True),
        sa.Column("description_de", sa.String(), nullable=True),
        sa.Column("description_en", sa.String(), nullable=True),
        sa.Column("course_de", sa.String(), nullable=True),
        sa.Column("course_en", sa.String(), nullable=True),
        sa.Column("plain_de", sa.String(), nullable=True),
        sa.Column("plain_en", sa.String(), nullable=True),
        sa.Column("bring_de", sa.String(), nullable=True),
        sa.Column("bring_en", sa.String(), nullable=True),
        sa.Column("intensity_de", sa.String(), nullable=True),
        sa.Column("intensity_en", sa.String(), nullable=True),
        sa.Column("cost_de", sa.String(), nullable=True),
        sa.Column("cost_en", sa.String(), nullable=True),
        sa.Column("drawing", sa.String(), nullable=True),
        sa.Column(
            "insurance",
            sa.Enum(
                "leisure",
                "official",
                "ask",
                name="insurance",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "worktime_ba",
            sa.Enum(
                "none",
                "full",
                "half",
                "capped_week",
                "capped_year",
                "break",
                name="worktime_ba",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "worktime_city",
            sa.Enum(
                "none",
                "full",
                "half",
                "capped_week",
                "capped_year",
                "break",
                name="worktime_city",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("worktime_cap_minutes", sa.Integer(), nullable=True),
        sa.Column("venue_id", sa.Uuid(), nullable=True),
        sa.Column("online_venue_id", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("organiser", sa.String(), nullable=True),
        sa.Column("asks_photo_consent", sa.Boolean(), nullable=False),
        sa.Column("asks_result_consent", sa.Boolean(), nullable=False),
        sa.Column("needs_registration", sa.Boolean(), nullable=False),
        sa.Column("registration_opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("registration_deadline", sa.DateTime(timezone=True), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("has_waiting_list", sa.Boolean(), nullable=False),
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("schedule_version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_note", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "state = 'draft' OR contact_id IS NOT NULL", name=op.f("ck_activity_contact_named")
        ),
        sa.CheckConstraint(
            "(starts_at IS NULL) = (ends_at IS NULL)", name=op.f("ck_activity_dates_together")
        ),
        sa.CheckConstraint(
            "capacity IS NULL OR capacity >= 0", name=op.f("ck_activity_capacity_not_negative")
        ),
        sa.CheckConstraint(
            "taken >= 0 AND waiting >= 0", name=op.f("ck_activity_counters_not_negative")
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["person.id"], name=op.f("fk_activity_contact_id")),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_activity_created_by")),
        sa.ForeignKeyConstraint(
            ["online_venue_id"], ["venue.id"], name=op.f("fk_activity_online_venue_id")
        ),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_activity_venue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
    )
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_activity_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index("ix_activity_programme", ["state", "starts_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_activity_venue_id"), ["venue_id"], unique=False)

    op.create_table(
        "consent",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "code",
            sa.Enum(
                "organiser",
                "photo_intranet",
                "photo_public",
                "result_list",
                "history",
                name="consent_code",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("text_hash", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index("ix_consent_scope", ["scope"], unique=False)
        batch_op.create_index(
            "uq_consent_standing",
            ["person_id", "code", "scope"],
            unique=True,
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )

    op.create_table(
        "personal_link",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "invitation",
                "reset",
                name="link_purpose",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_personal_link_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_personal_link_token_hash")),
    )
    with op.batch_alter_table("personal_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_personal_link_person_id"), ["person_id"], unique=False)

    op.create_table(
        "role_grant",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "employee",
                "coordinator",
                "editor",
                "leadership",
                "admin",
                "auditor",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("exclusive", sa.String(), nullable=True),
        sa.Column("granted_by", sa.Uuid(), nullable=True),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(role IN ('coordinator', 'leadership')) = (exclusive IS NOT NULL)"
            " AND (exclusive IS NULL OR exclusive = 'plans_or_leads')",
            name=op.f("ck_role_grant_exclusive_roles"),
        ),
        sa.CheckConstraint("role <> 'employee'", name=op.f("ck_role_grant_employee_is_everybody")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_role_grant_person_id")),
        sa.PrimaryKeyConstraint("person_id", "role", name=op.f("pk_role_grant")),
        sa.UniqueConstraint(
            "person_id", "exclusive", name=op.f("uq_role_grant_person_id_exclusive")
        ),
    )
    op.create_table(
        "sign_in_session",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sign_in_session_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_session_token_hash")),
    )
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sign_in_session_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "access_answer",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column(
            "question",
            sa.Enum(
                "step_free",
                "accessible_toilet",
                "hearing_support",
                "quiet_space",
                "intensity",
                "seated_alternative",
                "contact_on_site",
                name="access_question",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "answer",
            sa.Enum(
                "yes",
                "no",
                "unknown",
                name="answer",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("detail_de", sa.String(), nullable=True),
        sa.Column("detail_en", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_access_answer_activity_id")
        ),
        sa.PrimaryKeyConstraint("activity_id", "question", name=op.f("pk_access_answer")),
    )
    op.create_table(
        "activity_role",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label_de", sa.String(), nullable=False),
        sa.Column("label_en", sa.String(), nullable=True),
        sa.Column("hint_de", sa.String(), nullable=True),
        sa.Column("hint_en", sa.String(), nullable=True),
        sa.Column("takes_place", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_activity_role_activity_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_role")),
        sa.UniqueConstraint("activity_id", "code", name=op.f("uq_activity_role_activity_id_code")),
    )
    op.create_table(
        "assignment",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_assignment_activity_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_assignment_person_id")),
        sa.PrimaryKeyConstraint("activity_id", "person_id", name=op.f("pk_assignment")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_person_id"), ["person_id"], unique=False)

    op.create_table(
        "need",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "stated",
                "in_progress",
                "arranged",
                "confirmed_by_person",
                "not_possible",
                name="need_status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("stated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("arranged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("news_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("key_name", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("person_id <> owner_id", name=op.f("ck_need_nobody_owns_their_own")),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_need_activity_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_need_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_need_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need")),
    )
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.create_index("ix_need_activity", ["activity_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index("ix_need_person_activity", ["person_id", "activity_id"], unique=False)

    op.create_table(
        "occurrence",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_occurrence_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_occurrence_activity_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occurrence")),
    )
    with op.batch_alter_table("occurrence", schema=None) as batch_op:
        batch_op.create_index("ix_occurrence_activity", ["activity_id", "starts_at"], unique=False)
        batch_op.create_index("ix_occurrence_starts", ["starts_at"], unique=False)

    op.create_table(
        "offered_adaptation",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_offered_adaptation_activity_id")
        ),
        sa.PrimaryKeyConstraint("activity_id", "code", name=op.f("pk_offered_adaptation")),
    )
    with op.batch_alter_table("offered_adaptation", schema=None) as batch_op:
        batch_op.create_index("ix_offered_adaptation_code", ["code"], unique=False)

    op.create_table(
        "question",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "choice",
                "text",
                "yes_no",
                name="question_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("label_de", sa.String(), nullable=False),
        sa.Column("label_en", sa.String(), nullable=True),
        sa.Column("hint_de", sa.String(), nullable=True),
        sa.Column("hint_en", sa.String(), nullable=True),
        sa.Column("purpose_de", sa.String(), nullable=False),
        sa.Column("purpose_en", sa.String(), nullable=True),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_question_activity_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("activity_id", "code", name=op.f("uq_question_activity_id_code")),
    )
    op.create_table(
        "registration_draft",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("key_name", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_registration_draft_activity_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_registration_draft_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_draft")),
        sa.UniqueConstraint(
            "person_id", "activity_id", name=op.f("uq_registration_draft_person_id_activity_id")
        ),
    )
    with op.batch_alter_table("registration_draft", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_registration_draft_expires_at"), ["expires_at"], unique=False
        )

    op.create_table(
        "attendance",
        sa.Column("occurrence_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "present",
                "absent",
                name="attendance_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("walked_in", sa.Boolean(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("marked_by", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["marked_by"], ["person.id"], name=op.f("fk_attendance_marked_by")),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrence.id"], name=op.f("fk_attendance_occurrence_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attendance_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint(
            "occurrence_id", "person_id", name=op.f("uq_attendance_occurrence_id_person_id")
        ),
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_person_id"), ["person_id"], unique=False)

    op.create_table(
        "attendance_numbers",
        sa.Column("occurrence_id", sa.Uuid(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("absent", sa.Integer(), nullable=False),
        sa.Column("walked_in", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["occurrence_id"],
            ["occurrence.id"],
            name=op.f("fk_attendance_numbers_occurrence_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("occurrence_id", name=op.f("pk_attendance_numbers")),
    )
    op.create_table(
        "need_step",
        sa.Column("need_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "stated",
                "in_progress",
                "arranged",
                "confirmed_by_person",
                "not_possible",
                name="need_step_status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("key_name", sa.String(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(key_name IS NULL) = (sealed IS NULL)", name=op.f("ck_need_step_sealed_with_key")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_need_step_by_id")),
        sa.ForeignKeyConstraint(
            ["need_id"], ["need.id"], name=op.f("fk_need_step_need_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_step")),
    )
    with op.batch_alter_table("need_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_step_need_id"), ["need_id"], unique=False)

    op.create_table(
        "registration",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role_id", sa.Uuid(), nullable=True),
        sa.Column("takes_place", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "confirmed",
                "waiting",
                "offered",
                "cancelled",
                name="registration_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.Column(
            "promotion",
            sa.Enum(
                "automatic",
                "ask",
                name="promotion",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("offer_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("calendar_sequence", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(state = 'cancelled') = (ended_at IS NOT NULL)",
            name=op.f("ck_registration_ended_when_cancelled"),
        ),
        sa.CheckConstraint(
            "(state = 'offered') = (offer_expires_at IS NOT NULL)",
            name=op.f("ck_registration_offer_with_deadline"),
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_registration_activity_id")
        ),
        sa.ForeignKeyConstraint(["ended_by"], ["person.id"], name=op.f("fk_registration_ended_by")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_registration_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["role_id"], ["activity_role.id"], name=op.f("fk_registration_role_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
        sa.UniqueConstraint("reference", name=op.f("uq_registration_reference")),
    )
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_registration_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "ix_registration_queue", ["activity_id", "state", "ticket"], unique=False
        )
        batch_op.create_index(
            "uq_registration_active",
            ["activity_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("state <> 'cancelled'"),
            postgresql_where=sa.text("state <> 'cancelled'"),
        )

    op.create_table(
        "registration_answer",
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_registration_answer_question_id")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_registration_answer_registration_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "registration_id", "question_id", name=op.f("pk_registration_answer")
        ),
    )


def downgrade() -> None:
    op.drop_table("registration_answer")
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_registration_active",
            sqlite_where=sa.text("state <> 'cancelled'"),
            postgresql_where=sa.text("state <> 'cancelled'"),
        )
        batch_op.drop_index("ix_registration_queue")
        batch_op.drop_index(batch_op.f("ix_registration_person_id"))

    op.drop_table("registration")
    with op.batch_alter_table("need_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_need_step_need_id"))

    op.drop_table("need_step")
    op.drop_table("attendance_numbers")
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attendance_person_id"))

    op.drop_table("attendance")
    with op.batch_alter_table("registration_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_registration_draft_expires_at"))

    op.drop_table("registration_draft")
    op.drop_table("question")
    with op.batch_alter_table("offered_adaptation", schema=None) as batch_op:
        batch_op.drop_index("ix_offered_adaptation_code")

    op.drop_table("offered_adaptation")
    with op.batch_alter_table("occurrence", schema=None) as batch_op:
        batch_op.drop_index("ix_occurrence_starts")
        batch_op.drop_index("ix_occurrence_activity")

    op.drop_table("occurrence")
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.drop_index("ix_need_person_activity")
        batch_op.drop_index(batch_op.f("ix_need_owner_id"))
        batch_op.drop_index("ix_need_activity")

    op.drop_table("need")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignment_person_id"))

    op.drop_table("assignment")
    op.drop_table("activity_role")
    op.drop_table("access_answer")
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_session_person_id"))

    op.drop_table("sign_in_session")
    op.drop_table("role_grant")
    with op.batch_alter_table("personal_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_personal_link_person_id"))

    op.drop_table("personal_link")
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_consent_standing",
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )
        batch_op.drop_index("ix_consent_scope")

    op.drop_table("consent")
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_activity_venue_id"))
        batch_op.drop_index("ix_activity_programme")
        batch_op.drop_index(batch_op.f("ix_activity_contact_id"))

    op.drop_table("activity")
    op.drop_table("venue_fact")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_unit_id"))
        batch_op.drop_index("ix_person_name")

    op.drop_table("person")
    op.drop_table("venue")
    op.drop_table("unit")
    op.drop_table("throttle")
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.drop_index("ix_outgoing_mail_ready")
        batch_op.drop_index("ix_outgoing_mail_created")
        batch_op.drop_index("ix_outgoing_mail_context")
        batch_op.drop_index("ix_outgoing_mail_activity")

    op.drop_table("outgoing_mail")
    op.drop_table("barrier_report")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_entry_subject")
        batch_op.drop_index("ix_audit_entry_object")
        batch_op.drop_index("ix_audit_entry_event")

    op.drop_table("audit_entry")
