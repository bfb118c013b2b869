{#- Head counts that are published beside the indicators, and their names in disclosure control. Their statuses are the
    codes of the list pathway_statuses. -#}

{#- Months from the end of 9th grade to 1 October of that year and of the two that follow. -#}
{%- macro pathway_months() -%}
    {{- return([3, 15, 27]) -}}
{%- endmacro -%}

{%- macro pathway_id(months, status) -%} 'pathways ' || {{ months }} || ' ' || {{ status }} {%- endmacro -%}

{%- macro reach_id(initiative_id, what) -%} 'initiative_reach ' || {{ initiative_id }} || ' {{ what }}' {%- endmacro -%}
