{#- 1 for somebody in neither education nor work who has not completed youth education. Of somebody of whom the guidance
    knows nothing on the day, only an adult without any education counts. -#}
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
