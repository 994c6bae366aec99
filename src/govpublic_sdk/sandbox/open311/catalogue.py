"""Services of a fictitious city, one of each type, with their attributes."""

from __future__ import annotations

from dataclasses import dataclass

from govpublic_sdk.sandbox.values import Json

__all__ = ["CORRELATION", "SERVICES", "Attribute", "Service", "show_definition", "show_service"]

CORRELATION = "external_id"
_YES_NO = (("yes", "Да"), ("no", "Нет"))
_LAMPS = (("street", "Уличный фонарь"), ("yard", "Фонарь во дворе"), ("sign", "Подсветка знака"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """A question of a service.

    Attributes:
        code: Code of the attribute.
        description: Text of the question.
        datatype: `string`, `number`, `datetime`, `text`, `singlevaluelist` or `multivaluelist`.
        required: Whether an answer is mandatory.
        variable: Whether it takes an answer; else it is a note.
        values: Keys and names of the options of a list.
    """

    code: str
    description: str
    datatype: str = "string"
    required: bool = False
    variable: bool = True
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A kind of request.

    Attributes:
        code: Code of the service, with leading zeros.
        name: Name of the service.
        group: Group of services.
        type: `realtime`, `batch` or `blackbox`.
        keywords: Keywords for search.
        days: Days until the expected date; None without one.
        attributes: Questions of the service.
    """

    code: str
    name: str
    group: str
    type: str = "realtime"
    keywords: tuple[str, ...] = ()
    days: int | None = None
    attributes: tuple[Attribute, ...] = ()


_OWN_NUMBER = Attribute(code=CORRELATION, description="Номер в системе отправителя")

SERVICES: dict[str, Service] = {
    service.code: service
    for service in (
        Service(
            code="001",
            name="Яма на проезжей части",
            group="Дороги",
            keywords=("дорога", "яма", "асфальт"),
            days=10,
            attributes=(_OWN_NUMBER,),
        ),
        Service(
            code="002",
            name="Не горит фонарь",
            group="Освещение",
            keywords=("свет", "фонарь"),
            days=3,
            attributes=(
                Attribute(
                    code="hint",
                    description="Номер опоры написан на табличке.",
                    variable=False,
                ),
                Attribute(
                    code="kind",
                    description="Что не горит?",
                    datatype="singlevaluelist",
                    required=True,
                    values=_LAMPS,
                ),
                Attribute(
                    code="signs",
                    description="Что ещё заметно?",
                    datatype="multivaluelist",
                    values=(("open", "Открыт щиток"), ("wire", "Висит провод")),
                ),
                Attribute(code="pole", description="Номер опоры"),
                Attribute(code="lamps", description="Сколько не горит?", datatype="number"),
                Attribute(code="since", description="С какого времени?", datatype="datetime"),
                Attribute(code="more", description="Что ещё важно?", datatype="text"),
                _OWN_NUMBER,
            ),
        ),
        Service(
            code="003",
            name="Мусор не вывезен",
            group="Мусор",
            type="batch",
            keywords=("мусор", "контейнер"),
            attributes=(
                Attribute(
                    code="smell",
                    description="Есть запах?",
                    datatype="singlevaluelist",
                    values=_YES_NO,
                ),
                _OWN_NUMBER,
            ),
        ),
        Service(code="004", name="Шум ночью", group="Порядок", type="blackbox"),
        Service(code="005", name="Другое", group="Прочее"),
    )
}
"""Each service by its code."""


def show_service(service: Service) -> Json:
    """Show a service as in the list of services."""
    return {
        "service_code": service.code,
        "service_name": service.name,
        "description": f"{service.name} (вымышленная услуга песочницы)",
        "metadata": bool(service.attributes),
        "type": service.type,
        "keywords": ", ".join(service.keywords) or None,
        "group": service.group,
    }


def show_definition(service: Service) -> Json:
    """Show the attributes of a service."""
    numbered = enumerate(service.attributes, 1)
    return {
        "service_code": service.code,
        "attributes": [_show_attribute(attribute, order) for order, attribute in numbered],
    }


def _show_attribute(attribute: Attribute, order: int) -> Json:
    shown: Json = {
        "variable": attribute.variable,
        "code": attribute.code,
        "datatype": attribute.datatype,
        "required": attribute.required,
        "datatype_description": None,
        "order": order,
        "description": attribute.description,
    }
    if attribute.values:
        shown["values"] = [{"key": key, "name": name} for key, name in attribute.values]
    return shown
