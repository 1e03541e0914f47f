"""Fits the model, prunes it, and packs it into bytes."""

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.svm import LinearSVC

from guide.understanding import OUT_OF_SCOPE, features
from guide.words import Patterns, Tokens
from tools.pack.index import packed, starts_of
from tools.training.examples import Example

# Found on tests/data/development.tsv; docs/understanding.md has what was tried.
STRENGTH = 1.0  # C of the machine: how far it may go to fit
SHARPNESS = 4.0  # turns distances from the border into shares
WEIGHT_OUT_OF_SCOPE = 1.5  # more was seen to decline plain questions
MOST_WEIGHTS = 600_000  # fewer were seen to lose, more to gain little
SEED = 1
LARGEST_BYTE = 127


def fit(folds: Patterns, examples: Sequence[Example]) -> dict[str, Any]:
    """Fit a linear support vector machine; give `guide.model.Model` as JSON values."""
    vectorizer = DictVectorizer()
    rows = vectorizer.fit_transform(values(folds, e.words) for e in examples)
    rows.indices = rows.indices.astype(np.int32)  # liblinear takes no others
    rows.indptr = rows.indptr.astype(np.int32)
    machine = LinearSVC(
        C=STRENGTH,
        class_weight={OUT_OF_SCOPE: WEIGHT_OUT_OF_SCOPE},
        random_state=SEED,
    )
    machine.fit(rows, [example.topic for example in examples])
    weights = _pruned(machine.coef_.T * SHARPNESS)
    scale = float(np.abs(weights).max()) / LARGEST_BYTE
    small = np.rint(weights / scale).astype(int)
    used = np.flatnonzero(small.any(axis=1))
    names = vectorizer.get_feature_names_out()[used]
    runs = [(row, np.flatnonzero(small[row])) for row in used]
    return {
        "topics": [str(topic) for topic in machine.classes_],
        "features": "\n".join(names),
        "starts": packed("I", starts_of(len(owners) for _, owners in runs)),
        "owners": packed("B", (int(o) for _, owners in runs for o in owners)),
        "weights": packed(
            "b", (int(small[row, o]) for row, owners in runs for o in owners)
        ),
        "scale": scale,
        "biases": packed("f", map(float, machine.intercept_ * SHARPNESS)),
    }


def values(folds: Patterns, words: Tokens) -> Mapping[str, float]:
    """Give the features of words as a vector of length one."""
    found = features(folds, words)
    length = sqrt(sum(value * value for value in found.values()))
    return {name: value / length for name, value in found.items()}


def _pruned(weights: Any) -> Any:
    """Keep the weights that matter most, and put zero for the others."""
    if weights.size <= MOST_WEIGHTS:
        return weights
    least = np.partition(np.abs(weights), -MOST_WEIGHTS, axis=None)[-MOST_WEIGHTS]
    return np.where(np.abs(weights) >= least, weights, 0.0)
