"""Classifiers of topics: loaded from a file, never shipped; names compared as persons type them."""

from govpublic_sdk.appeals.topics.classifier import Classifier, Topic, UnknownTopic

__all__ = ["Classifier", "Topic", "UnknownTopic"]
