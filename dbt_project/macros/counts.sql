{#- Head counts that are published beside the indicators, and their names in disclosure control. Their statuses are the
    codes of the list pathway_statuses. -#}

{#- Months from the end of 9th grade to 1 October of that year and of the two that follow. -#}
{%- macro pathway_months() -%}
    {{- return([3, 15, 27]) -}}
{%- endmacro -%}

{%- macro pathway_id(months, status) -%} 'pathways ' || {{ months }} || ' ' || {{ status }} {%- endmacro -%}

{#- 1 October, some months after the end of 9th grade. -#}
{%- macro pathway_status_date(months) -%}
    make_date(year(period_end) + {{ (months - 3) // 12 }}, 10, 1)
{%- endmacro -%}

{#- What the pathways of a cohort need for that day, as in covered_periods. -#}
{%- macro pathway_needs(months) -%}
    {{- return([
        ('int_residence', 'make_date(year(period_end), 6, 1)', 'denominator'),
        ('stg_pupils', 'make_date(year(period_end), 2, 1)', 'denominator'),
        ('stg_pupils', 'make_date(year(period_end) + ' ~ (months - 3) // 12 ~ ', 9, 5)', 'numerator'),
        ('int_enrolments', pathway_status_date(months), 'numerator', 'end_date', 'exit_code'),
        ('int_guidance_status', pathway_status_date(months), 'numerator', 'weekly_hours'),
    ]) -}}
{%- endmacro -%}

{%- macro reach_id(initiative_id, what) -%} 'initiative_reach ' || {{ initiative_id }} || ' {{ what }}' {%- endmacro -%}
