"""What is told beside forms (DSGVO Article 13): which form writes which of the declared data.

Every address that takes a form stands here once: with what it writes about people, or with the
reason why there is nothing to tell. A page finds its forms by itself, so that none is forgotten;
guards insist that every address is named, and that every page with such a form tells.
"""

from enum import StrEnum

Key = tuple[str, str]


class Nothing(StrEnum):
    """Why a form tells nothing."""

    ABOUT_NO_PERSON = "plans or describes something; nothing about a person is typed"
    TAKES_BACK = "erases, ends or takes back what was told about where it was given"
    READS = "opens, checks or hands out what is there"
    A_MARK = "a button that sets a state and takes no information"


ACCOUNT: Key = ("person", "id")
DISPLAY: Key = ("person", "language")
PASSWORD: Key = ("person", "password_hash")
SESSION: Key = ("sign_in_session", "id")
TRIES: Key = ("throttle", "key")
LINK: Key = ("personal_link", "id")
FACTOR: Key = ("second_factor", "id")
CODES: Key = ("recovery_code", "id")
ROLE: Key = ("role_grant", "person_id")
CONTACT: Key = ("activity", "contact_id")
AUTHOR: Key = ("activity", "created_by")
CARE: Key = ("assignment", "person_id")
SIGN_UP: Key = ("registration", "person_id")
TIMES: Key = ("registration_slot", "registration_id")
ANSWERS: Key = ("registration_answer", "registration_id")
BEGUN: Key = ("registration_draft", "person_id")
NUMBER: Key = ("run_entry", "registration_id")
RESULT: Key = ("run_entry", "sealed_result")
PAIR: Key = ("run_pair", "runner_id")
BUS: Key = ("run_bus_place", "registration_id")
HANDOVER: Key = ("run_handover", "registration_id")
TASK: Key = ("checklist_task", "assigned_to")
TEAM: Key = ("run_team", "captain_id")
IN_TEAM: Key = ("run_team_member", "registration_id")
EMERGENCY: Key = ("emergency_contact", "registration_id")
EXPORT: Key = ("export", "by_id")
CIRCULAR: Key = ("circular", "by_id")
ATTENDANCE: Key = ("attendance", "id")
ANSWERED: Key = ("feedback_marker", "person_id")
FEEDBACK: Key = ("feedback_answer", "words")
MEMBER: Key = ("challenge_member", "id")
TICK: Key = ("challenge_tick", "member_id")
CHALLENGE: Key = ("challenge", "created_by")
PICTURE: Key = ("picture", "alt")
FILE: Key = ("picture_file", "large")
SEEN_ON: Key = ("picture_person", "picture_id")
DIARY: Key = ("diary_entry", "person_id")
ENROLMENT: Key = ("enrolment", "id")
PROGRESS: Key = ("section_progress", "enrolment_id")
ATTEMPT: Key = ("attempt", "id")
GIVEN: Key = ("answer", "id")
COMPLETION: Key = ("completion", "id")
CERTIFICATE: Key = ("certificate", "id")
VERSION: Key = ("module_version", "written_by")
DRAFT: Key = ("module_draft", "updated_by")
ADVICE: Key = ("recommendation", "created_by")
NEED: Key = ("need", "id")
STEP: Key = ("need_step", "id")
CONSENT: Key = ("consent", "person_id")
MAIL: Key = ("outgoing_mail", "key")
WISH: Key = ("mail_preference", "person_id")
FEED: Key = ("calendar_feed", "id")
BOOKMARK: Key = ("bookmark", "person_id")
LOG: Key = ("audit_entry", "actor_id")
HELPER: Key = ("contact_point", "phone")
BARRIER: Key = ("barrier_report", "page")
READER: Key = ("draft_reader", "person_id")
COMMENT: Key = ("draft_comment", "person_id")
HOUSE: Key = ("house_setting", "value")

#: By the address that takes the form; where one address takes several, its part stands behind it.
FORMS: dict[str, tuple[Key, ...] | Nothing] = {
    "absence.come_after_all": (ATTENDANCE,),
    "absence.leave_out": (ATTENDANCE,),
    "account.change_password": (PASSWORD,),
    "account.end_session": Nothing.TAKES_BACK,
    "account.sign_out_elsewhere": Nothing.TAKES_BACK,
    "accounts.create": (ACCOUNT, LINK),
    "accounts.edit": (ACCOUNT,),
    "accounts.grant_role": (ROLE,),
    "accounts.invite": (LINK, MAIL),
    "accounts.reactivate": Nothing.A_MARK,
    "accounts.revoke_role": Nothing.TAKES_BACK,
    "activity_post.send_again": Nothing.A_MARK,
    "activity_reminders.save": Nothing.ABOUT_NO_PERSON,
    "album_filling.add": (PICTURE, FILE, SEEN_ON),
    "album_filling.describe": (PICTURE, SEEN_ON),
    "album_filling.publish": Nothing.ABOUT_NO_PERSON,
    "album_filling.removed": Nothing.A_MARK,
    "album_filling.take_down": Nothing.TAKES_BACK,
    "audience.note_completion": (COMPLETION,),
    "audience.recommend": (ADVICE,),
    "audience.recommend_no_longer": Nothing.TAKES_BACK,
    "authoring.begin": (DRAFT,),
    "authoring.discard": Nothing.TAKES_BACK,
    "authoring.give_back": Nothing.A_MARK,
    "authoring.hand_in": (DRAFT,),
    "authoring.new": (DRAFT,),
    "authoring.offer_again": Nothing.A_MARK,
    "authoring.release": (VERSION,),
    "authoring.withdraw": Nothing.A_MARK,
    "barriers.answered": Nothing.A_MARK,
    "bookmarks.keep": (BOOKMARK,),
    "bookmarks.let_go": Nothing.TAKES_BACK,
    "bus_desk.seat": (BUS,),
    "bus_desk.save": Nothing.ABOUT_NO_PERSON,
    "buses.give_back": Nothing.TAKES_BACK,
    "buses.take": (BUS,),
    "certificates.check": Nothing.READS,
    "certificates.issue": (CERTIFICATE,),
    "certificates.revoke": Nothing.TAKES_BACK,
    "challenges.change_goal": (MEMBER,),
    "challenges.create": (CHALLENGE,),
    "challenges.draw_lot": Nothing.ABOUT_NO_PERSON,
    "challenges.join": (MEMBER,),
    "challenges.leave": Nothing.TAKES_BACK,
    "challenges.note_total": Nothing.ABOUT_NO_PERSON,
    "challenges.tick": (TICK,),
    "checklists.add": (TASK,),
    "checklists.assign": (TASK,),
    "checklists.begin": Nothing.ABOUT_NO_PERSON,
    "checklists.remove": Nothing.ABOUT_NO_PERSON,
    "checklists.tick": (TASK,),
    "circulars.stop": Nothing.A_MARK,
    "circulars.write": (CIRCULAR, MAIL),
    "consents.give": (CONSENT,),
    "consents.withdraw": (CONSENT,),
    "contacts.confirm": Nothing.A_MARK,
    "contacts.new": (HELPER,),
    "contacts.retire": Nothing.TAKES_BACK,
    "contacts.save": (HELPER,),
    "contacts.take_back": Nothing.A_MARK,
    "coordination.cancel": Nothing.TAKES_BACK,
    "dates.cancel": Nothing.ABOUT_NO_PERSON,
    "dates.change_capacity": Nothing.ABOUT_NO_PERSON,
    "dates.move": Nothing.ABOUT_NO_PERSON,
    "diary.begin": (CONSENT, DIARY),
    "diary.end": Nothing.TAKES_BACK,
    "diary.remove": Nothing.TAKES_BACK,
    "diary.write_day": (DIARY,),
    "diary.write_week": (DIARY,),
    "door.check_in": (ATTENDANCE,),
    "drafts.arrange": (DRAFT,),
    "drafts.head": (DRAFT,),
    "drafts.picture": (DRAFT,),
    "drafts.question": (DRAFT,),
    "drafts.section": (DRAFT,),
    "drafts.translation": (DRAFT,),
    "emergency.open_all": (LOG,),
    "evaluation.write": Nothing.ABOUT_NO_PERSON,
    "exchange.import_gift": (DRAFT,),
    "exchange.import_zip": (DRAFT,),
    "exports.arrange": Nothing.ABOUT_NO_PERSON,
    "exports.download": (EXPORT,),
    "exports.mark_deleted": Nothing.A_MARK,
    "factor.begin": (FACTOR,),
    "factor.remove": Nothing.TAKES_BACK,
    "factor.renew_codes": (CODES,),
    "factor.set_up": (FACTOR, CODES),
    "factors.reset": Nothing.TAKES_BACK,
    "feedback.answer": (ANSWERED, FEEDBACK),
    "feeds.end": Nothing.TAKES_BACK,
    "feeds.make": (FEED,),
    "films.film": (DRAFT,),
    "films.words": (DRAFT,),
    "handovers.accept": (SIGN_UP, ANSWERS),
    "handovers.decline": Nothing.TAKES_BACK,
    "handovers.propose": (HANDOVER,),
    "handovers.propose_for": (HANDOVER,),
    "handovers.withdraw": Nothing.TAKES_BACK,
    "history.end": Nothing.TAKES_BACK,
    "history.forget_all": Nothing.TAKES_BACK,
    "history.forget_one": Nothing.TAKES_BACK,
    "history.keep": (CONSENT, ATTENDANCE),
    "identity.code": (SESSION, TRIES),
    "identity.sign_in": (SESSION, TRIES),
    "identity.sign_out": Nothing.TAKES_BACK,
    "identity.stay": Nothing.A_MARK,
    "incoming.apply": (NUMBER, RESULT),
    "incoming.check": (NUMBER, RESULT),
    "incoming.withdraw": Nothing.TAKES_BACK,
    "keeping.question": (DRAFT,),
    "keeping.section": (DRAFT,),
    "late_ticks.catch_up": (ATTENDANCE,),
    "learning.confirm": (ENROLMENT, PROGRESS),
    "learning.renew": (ENROLMENT,),
    "learning.switch": (ENROLMENT,),
    "leavers.apply": (CARE, CONTACT),
    "leavers.check": Nothing.READS,
    "leaving.deactivate": (CARE, CONTACT),
    "leaving.no_longer_plans": (CARE, CONTACT),
    "links.forgotten": (LINK, TRIES),
    "links.invitation": (PASSWORD, SESSION),
    "links.reset": (PASSWORD, SESSION),
    "needs.case_answer": (STEP,),
    "needs.case_hand_over": (NEED,),
    "needs.case_open": (LOG,),
    "needs.confirm": (STEP,),
    "needs.talk_again": (STEP,),
    "needs.withdraw": Nothing.TAKES_BACK,
    "notifications.mark_all_read": Nothing.A_MARK,
    "notifications.mark_read": Nothing.A_MARK,
    "notifications.mark_unread": Nothing.A_MARK,
    "notifications.try_again": Nothing.A_MARK,
    "on_behalf.register": (SIGN_UP, TIMES, ANSWERS),
    "operations.read_message": (LOG,),
    "operations.send_again": Nothing.A_MARK,
    "operations.try_address_again": Nothing.A_MARK,
    "own_house.close": Nothing.ABOUT_NO_PERSON,
    "own_house.edit": (HOUSE,),
    "own_house.hang_up_logo": Nothing.ABOUT_NO_PERSON,
    "own_house.open_again": Nothing.ABOUT_NO_PERSON,
    "own_house.take_logo_down": Nothing.ABOUT_NO_PERSON,
    "own_data.erase": Nothing.TAKES_BACK,
    "own_data.take_along": Nothing.READS,
    "own_time.swap": (TIMES,),
    "pages.display": (DISPLAY,),
    "pages.report_barrier": (BARRIER,),
    "pair_desk.link": (PAIR,),
    "pair_desk.undo": Nothing.TAKES_BACK,
    "pairs.agree": (PAIR,),
    "pairs.ask": (PAIR,),
    "pairs.undo": Nothing.TAKES_BACK,
    "participation.excuse": (ATTENDANCE,),
    "participation.excuse_no_more": Nothing.TAKES_BACK,
    "participation.mark": (ATTENDANCE,),
    "participation.walk_in": (ATTENDANCE,),
    "planning.budget.save": Nothing.ABOUT_NO_PERSON,
    "planning.complete": Nothing.A_MARK,
    "planning.copies.copy": (AUTHOR,),
    "planning.copies.copy_year": (AUTHOR,),
    "planning.delete": Nothing.TAKES_BACK,
    "planning.new": (AUTHOR, CARE),
    "planning.parts.save": Nothing.ABOUT_NO_PERSON,
    "planning.parts.save kontakt": (CONTACT, CARE),
    "planning.publish": Nothing.A_MARK,
    "planning.series.rule": Nothing.ABOUT_NO_PERSON,
    "planning.sharing.comment": (COMMENT,),
    "planning.sharing.share": (READER,),
    "planning.sharing.withdraw": Nothing.TAKES_BACK,
    "planning.substitution.begin": (CARE,),
    "planning.substitution.end": Nothing.TAKES_BACK,
    "preferences.save": (WISH, DISPLAY),
    "preferences.unsubscribe": (WISH,),
    "proof.prove": (SESSION, TRIES),
    "questions.add": Nothing.ABOUT_NO_PERSON,
    "questions.move_up": Nothing.ABOUT_NO_PERSON,
    "questions.remove": Nothing.ABOUT_NO_PERSON,
    "questions.save": Nothing.ABOUT_NO_PERSON,
    "quiz.answer": (ATTEMPT, GIVEN),
    "quiz.begin_anew": (ATTEMPT,),
    "race_day.forget_contact": Nothing.TAKES_BACK,
    "race_day.forget_result": Nothing.TAKES_BACK,
    "race_day.name_contact": (EMERGENCY,),
    "registrations.accept_offer": (SIGN_UP,),
    "registrations.cancel": Nothing.TAKES_BACK,
    "registrations.change_answers": (ANSWERS,),
    "registrations.change_promotion": (SIGN_UP,),
    "registrations.change_role": (SIGN_UP,),
    "registrations.decline_offer": Nothing.TAKES_BACK,
    "registrations.state_needs": (NEED, STEP),
    "signup.discard": Nothing.TAKES_BACK,
    "signup.step": (BEGUN, SIGN_UP),
    "signup.step angaben": (BEGUN, ANSWERS),
    "signup.step bedarf": (BEGUN, NEED, STEP),
    "signup.step einwilligungen": (BEGUN, CONSENT),
    "signup.step zeit": (BEGUN, TIMES),
    "signup.submit": (SIGN_UP, TIMES, ANSWERS, NEED, CONSENT),
    "single_dates.cancel": Nothing.ABOUT_NO_PERSON,
    "single_dates.go_ahead": Nothing.ABOUT_NO_PERSON,
    "single_dates.move": Nothing.ABOUT_NO_PERSON,
    "sites.create": Nothing.ABOUT_NO_PERSON,
    "sites.edit": Nothing.ABOUT_NO_PERSON,
    "sites.remove": Nothing.ABOUT_NO_PERSON,
    "staff.apply": (ACCOUNT,),
    "staff.check": (ACCOUNT,),
    "team_desk.add": (TEAM,),
    "team_desk.place": (IN_TEAM,),
    "teams.change": (TEAM, IN_TEAM),
    "teams.found": (TEAM, IN_TEAM),
    "teams.join": (IN_TEAM,),
    "teams.leave": Nothing.TAKES_BACK,
    "units.create": Nothing.ABOUT_NO_PERSON,
    "units.edit": Nothing.ABOUT_NO_PERSON,
    "venues.new": Nothing.ABOUT_NO_PERSON,
    "venues.save": Nothing.ABOUT_NO_PERSON,
    "year_reports.write": Nothing.ABOUT_NO_PERSON,
}
