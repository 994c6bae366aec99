"""An export of the incident system as the command line reads it: with the terms that it names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govpublic_sdk._texts import Text, any_of, show_value
from govpublic_sdk.appeals.channels.incidents import IncidentExport, Survey
from govpublic_sdk.appeals.channels.incidents.layouts import Meaning
from govpublic_sdk.appeals.deadlines import SEVASTOPOL_INCIDENT, DeadlinePolicy, deadlines_of
from govpublic_sdk.appeals.topics import Classifier
from govpublic_sdk.cli.failures import FAULTY, renamed
from govpublic_sdk.cli.screen import warn
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.official_pages import Language, Wording

if TYPE_CHECKING:
    from govpublic_sdk.models import Appeal
    from govpublic_sdk.models.appeals import Category

__all__ = ["Export", "opened_export", "told", "topics_of"]

# Terms of incidents are set by regions; these come with the package.
_POLICIES: Final = {SEVASTOPOL_INCIDENT.id: SEVASTOPOL_INCIDENT}
_UNREAD = Wording(
    "Не прочитано строк: {count}; первая — {row}: {reason}",
    "Rows not read: {count}; the first is {row}: {reason}",
)
_UNKNOWN = Wording("Неизвестные столбцы: {heads}.", "Unknown columns: {heads}.")
_STATUSES = Wording(
    "Статусы с неизвестным значением ({count}): {words}.",
    "Statuses without a known meaning ({count}): {words}.",
)
_MORE = Wording("ещё {count}", "{count} more")
_MISSING = Wording("Не найдено: {meanings}.", "Not found: {meanings}.")
_MEANINGS: Final[Mapping[Meaning, Wording]] = {
    "text": Wording("текст", "text"),
    "created": Wording("дата создания", "date of creation"),
    "topic": Wording("тема", "topic"),
    "outcome": Wording("итог или шаг", "outcome or step"),
}
_MOST_HEADS = 10
_LONGEST_HEAD = 60
_NO_TERMS = Wording(
    "Сроки неизвестны: назовите правила в --policy.",
    "No term is known: name the rules with --policy.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """An export, and the rules of its terms.

    Attributes:
        file: Where it lies.
        incidents: The export.
        zone: The zone of its dates.
        policy: By what terms are reckoned; None where nobody said.
    """

    file: Path
    incidents: IncidentExport
    zone: str
    policy: DeadlinePolicy | None

    def appeals(self) -> Iterator[Appeal]:
        """Its appeals, with their deadlines."""
        for appeal in self.incidents:
            if self.policy is None:
                yield appeal
            else:
                terms = deadlines_of(appeal, self.policy)
                yield appeal.model_copy(update={"deadlines": terms})


def opened_export(
    file: Path, *, zone: str, layout: str | None, sheet: str | None, policy: str | None
) -> Export:
    """The export of a file; it is not read yet.

    Raises:
        ParameterError: There is no such zone, layout or policy.
    """
    incidents = IncidentExport(file, zone=zone, layout=layout, sheet=sheet)
    return Export(file=file, incidents=incidents, zone=zone, policy=_policy(policy))


def topics_of(classifier: Path | None) -> Callable[[Category], Category] | None:
    """What gives topics their names, if a classifier is given.

    Raises:
        ParameterError: It cannot be read.
    """
    if classifier is None:
        return None
    try:
        return Classifier.read(classifier).canonical
    except ParameterError as error:
        raise renamed(error, "classifier", show_value(classifier.name)) from None


def told(export: Export, language: Language) -> int:
    """Say what could not be told, beside the output; the exit code."""
    if export.policy is None:
        warn(_NO_TERMS(language))
    survey = export.incidents.survey
    if remark := _on_columns(survey, language):
        warn(remark)
    if not survey.unread_count:
        return 0
    first = survey.unread[0]
    words = _UNREAD.fill(count=survey.unread_count, row=first.row, reason=first.reason)
    warn(words(language))
    return FAULTY


def _on_columns(survey: Survey, language: Language) -> str:
    """One line on columns that nobody knows and meanings that none has; empty if all is well."""
    parts: list[str] = []
    if survey.unknown_heads:
        parts.append(_UNKNOWN.fill(heads=_heads(survey.unknown_heads, language))(language))
    if survey.unknown_statuses:
        words = _heads(tuple(survey.unknown_statuses), language)
        count = sum(survey.unknown_statuses.values())
        parts.append(_STATUSES.fill(count=count, words=words)(language))
    if survey.missing:
        names = ", ".join(_MEANINGS[one](language) for one in survey.missing)
        parts.append(_MISSING.fill(meanings=names)(language))
    return " ".join(parts)


def _heads(heads: Sequence[str], language: Language) -> str:
    shown = [f"«{' '.join(one.split())[:_LONGEST_HEAD]}»" for one in heads[:_MOST_HEADS]]
    left = len(heads) - len(shown)
    return ", ".join([*shown, *([_MORE.fill(count=left)(language)] if left else [])])


def _policy(name: str | None) -> DeadlinePolicy | None:
    if name is None or name in _POLICIES:
        return _POLICIES[name] if name else None
    try:
        return DeadlinePolicy.from_json(Path(name).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ParameterError) as error:
        why = error.summary if isinstance(error, ParameterError) else type(error).__name__
        problem = Text("{file} ({error})", file=show_value(Path(name).name), error=why)
        expected = Text("{choices}, or a JSON file of a policy", choices=any_of(_POLICIES))
        raise ParameterError("policy", problem, expected) from None
