{#- Levels of education (groups of the code list education_types, see int_enrolments): youth education. -#}
{%- macro upper() -%} 'upper_general', 'upper_vocational' {%- endmacro -%}

{#- Youth education, and what comes after it. -#}
{%- macro upper_and_higher() -%} {{ upper() }}, 'higher' {%- endmacro -%}

{#- Groups of the code list education_types that make up the level `preparatory`. -#}
{%- macro preparatory_groups() -%} 'grade10', 'fgu', 'preparatory' {%- endmacro -%}

{#- Groups of the code list youth_status that are an education. -#}
{%- macro status_groups_in_education() -%} 'primary', 'upper', 'preparatory', 'higher' {%- endmacro -%}

{#- Hours a week from which a young person counts as working. -#}
{%- macro working_hours() -%} {{ var('working_hours') }} {%- endmacro -%}
