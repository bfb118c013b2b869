{#- Date arithmetic that the engines spell differently. A month more than a day has is clipped to its end. -#}

{%- macro add_months(day, months) -%} {{- adapter.dispatch('add_months')(day, months) -}} {%- endmacro -%}
{%- macro default__add_months(day, months) -%} add_months({{ day }}, {{ months }}) {%- endmacro -%}
{%- macro duckdb__add_months(day, months) -%}
    cast({{ day }} + to_months(cast({{ months }} as integer)) as date)
{%- endmacro -%}

{%- macro add_days(day, days) -%} {{- adapter.dispatch('add_days')(day, days) -}} {%- endmacro -%}
{%- macro default__add_days(day, days) -%} date_add({{ day }}, {{ days }}) {%- endmacro -%}
{%- macro duckdb__add_days(day, days) -%} cast({{ day }} + ({{ days }}) as date) {%- endmacro -%}

{#- Whole days from `earlier` to `later`. -#}
{%- macro days_between(earlier, later) -%} {{- adapter.dispatch('days_between')(earlier, later) -}} {%- endmacro -%}
{%- macro default__days_between(earlier, later) -%} datediff({{ later }}, {{ earlier }}) {%- endmacro -%}
{%- macro duckdb__days_between(earlier, later) -%} date_diff('day', {{ earlier }}, {{ later }}) {%- endmacro -%}

{#- One row for the first day of each month from `first` to `last`; none when there is no first. -#}
{%- macro months_between(first, last) -%} {{- adapter.dispatch('months_between')(first, last) -}} {%- endmacro -%}
{%- macro default__months_between(first, last) -%} explode(sequence({{ first }}, {{ last }}, interval 1 month)) {%- endmacro -%}
{%- macro duckdb__months_between(first, last) -%}
    cast(unnest(generate_series({{ first }}, {{ last }}, interval 1 month)) as date)
{%- endmacro -%}

{%- macro today() -%}
    {%- if var('as_of', none) -%} cast('{{ var("as_of") }}' as date) {%- else -%} current_date {%- endif -%}
{%- endmacro -%}

{%- macro last_day_of_next_month(last_day_of_month) -%}
    {{- add_days(add_months(add_days(last_day_of_month, 1), 1), -1) -}}
{%- endmacro -%}
