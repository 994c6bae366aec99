"""The sentence of each fault in Russian and in English: a table of words, no behaviour.

Braces hold the value, the right value, and the part.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = [
    "ERRORS",
    "WARNINGS",
]

ERRORS: Mapping[str, tuple[str, str]] = {
    "empty": (
        "Адрес не указан.",
        "There is no address.",
    ),
    "too-long": (
        "Текст слишком длинный для адреса: больше {limit} знаков.",
        "The text is too long for an address: more than {limit} characters.",
    ),
    "invisible": (
        "В адресе есть невидимые знаки: удалите их.",
        "The address holds invisible characters: take them out.",
    ),
    "characters": (
        "Лишние или похожие знаки («{part}»: «{found}»): нужны обычные латинские буквы и цифры.",
        "Stray or similar characters ({part}: '{found}'): plain Latin letters and digits needed.",
    ),
    "space": (
        "Лишний пробел («{part}»): пробелов и %20 в ссылке быть не должно.",
        "A stray space ({part}): a link holds no spaces and no %20.",
    ),
    "html": (
        "Вместо «&» стоит «{found}»: ссылку взяли из кода страницы.",
        "'{found}' stands for '&': the link was taken out of the code of a page.",
    ),
    "encoded": (
        "Знаки записаны кодами («{found}»), хотя должны стоять сами.",
        "Characters are written as codes ('{found}') where they should stand themselves.",
    ),
    "double-encoded": (
        "Ссылка закодирована дважды («{found}»).",
        "The link was encoded twice ('{found}').",
    ),
    "address": (
        "«{found}» — не адрес: ссылка должна начинаться с «{right}».",
        "'{found}' is no address: the link should begin with '{right}'.",
    ),
    "scheme": (
        "Ссылка начинается с «{found}», а должна — с «{right}».",
        "The link begins with '{found}', it should begin with '{right}'.",
    ),
    "host": (
        "Ссылка ведёт на сайт «{found}», а должна — на «{right}».",
        "The link leads to the site '{found}', it should lead to '{right}'.",
    ),
    "host-lookalike": (
        "Сайт «{found}» только похож на «{right}»: проверьте, чей он.",
        "The site '{found}' only looks like '{right}': check whose it is.",
    ),
    "host-form": (
        "Имя сайта «{found}» записано необычно, должно быть «{right}».",
        "The site's name '{found}' is written unusually, it should be '{right}'.",
    ),
    "userinfo": (
        "Перед именем сайта стоит «{found}@»: это приём подделки, удалите.",
        "'{found}@' stands before the site's name: a trick of forgers, take it out.",
    ),
    "port": (
        "После имени сайта стоит порт «:{found}»: удалите.",
        "A port ':{found}' stands after the site's name: take it out.",
    ),
    "path": (
        "Путь «{found}» записан неверно, должно быть «{right}».",
        "The path '{found}' is wrong, it should be '{right}'.",
    ),
    "kind": (
        "Это {found}, а в меню паблика нужны форма сообщения и «Высказать мнение».",
        "This is {found}; the menu of a public needs the message form and the opinions.",
    ),
    "separator": (
        "Параметры разделены знаком «{found}», а должны — знаком «&».",
        "Parameters are separated by '{found}', they should be separated by '&'.",
    ),
    "no-separator": (
        "Перед «{part}» нет знака «{right}».",
        "The sign '{right}' is missing before '{part}'.",
    ),
    "no-equals": (
        "После «{part}» нет знака «=».",
        "The sign '=' is missing after '{part}'.",
    ),
    "widget-code": (
        "Это код виджета для сайта: в меню паблика нужна ссылка, а не код.",
        "This is the code of a widget for sites: the menu of a public needs a link instead.",
    ),
    "name": (
        "Параметр «{found}» назван с ошибкой, должно быть «{part}».",
        "The parameter '{found}' is misspelt, it should be '{part}'.",
    ),
    "placeholder": (
        "В «{part}» осталось слово из инструкции «{found}»: впишите {right}.",
        "'{part}' still holds '{found}' of the instruction: fill in {right}.",
    ),
    "missing": (
        "Нет параметра «{part}»: впишите {right}.",
        "The parameter '{part}' is missing: fill in {right}.",
    ),
    "contradicting": (
        "Параметр «{part}» указан по-разному: {found}.",
        "The parameter '{part}' is given in different ways: {found}.",
    ),
    "both-keys": (
        "Указаны и reg_code, и mun_code, а должен быть один из них.",
        "Both reg_code and mun_code are given, it should be one of them.",
    ),
    "opa-id": (
        "opaId «{found}» — не номер: нужен номер личного кабинета организации, только цифры.",
        "opaId '{found}' is no number: the number of the organisation's cabinet, digits only.",
    ),
    "region": (
        "Кода региона «{found}» нет в ОКАТО: нужен код по ОКАТО, {right}.",
        "ОКАТО has no region code '{found}': the code of ОКАТО is needed, {right}.",
    ),
    "regions-differ": (
        "reg_code «{found}» и utm_medium «{other}» — разные регионы, а должны совпадать.",
        "reg_code '{found}' and utm_medium '{other}' are different regions, they should be equal.",
    ),
    "municipality": (
        "mun_code «{found}» — не код муниципалитета: нужны 8 цифр ОКТМО.",
        "mun_code '{found}' is no municipality's code: 8 digits of ОКТМО are needed.",
    ),
    "source": (
        "utm_source «{found}», а у ссылки этого вида должно быть «{right}».",
        "utm_source is '{found}', for this kind of link it should be '{right}'.",
    ),
    "ogrn": (
        "utm_campaign «{found}» — не ОГРН: нужны 13 цифр.",
        "utm_campaign '{found}' is no ОГРН: 13 digits are needed.",
    ),
    "ogrn-check-digit": (
        "ОГРН «{found}» с ошибкой: при таких цифрах последней была бы {right}.",
        "The ОГРН '{found}' has a mistake: after such digits the last one would be {right}.",
    ),
    "no-links": (
        "В меню нет ссылок на платформу: нужны форма сообщения и «Высказать мнение».",
        "The menu has no link to the platform: the message form and the opinions are needed.",
    ),
    "missing-form": (
        "В меню нет ссылки «Сообщить о проблеме» (форма сообщения).",
        "The menu has no link to the form for messages.",
    ),
    "missing-opinions": (
        "В меню нет ссылки «Высказать мнение».",
        "The menu has no link for opinions.",
    ),
    "double": (
        "Ссылок «{found}» в меню {count}, а нужна одна.",
        "The menu has {count} links of kind '{found}', one is needed.",
    ),
}
"""Faults with which a link does not do what it should."""

WARNINGS: Mapping[str, tuple[str, str]] = {
    "redirect": (
        "Ссылка идёт через переадресацию ВКонтакте ({found}): впишите прямой адрес.",
        "The link goes through VK's redirect ({found}): give the address itself.",
    ),
    "fragment": (
        "Хвост «#{found}» ни на что не влияет: удалите.",
        "The tail '#{found}' has no effect: take it out.",
    ),
    "empty-parameter": (
        "Между знаками «&» пусто: удалите лишний «&».",
        "There is nothing between two '&': take one out.",
    ),
    "repeated": (
        "Параметр «{part}» указан дважды: оставьте один.",
        "The parameter '{part}' is given twice: leave one.",
    ),
    "extra": (
        "Лишний параметр «{part}»: правила его не знают.",
        "The parameter '{part}' is one too many: the rules do not know it.",
    ),
    "order": (
        "Порядок параметров другой, должен быть: {right}.",
        "The parameters are in another order, it should be: {right}.",
    ),
    "ogrn-subject": (
        "ОГРН выдан в другом регионе: {found}; а в ссылке {right}. Проверьте оба кода.",
        "The ОГРН was given in another region: {found}; the link says {right}. Check both codes.",
    ),
    "municipality-region": (
        "Муниципалитет {found} — не из региона ссылки, {right}. Проверьте оба кода.",
        "The municipality {found} is not of the link's region, {right}. Check both codes.",
    ),
    "links-differ": (
        "В ссылках меню «{part}» разный: {found}.",
        "The links of the menu differ in '{part}': {found}.",
    ),
}
"""Faults with which it may still do so."""
