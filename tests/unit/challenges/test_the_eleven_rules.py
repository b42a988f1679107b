"""The eleven rules of a fair challenge, and which tests keep each of them.

rule                                                         kept by
"""

from importlib import import_module

import pytest

DIARY_RULES = "tests.unit.diary.test_rules"
DIARY = "tests.integration.diary.test_diary"
NOBODY = "tests.integration.diary.test_nobody_else"
RULES = "tests.unit.challenges.test_rules"
CHALLENGES = "tests.integration.challenges.test_challenges"

TABLE = {
    "1 the unit is the minute of any movement": [
        (DIARY_RULES, "test_minutes_are_understood_or_not"),
        (CHALLENGES, "test_every_movement_is_invited_and_none_is_asked_for"),
    ],
    "2 a day counts up to a cap": [
        (RULES, "test_minutes_count_up_to_the_cap_and_rest_counts_a_seventh"),
        (RULES, "test_what_is_given_to_the_common_target_is_capped_by_day_and_ends_with_the_week"),
    ],
    "3 the goal is private, a team is the share of those who reached their own": [
        (CHALLENGES, "test_nobody_sees_the_goal_or_the_minutes_of_somebody_else"),
        (NOBODY, "test_nobody_else_finds_an_entry_or_a_goal_at_any_address"),
        (CHALLENGES, "test_a_share_is_frozen_when_a_week_closes_and_stays"),
        (RULES, "test_a_share_is_told_from_five_members_on_and_not_at_nothing_or_all"),
    ],
    "4 totals of a week, entries up to seven days back": [
        (DIARY_RULES, "test_a_day_can_be_written_a_week_back_and_rest_a_fortnight_ahead"),
        (DIARY, "test_a_week_is_written_at_once_around_what_stands"),
        (RULES, "test_one_joins_until_the_last_day_and_enters_a_week_longer"),
    ],
    "5 a planned day of rest counts as kept": [
        (DIARY, "test_rest_is_planned_and_shown"),
        (RULES, "test_minutes_count_up_to_the_cap_and_rest_counts_a_seventh"),
        (RULES, "test_a_day_counts_from_ten_minutes_on_and_rest_counts"),
    ],
    "6 no device, no place, no pulse, no weight: minutes are typed": [
        (CHALLENGES, "test_every_movement_is_invited_and_none_is_asked_for"),
        ("tests.browser.test_taking_part", "test_somebody_keeps_a_diary_and_joins_a_challenge"),
    ],
    "7 no ranking of people": [
        (CHALLENGES, "test_teams_stand_in_the_order_of_their_names_and_people_nowhere"),
    ],
    "8 teams by lot or by choice, and size does not matter": [
        (RULES, "test_the_lot_chooses_among_the_smallest_teams"),
        (RULES, "test_the_size_of_a_team_does_not_matter"),
        (CHALLENGES, "test_a_fifth_team_of_a_full_challenge_is_refused_and_nothing_is_lost"),
    ],
    "9 prizes are drawn by lot": [
        (CHALLENGES, "test_the_lot_tells_one_person_and_nobody_else"),
        (CHALLENGES, "test_the_lot_waits_for_the_end"),
    ],
    "10 leaving needs no reason and leaves no trace": [
        (CHALLENGES, "test_leaving_leaves_no_trace"),
        (CHALLENGES, "test_whatever_others_do_in_whatever_order_ones_own_result_stays"),
    ],
    "11 where it is about stress, minutes of recovery count": [
        (CHALLENGES, "test_minutes_of_recovery_count_where_it_is_about_stress"),
    ],
}


def test_there_are_eleven_rules():
    assert [rule.partition(" ")[0] for rule in TABLE] == [str(number) for number in range(1, 12)]


@pytest.mark.parametrize("rule", TABLE)
def test_every_rule_is_kept_by_tests_that_are_there(rule):
    assert TABLE[rule]
    for module, test in TABLE[rule]:
        assert callable(getattr(import_module(module), test))
