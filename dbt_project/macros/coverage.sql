{#- Which days a feed covers. -#}

{#- The dates of a feed of snapshots. One covers the days until the next, at most 200, and none after the newest drop was
    received. -#}
{%- macro snapshots(model, date_column) -%}
    select
        days.day,
        lag(days.day) over (order by days.day) as previous_day,
        least(
            {{ add_days('days.day', 200) }},
            coalesce({{ add_days('lead(days.day) over (order by days.day)', -1) }}, newest.received_date)
        ) as covers_to
    from (select distinct {{ date_column }} as day from {{ ref(model) }}) as days
    cross join (select cast(max(received_at) as date) as received_date from {{ ref(model) }}) as newest
{%- endmacro -%}

{#- A feed of spells covers the days from its earliest start until its newest drop was received. -#}
{%- macro spells_cover() -%}
    min(start_date) over () as covers_from,
    cast(max(received_at) over () as date) as covers_to
{%- endmacro -%}

{#- Whether a spell is running on a day, or was completed by it. -#}
{%- macro is_running(spell, day) -%}
    {{ spell }}.start_date <= {{ day }} and coalesce({{ spell }}.end_date >= {{ day }}, true)
{%- endmacro -%}

{%- macro is_running_or_completed(spell, day) -%}
    {{ spell }}.start_date <= {{ day }}
    and coalesce({{ spell }}.end_date >= {{ day }} or {{ spell }}.exit_group = 'completed', true)
{%- endmacro -%}
