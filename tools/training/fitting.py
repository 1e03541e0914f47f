"""Fits the model, prunes it, and packs it into bytes."""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from guide.understanding import OUT_OF_SCOPE, features, hash_of
from guide.words import Patterns
from tools.pack.index import packed, table
from tools.training.examples import Example

# Found on tests/data/development.tsv; docs/understanding.md has what was tried.
STRENGTH = 1.0  # C of the machine: how far it may go to fit
SHARPNESS = 4.0  # turns distances from the border into shares
WEIGHT_OUT_OF_SCOPE = 3.0  # less was seen to let more of it through
MOST_WEIGHTS = 1_200_000  # fewer were seen to lose, more to gain little
SEED = 1
LARGEST_BYTE = 127
RAREST = 255


def fit(folds: Patterns, examples: Sequence[Example]) -> dict[str, Any]:
    """Fit a linear support vector machine; give `guide.model.Model` as JSON values."""
    found = [features(folds, e.words, e.manner) for e in examples]
    rarities = _rarities(found)
    columns: dict[int, int] = {}
    rows = _matrix((_weighed(row, rarities) for row in found), columns)
    machine = LinearSVC(
        C=STRENGTH,
        class_weight={OUT_OF_SCOPE: WEIGHT_OUT_OF_SCOPE},
        random_state=SEED,
    )
    machine.fit(rows, [example.topic for example in examples])
    weights = _pruned(machine.coef_.T * SHARPNESS)
    scale = float(np.abs(weights).max()) / LARGEST_BYTE
    small = np.rint(weights / scale).astype(int)
    runs = {
        hash_: np.flatnonzero(small[column])
        for hash_, column in sorted(columns.items())
        if small[column].any()
    }
    return {
        "topics": [str(topic) for topic in machine.classes_],
        "features": table({hash_: len(owners) for hash_, owners in runs.items()}),
        "rarities": packed("B", (rarities[hash_] for hash_ in runs)),
        "unknown": max(rarities.values()),
        "owners": packed("B", (int(o) for owners in runs.values() for o in owners)),
        "weights": packed(
            "b",
            (int(small[columns[h], o]) for h, owners in runs.items() for o in owners),
        ),
        "scale": scale,
        "biases": packed("f", map(float, machine.intercept_ * SHARPNESS)),
    }


def _matrix(rows: Iterable[Mapping[int, float]], columns: dict[int, int]) -> Any:
    """Make a sparse matrix; a feature's column is where its hash first came up."""
    starts, places, numbers = array("l", [0]), array("i"), array("f")
    for row in rows:
        for hash_, value in row.items():
            places.append(columns.setdefault(hash_, len(columns)))
            numbers.append(value)
        starts.append(len(places))
    shape = (len(starts) - 1, len(columns))
    matrix = csr_matrix((numbers, places, starts), shape=shape)
    matrix.indptr = matrix.indptr.astype(np.int32)  # liblinear takes no others
    return matrix


def _rarities(rows: Sequence[Mapping[str, float]]) -> dict[int, int]:
    """Tell how rare each feature is, in a byte: what is rare says more."""
    counts = Counter(hash_of(name) for row in rows for name in row)
    return {
        hash_: round(
            RAREST * (1 + log(len(rows) / count) / 2) / (1 + log(len(rows)) / 2)
        )
        for hash_, count in counts.items()
    }


def _weighed(row: Mapping[str, float], rarities: Mapping[int, int]) -> dict[int, float]:
    """Weigh features by how rare they are, as a vector of length one."""
    found = {
        hash_of(name): value * rarities[hash_of(name)] for name, value in row.items()
    }
    length = sqrt(sum(value * value for value in found.values()))
    return {hash_: value / length for hash_, value in found.items()}


def _pruned(weights: Any) -> Any:
    """Keep the weights that matter most, and put zero for the others."""
    if weights.size <= MOST_WEIGHTS:
        return weights
    least = np.partition(np.abs(weights), -MOST_WEIGHTS, axis=None)[-MOST_WEIGHTS]
    return np.where(np.abs(weights) >= least, weights, 0.0)
