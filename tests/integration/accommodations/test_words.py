"""How a need is spoken of on its page, and what the service itself insists on."""

import pytest

from bgm_portal.accommodations import service, words
from bgm_portal.accommodations.contents import AnswerContent
from bgm_portal.accommodations.errors import AnswerIncomplete, CannotTakeOver, NotNow
from bgm_portal.accommodations.states import NeedStatus
from bgm_portal.core.database import transaction
from bgm_portal.core.i18n import in_language, short_date
from tests.support.times import NOW, TOMORROW

NOTHING = AnswerContent(message="", alternative="")


@pytest.fixture
def case_of(make_need):
    """Return a function that states a need and opens it as its person."""

    def _case(code):
        need = make_need(code=code, channel="")
        return service.own_need(need_id=need.id, by=need.person_id)

    return _case


def answer(need, status, *, at=NOW):
    with transaction():
        service.answer(need_id=need.id, status=status, content=NOTHING, by=need.owner_id, at=at)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("dgs", "Dafür planen wir 28 Tage."),
        ("seated_variant", "Dafür planen wir einen Tag."),
        ("contact_by_mail", "Das geht kurzfristig."),
        ("other", "Dafür gibt es keinen festen Vorlauf."),
    ],
)
def test_the_lead_time_is_said_in_a_sentence(code, sentence, case_of):
    assert words.lead(case_of(code)) == sentence


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("breaks", ["wer vor Ort anleitet oder hilft: nur, was dafür nötig ist"]),
        ("step_free", []),
    ],
)
def test_only_who_must_know_learns_of_it(code, lines, case_of):
    assert words.shared_with(case_of(code)) == [
        *lines,
        "nicht der Veranstalter",
        "nicht die Führungskraft",
    ]


def test_an_organiser_learns_of_it_only_after_release(case_of):
    assert words.shared_with(case_of("start_handbike")) == [
        "der Veranstalter: nur, wenn Katrin Albers es freigibt",
        "nicht die Führungskraft",
    ]


def test_nothing_is_said_of_a_wish_that_nobody_had(case_of):
    assert words.wished_channel(case_of("dgs")) == ""


def test_what_is_arranged_at_once_was_done_on_the_way(app, make_need):
    need = make_need()
    answer(need, NeedStatus.ARRANGED)

    steps, now = words.way(service.own_need(need_id=need.id, by=need.person_id))

    assert now == 3
    assert [more for _word, more, _reached in steps] == [
        short_date(NOW),
        "erledigt",
        short_date(NOW),
        "danach",
    ]


def test_a_no_after_work_shows_the_work(make_need):
    need = make_need()
    answer(need, NeedStatus.IN_PROGRESS)
    with transaction():
        service.answer(
            need_id=need.id,
            status=NeedStatus.NOT_POSSIBLE,
            content=AnswerContent(message="Niemand ist frei.", alternative="Ein Video."),
            by=need.owner_id,
            at=TOMORROW,
        )

    steps, now = words.way(service.own_need(need_id=need.id, by=need.person_id))

    assert now == 3
    assert [more for _word, more, _reached in steps] == [
        short_date(NOW),
        short_date(NOW),
        short_date(TOMORROW),
    ]


def test_a_need_has_its_name_in_both_languages(case_of):
    case = case_of("dgs")

    with in_language("en"):
        english = words.label(case)

    assert words.label(case) == "Dolmetschen in Deutsche Gebärdensprache"
    assert english == "German Sign Language interpreting"


@pytest.mark.parametrize("status", [NeedStatus.STATED, NeedStatus.CONFIRMED_BY_PERSON])
def test_an_answer_is_none_of_the_persons_own_words(status, make_need):
    need = make_need()

    with pytest.raises(NotNow):
        answer(need, status)


def test_the_service_itself_insists_on_a_reason_for_a_no(make_need):
    need = make_need()

    with pytest.raises(AnswerIncomplete):
        answer(need, NeedStatus.NOT_POSSIBLE)


def test_the_service_itself_gives_a_need_to_nobody_outside(make_need, make_person):
    need, stranger = make_need(), make_person()

    with pytest.raises(CannotTakeOver):
        service.hand_over(need_id=need.id, to=stranger.id, by=need.owner_id, at=NOW)


def test_steps_that_share_a_moment_keep_their_order(make_need):
    need = make_need()
    answer(need, NeedStatus.IN_PROGRESS)
    answer(need, NeedStatus.ARRANGED)
    answer(need, NeedStatus.IN_PROGRESS)
    answer(need, NeedStatus.ARRANGED)

    steps = service.own_need(need_id=need.id, by=need.person_id).steps

    assert [step.status for step in steps] == [NeedStatus.IN_PROGRESS, NeedStatus.ARRANGED] * 2
