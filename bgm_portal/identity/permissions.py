"""Every permission and every role on one page. What is not granted here is denied."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody does in the house. Everybody with an account is an employee."""

    EMPLOYEE = "employee"
    COORDINATOR = "coordinator"
    EDITOR = "editor"
    LEADERSHIP = "leadership"
    ADMIN = "admin"
    AUDITOR = "auditor"


class Permission(StrEnum):
    """What can be allowed. Which object it may be done to is the matter of a feature's policy."""

    TAKE_PART = "take_part"  # see the programme, sign up, own one's data
    PLAN_ACTIVITIES = "plan_activities"  # draft, publish, move and cancel activities
    MANAGE_VENUES = "manage_venues"  # facts about places
    KEEP_CONTACTS = "keep_contacts"  # the directory of contact points
    COORDINATE = "coordinate"  # participants and attendance of assigned activities
    ANSWER_NEEDS = "answer_needs"  # the needs of those who named this contact
    EDIT_MODULES = "edit_modules"  # learning content
    READ_REPORTS = "read_reports"  # frozen figures that can name nobody
    MANAGE_ACCOUNTS = "manage_accounts"  # people, units, roles
    OPERATE = "operate"  # outbox and jobs
    AUDIT = "audit"  # statistics of the log


GRANTS: dict[Role, frozenset[Permission]] = {
    Role.EMPLOYEE: frozenset({Permission.TAKE_PART}),
    Role.COORDINATOR: frozenset(
        {
            Permission.PLAN_ACTIVITIES,
            Permission.MANAGE_VENUES,
            Permission.KEEP_CONTACTS,
            Permission.COORDINATE,
            Permission.ANSWER_NEEDS,
            Permission.READ_REPORTS,
            Permission.EDIT_MODULES,
        }
    ),
    Role.EDITOR: frozenset({Permission.EDIT_MODULES}),
    Role.LEADERSHIP: frozenset({Permission.READ_REPORTS}),
    Role.ADMIN: frozenset({Permission.MANAGE_ACCOUNTS, Permission.OPERATE}),
    Role.AUDITOR: frozenset({Permission.AUDIT, Permission.READ_REPORTS}),
}

#: Roles that exclude each other on one account, and the word under which the database knows it.
EXCLUSIVE_GROUP = "plans_or_leads"
EXCLUSIVE_ROLES = frozenset({Role.COORDINATOR, Role.LEADERSHIP})


def permissions_of(roles: frozenset[Role]) -> frozenset[Permission]:
    """Return what these roles allow together; being an employee is always among them."""
    return frozenset().union(*(GRANTS[role] for role in roles | {Role.EMPLOYEE}))
