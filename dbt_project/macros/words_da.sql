{#- Whether the target is reached, in the words of the secretariat. An interval that holds the target decides nothing. -#}
{%- macro target_words(low, high) -%}
    case
        when value is null then 'ingen tal endnu'
        when target is null or direction = 'neutral' then 'intet mål sat'
        when direction = 'up' and {{ low }} >= target then 'målet er nået'
        when direction = 'up' and {{ high }} < target then 'målet er ikke nået'
        when direction = 'down' and {{ high }} <= target then 'målet er nået'
        when direction = 'down' and {{ low }} > target then 'målet er ikke nået'
        else 'kan ikke afgøres'
    end
{%- endmacro -%}

{#- A change within the noise, or one that no noise is known for, is not called better or worse. -#}
{%- macro change_words() -%}
    case
        when value is null then 'ingen tal endnu'
        when previous_value is null then 'intet at sammenligne med'
        when not coalesce(change_exceeds_noise, false) then 'kan ikke afgøres'
        when direction = 'neutral' and change > 0 then 'højere end sidst'
        when direction = 'neutral' then 'lavere end sidst'
        when (direction = 'up') = (change > 0) then 'bedre end sidst'
        else 'dårligere end sidst'
    end
{%- endmacro -%}
