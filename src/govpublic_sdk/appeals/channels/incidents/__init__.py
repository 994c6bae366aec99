"""Exports of the incident system «Инцидент Менеджмент», read from files; no service is asked."""

from govpublic_sdk.appeals.channels.incidents.channel import IncidentExport
from govpublic_sdk.appeals.channels.incidents.columns import Column
from govpublic_sdk.appeals.channels.incidents.survey import RepeatedRow, Survey, UnreadRow

__all__ = ["Column", "IncidentExport", "RepeatedRow", "Survey", "UnreadRow"]
