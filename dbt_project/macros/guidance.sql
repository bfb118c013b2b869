{#- 1 for a person in neither education nor work who has not completed youth education. A person without a guidance status
    on the day counts only as an adult without any completed education. -#}
{%- macro is_unattached(residence, guidance, day) -%}
    case
        when {{ guidance }}.person_key is null
            then case
                when
                    {{ residence }}.highest_completed is null
                    and {{ age_on(residence ~ '.birth_date', day) }} >= 18 then 1
                else 0
            end
        when {{ guidance }}.in_education or {{ guidance }}.is_working or {{ residence }}.has_upper_secondary then 0
        else 1
    end
{%- endmacro -%}

{#- Residents of 15-24 on a day of each period, and who of them is unattached. `without`: columns that are left out. -#}
{%- macro youth_unattached_on(place_date, period_type, without) -%}
    {{- residents_by_their_guidance(
        place_date, period_type, (15, 24), is_unattached('residence', 'guidance', 'periods.place_date'), without,
        residence_columns=['highest_completed']
    ) -}}
{%- endmacro -%}

{#- Residents of some ages (first and last) on a day of each period, with their guidance status on it.
    numerator: an expression over `residence`, a row of int_residence, and `guidance`, one of int_guidance_status.
    residence_columns: the optional columns of residents in it. -#}
{%- macro residents_by_their_guidance(place_date, period_type, ages, numerator, without, residence_columns=[]) -%}
with periods as (
    {{ covered_periods(period_type, place_date, [
        ['int_residence', place_date, 'denominator'] + residence_columns,
        ('int_guidance_status', place_date, 'numerator', 'weekly_hours'),
    ]) }}
),

members as (
    select
        periods.period,
        residence.person_key as unit,
        residence.area,
        residence.gender,
        {{ age_band(age_on('residence.birth_date', 'periods.place_date')) }} as age_band,
        1 as persons,
        {{ numerator }} as numerator,
        1 as denominator
    from periods
    inner join {{ ref('int_residence') }} as residence
        on
            periods.place_date between residence.covers_from and residence.covers_to
            and residence.in_neighbourhood
    left join {{ ref('int_guidance_status') }} as guidance
        on
            residence.person_key = guidance.person_key
            and periods.place_date between guidance.covers_from and guidance.covers_to
    where {{ age_on('residence.birth_date', 'periods.place_date') }} between {{ ages[0] }} and {{ ages[1] }}
)

{{ indicator_rows(without=without + ['school', 'cluster']) }}
{%- endmacro -%}
