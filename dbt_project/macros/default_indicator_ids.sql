{#- Generated from seeds/definitions.csv by `make generate`. Do not edit. -#}
{%- macro default_indicator_ids() -%}
    {{- return([
        'language_3y_age_appropriate',
        'district_school_choice',
        'absence_rate',
        'absence_over_10',
        'absence_unlawful_15_quarter',
        'wellbeing_general',
        'grade9_min02_dan_mat',
        'grade9_min02_dan_mat_of_all',
        'grade9_all_exams',
        'leisure_membership',
        'part_time_job',
        'transition_3m',
        'transition_15m',
        'grade10_3m',
        'dropout_12m',
        'apprenticeship_gf2',
        'fgu_positive_exit',
        'youth_unattached',
        'youth_unattached_quarter',
        'benefit_share_18_29',
        'benefit_exit_3m',
        'upper_sec_by_25',
        'active_25_29',
    ]) -}}
{%- endmacro -%}
