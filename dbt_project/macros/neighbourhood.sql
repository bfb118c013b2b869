{#- Whether a row of a code list (areas or schools) belongs to the neighbourhood that is measured. -#}
{%- macro is_neighbourhood(code_list) -%}
    {{ code_list }}.{{ adapter.quote('group') }} = 'neighbourhood'
{%- endmacro -%}

{#- A Danish text of the definitions with the names and limits of the place in its placeholders. -#}
{%- macro with_place_names(text) -%}
    {%- set placeholders = [
        'in_neighbourhood', 'neighbourhood_genitive', 'neighbourhood', 'district_schools', 'working_hours'
    ] -%}
    {%- for name in placeholders %}replace({% endfor -%}
    {{ text }}
    {%- for name in placeholders -%}
    , '{{ '{' ~ name ~ '}' }}', '{{ var(name) | string | replace("'", "''") }}')
    {%- endfor -%}
{%- endmacro -%}
