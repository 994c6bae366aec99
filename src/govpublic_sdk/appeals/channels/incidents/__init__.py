"""Exports of the incident system «Инцидент Менеджмент», read from files; no service is asked."""

from govpublic_sdk.appeals.channels.incidents.channel import IncidentExport
from govpublic_sdk.appeals.channels.incidents.layouts import Column
from govpublic_sdk.appeals.channels.incidents.results import RepeatedRow, Survey, UnreadRow

__all__ = ["Column", "IncidentExport", "RepeatedRow", "Survey", "UnreadRow"]
