"""Exports of the incident system «Инцидент Менеджмент», read from files; no service is asked."""

from govpublic_sdk.appeals.channels.incidents.channel import IncidentExport
from govpublic_sdk.appeals.channels.incidents.layouts import Column
from govpublic_sdk.appeals.channels.incidents.results import ExportResult, RepeatedRow, UnparsedRow

__all__ = ["Column", "ExportResult", "IncidentExport", "RepeatedRow", "UnparsedRow"]
