"""The vocabulary of the audit log: every event with the facts that it must carry."""

from enum import StrEnum


class Event(StrEnum):
    """What can be written into the notebook."""

    SIGNED_IN = "identity.signed_in"
    SIGN_IN_FAILED = "identity.sign_in_failed"
    SIGNED_OUT = "identity.signed_out"
    SIGNED_OUT_ELSEWHERE = "identity.signed_out_elsewhere"
    INVITED = "identity.invited"
    PASSWORD_SET = "identity.password_set"  # noqa: S105 - the name of an event
    FACTOR_SET = "identity.factor_set"
    FACTOR_REMOVED = "identity.factor_removed"
    FACTOR_RESET = "identity.factor_reset"
    HOUSE_ACCOUNT_BOUND = "identity.house_account_bound"
    HOUSE_ROLES_CONFLICT = "identity.house_roles_conflict"
    RECOVERY_CODES_MADE = "identity.recovery_codes_made"
    RECOVERY_CODE_USED = "identity.recovery_code_used"
    PROVEN = "identity.proven"
    PROOF_FAILED = "identity.proof_failed"
    RESET_REQUESTED = "identity.reset_requested"
    PERSON_CREATED = "identity.person_created"
    PERSON_CHANGED = "identity.person_changed"
    PERSON_DEACTIVATED = "identity.person_deactivated"
    PERSON_ERASED = "identity.person_erased"
    PERSON_REACTIVATED = "identity.person_reactivated"
    ROLE_GRANTED = "identity.role_granted"
    ROLE_REVOKED = "identity.role_revoked"
    HOUSE_CHANGED = "settings.changed"
    UNIT_CREATED = "identity.unit_created"
    UNIT_CHANGED = "identity.unit_changed"
    SITE_CREATED = "identity.site_created"
    SITE_CHANGED = "identity.site_changed"
    SITE_REMOVED = "identity.site_removed"
    STAFF_IMPORTED = "identity.staff_imported"
    ACTIVITY_CREATED = "activities.created"
    ACTIVITY_CHANGED = "activities.changed"
    QUESTION_CLEARED = "activities.question_cleared"  # "this asks for no health"
    ACTIVITY_PUBLISHED = "activities.published"
    ACTIVITY_COMPLETED = "activities.completed"
    ACTIVITY_DELETED = "activities.deleted"
    ACTIVITY_MOVED = "registration.activity_moved"
    ACTIVITY_CANCELLED = "registration.activity_cancelled"
    DATE_CANCELLED = "registration.date_cancelled"
    GOES_AHEAD = "registration.goes_ahead"
    CAPACITY_CHANGED = "registration.capacity_changed"
    STAND_IN_NAMED = "activities.stand_in_named"
    STAND_IN_ENDED = "activities.stand_in_ended"
    ACTIVITIES_HANDED_OVER = "activities.handed_over"
    DRAFT_SHARED = "activities.draft_shared"
    DRAFT_UNSHARED = "activities.draft_unshared"
    VENUE_CHANGED = "activities.venue_changed"
    CONTACT_CREATED = "contacts.created"
    CONTACT_CHANGED = "contacts.changed"
    CONTACT_CHECKED = "contacts.checked"
    CONTACT_RETIRED = "contacts.retired"
    CONTACT_TAKEN_BACK = "contacts.taken_back"
    CONTACT_ERASED = "contacts.erased"
    REGISTERED = "registration.registered"
    PROMOTED = "registration.promoted"
    OFFERED = "registration.offered"
    OFFER_EXPIRED = "registration.offer_expired"
    OFFER_DECLINED = "registration.offer_declined"
    CANCELLED = "registration.cancelled"
    TIME_SWAPPED = "registration.time_swapped"
    ANSWERS_CHANGED = "registration.answers_changed"
    CIRCULAR_WRITTEN = "circulars.written"
    CIRCULAR_SENT = "circulars.sent"
    CIRCULAR_STOPPED = "circulars.stopped"
    NEED_STATED = "accommodations.stated"
    NEED_OPENED = "accommodations.opened"
    NEED_CHANGED = "accommodations.changed"
    NEED_WITHDRAWN = "accommodations.withdrawn"
    NEED_HANDED_OVER = "accommodations.handed_over"
    NEED_ERASED = "accommodations.erased"
    NEEDS_RESEALED = "accommodations.resealed"
    CONSENT_GIVEN = "privacy.consent_given"
    CONSENT_WITHDRAWN = "privacy.consent_withdrawn"
    DATA_TAKEN_ALONG = "home.data_taken_along"
    DATA_ERASED = "home.data_erased"
    EXPORTED = "exchange.exported"
    START_NUMBERS_IMPORTED = "runs.start_numbers_imported"
    RESULTS_IMPORTED = "runs.results_imported"
    RESULTS_WITHDRAWN = "runs.results_withdrawn"
    TEAM_FOUNDED = "runs.team_founded"
    TEAM_JOINED = "runs.team_joined"
    TEAM_LEFT = "runs.team_left"
    TEAM_CHANGED = "runs.team_changed"
    PAIR_PROPOSED = "runs.pair_proposed"
    PAIR_AGREED = "runs.pair_agreed"
    PAIR_UNDONE = "runs.pair_undone"
    BUSES_PLANNED = "runs.buses_planned"
    BUS_TAKEN = "runs.bus_taken"
    BUS_GIVEN_BACK = "runs.bus_given_back"
    HANDOVER_PROPOSED = "runs.handover_proposed"
    HANDOVER_ACCEPTED = "runs.handover_accepted"
    HANDOVER_DECLINED = "runs.handover_declined"
    HANDED_OVER = "runs.handed_over"
    CHECKLIST_CHANGED = "checklists.changed"
    EMERGENCY_OPENED = "runs.emergency_opened"
    EMERGENCY_ERASED = "runs.emergency_erased"
    ANSWERS_ERASED = "registration.answers_erased"
    ATTENDANCE_MARKED = "participation.marked"
    ATTENDANCE_CORRECTED = "participation.corrected"
    WALKED_IN = "participation.walked_in"
    ATTENDANCE_ERASED = "participation.erased"
    REGISTRATIONS_ERASED = "registration.erased"
    REPORT_FROZEN = "insights.frozen"
    YEAR_PLANNED = "insights.year_planned"
    YEAR_WRITTEN = "insights.year_written"
    PICTURE_ADDED = "albums.picture_added"
    PICTURE_CHANGED = "albums.picture_changed"
    PICTURE_TAKEN_DOWN = "albums.picture_taken_down"
    ALBUM_ERASED = "albums.erased"
    MODULE_PUBLISHED = "learning.published"
    MODULE_DRAFTED = "learning.drafted"
    MODULE_HANDED_IN = "learning.handed_in"
    MODULE_DISCARDED = "learning.discarded"
    MODULE_WITHDRAWN = "learning.withdrawn"
    MODULE_OFFERED = "learning.offered_again"
    MODULE_RECOMMENDED = "learning.recommended"
    MODULE_NO_LONGER_RECOMMENDED = "learning.no_longer_recommended"
    COMPLETION_NOTED = "learning.completion_noted"
    CERTIFICATE_ISSUED = "learning.certificate_issued"
    CERTIFICATE_REVOKED = "learning.certificate_revoked"
    CALENDAR_MADE = "calendars.made"
    CALENDAR_ENDED = "calendars.ended"
    MAIL_VIEWED = "admin.mail_viewed"
    MAIL_RESENT = "admin.mail_resent"


#: The facts that an event must carry; an event that is not named here carries none.
REQUIRED_FACTS: dict[Event, frozenset[str]] = {
    Event.ROLE_GRANTED: frozenset({"role"}),
    Event.ROLE_REVOKED: frozenset({"role"}),
    Event.ACTIVITY_CHANGED: frozenset({"section"}),
    Event.HOUSE_CHANGED: frozenset({"part"}),
    Event.STAFF_IMPORTED: frozenset({"created", "changed", "unchanged"}),
    Event.REGISTERED: frozenset({"place"}),
    Event.ACTIVITY_MOVED: frozenset({"what"}),
    Event.DATE_CANCELLED: frozenset({"number"}),
    Event.CAPACITY_CHANGED: frozenset({"before", "after"}),
    Event.CIRCULAR_SENT: frozenset({"count"}),
    Event.STAND_IN_NAMED: frozenset({"count"}),
    Event.ACTIVITIES_HANDED_OVER: frozenset({"count"}),
    Event.NEED_CHANGED: frozenset({"status"}),
    Event.NEEDS_RESEALED: frozenset({"count"}),
    Event.CONSENT_GIVEN: frozenset({"code", "version"}),
    Event.CONSENT_WITHDRAWN: frozenset({"code", "version"}),
    Event.ATTENDANCE_MARKED: frozenset({"state"}),
    Event.ATTENDANCE_CORRECTED: frozenset({"before", "after"}),
    Event.ATTENDANCE_ERASED: frozenset({"count"}),
    Event.REGISTRATIONS_ERASED: frozenset({"count"}),
    Event.DATA_ERASED: frozenset({"count"}),
    Event.EXPORTED: frozenset({"profile", "rows"}),
    Event.START_NUMBERS_IMPORTED: frozenset({"count"}),
    Event.RESULTS_IMPORTED: frozenset({"count"}),
    Event.RESULTS_WITHDRAWN: frozenset({"count"}),
    Event.EMERGENCY_OPENED: frozenset({"count"}),
    Event.EMERGENCY_ERASED: frozenset({"count"}),
    Event.ANSWERS_ERASED: frozenset({"count"}),
    Event.ALBUM_ERASED: frozenset({"count"}),
    Event.REPORT_FROZEN: frozenset({"half_year", "fingerprint"}),
    Event.YEAR_PLANNED: frozenset({"year"}),
    Event.YEAR_WRITTEN: frozenset({"year"}),
    Event.MODULE_PUBLISHED: frozenset({"number", "change"}),
    Event.MODULE_RECOMMENDED: frozenset({"wish"}),
    Event.COMPLETION_NOTED: frozenset({"basis"}),
    Event.CALENDAR_MADE: frozenset({"kind"}),
    Event.CALENDAR_ENDED: frozenset({"kind"}),
}

#: Who came in and went out, or tried to: kept for a shorter time than the rest.
SIGN_INS = (
    Event.SIGNED_IN,
    Event.SIGN_IN_FAILED,
    Event.SIGNED_OUT,
    Event.SIGNED_OUT_ELSEWHERE,
    Event.PROVEN,
    Event.PROOF_FAILED,
)
