"""Catalogue files to rows and back, without loss."""

from catalog.loading.dumping import edition_data, vocabulary_data
from catalog.loading.editions import load_edition
from catalog.loading.faults import CatalogueError, Fault
from catalog.loading.text import read_yaml, write_yaml
from catalog.loading.vocabulary import VOCABULARY, load_vocabulary

__all__ = [
    "VOCABULARY",
    "CatalogueError",
    "Fault",
    "edition_data",
    "load_edition",
    "load_vocabulary",
    "read_yaml",
    "vocabulary_data",
    "write_yaml",
]
