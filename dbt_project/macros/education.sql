{#- Groups of the code list education_types: youth education, and what comes after it. -#}
{%- macro upper() -%} 'upper_general', 'upper_vocational' {%- endmacro -%}

{%- macro upper_and_higher() -%} {{ upper() }}, 'higher' {%- endmacro -%}

{#- Hours a week from which a young person counts as working. -#}
{%- macro working_hours() -%} 18 {%- endmacro -%}
