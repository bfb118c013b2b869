{#- Rows of a feed of snapshots by the calendar's date that each list counts for. `dated`: their date column; `units`: what
    delivers a list of its own. Adds calendar_date: the date of the calendar within whose tolerance the list's own date
    lies, else the list's own. Of several lists for one date the nearest counts, and of a person in two of those the newer
    row; as in newest_rows, a person twice in one list stays twice. -#}
{%- macro on_calendar_dates(relation, feed, dated, units) -%}
    select ranked.*
    from (
        select
            listed.*,
            nearest.calendar_date,
            rank() over (partition by listed.person_key, nearest.calendar_date order by listed.sequence desc) as version
        from {{ relation }} as listed
        inner join ({{ nearest_lists(relation, feed, dated, units) }}) as nearest
            on listed.{{ dated }} = nearest.dated
            {%- for unit in units %} and listed.{{ unit }} = nearest.{{ unit }}{% endfor %}
    ) as ranked
    where ranked.version = 1
{%- endmacro -%}

{#- The lists of a feed that count for a date: of several of a unit, the nearest. -#}
{%- macro nearest_lists(relation, feed, dated, units) -%}
    select by_date.*
    from (
        select
            lists.*,
            rank() over (partition by {{ units | join(', ') }}, lists.calendar_date order by lists.days_off) as nearness
        from (
            select distinct
                {%- for unit in units %}
                listed.{{ unit }},
                {%- endfor %}
                listed.{{ dated }} as dated,
                coalesce(matched.calendar_date, listed.{{ dated }}) as calendar_date,
                matched.days_off
            from {{ relation }} as listed
            left join ({{ matched_dates(relation, feed, dated) }}) as matched on listed.{{ dated }} = matched.dated
        ) as lists
    ) as by_date
    where by_date.nearness = 1
{%- endmacro -%}

{#- For each date of a feed's lists, the nearest date of the calendar that tolerates it. -#}
{%- macro matched_dates(relation, feed, dated) -%}
    select
        near.dated,
        near.calendar_date,
        near.days_off
    from (
        select
            lists.dated,
            calendar.first_day as calendar_date,
            abs({{ days_between('calendar.first_day', 'lists.dated') }}) as days_off,
            row_number() over (
                partition by lists.dated
                order by abs({{ days_between('calendar.first_day', 'lists.dated') }}), calendar.first_day
            ) as nearness
        from (select distinct {{ dated }} as dated from {{ relation }}) as lists
        inner join {{ source('intake', 'calendar') }} as calendar
            on lists.dated between calendar.counts_from and calendar.counts_to
        where calendar.feed = '{{ feed }}'
    ) as near
    where near.nearness = 1
{%- endmacro -%}
