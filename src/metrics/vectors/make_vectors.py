"""Writes the vectors that src/metrics/ is tested against, from other people's implementations.

    python -m venv /tmp/vectors && /tmp/vectors/bin/pip install -r src/metrics/vectors/requirements.txt
    /tmp/vectors/bin/python src/metrics/vectors/make_vectors.py

Python 3.11, numpy 2.4.6, scipy 1.17.1, scikit-learn 1.9.1, statsmodels 0.15.0, krippendorff 0.9.0. Where no
library has a measure (clustered AUROC, calibration error, pairs of repeats, wording, thresholds by cost and by
risk control) it is written here from its definition, in a way of its own. The draws of the bootstrap are those of src/kit/random.ts, written out once more below.
"""

import hashlib
import itertools
import json
import math
from pathlib import Path

import krippendorff
import numpy as np
from scipy import stats
from sklearn import metrics
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import proportion_confint

FOLDER = Path(__file__).parent
rng = np.random.default_rng(20250521)


def plain(value):
    """NaN is null: the value does not exist."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(item) for item in value]
    if isinstance(value, (np.bool_, bool)):
        return bool(value)
    if isinstance(value, (np.integer, int)):
        return int(value)
    if isinstance(value, (np.floating, float)):
        return None if math.isnan(value) else float(value)
    return value


def write(name, cases):
    rows = ",\n".join(f"  {json.dumps(plain(case))}" for case in cases)
    (FOLDER / f"{name}.json").write_text(f"[\n{rows}\n]\n")
    print(name, len(cases))


def answers(count, labels, skill, invalid):
    gold = rng.choice(labels, count)
    guess = rng.choice(labels, count)
    predicted = [
        None if rng.random() < invalid else str(g if rng.random() < skill else p)
        for g, p in zip(gold, guess)
    ]
    return [str(g) for g in gold], predicted


def classification():
    cases = []
    for count, labels, skill, invalid in [
        (1, "AB", 0.5, 0), (3, "ABCD", 0.2, 0), (12, "ABCD", 0.5, 0.2), (40, "ABCDEF", 0.3, 0.1),
        (40, "ABCDEF", 0.95, 0), (200, "ABCD", 0.8, 0.05), (200, "AB", 0.1, 0.5), (333, "ABCDE", 0.6, 0),
        (25, "ABC", 0.0, 1.0), (500, "ABCDEF", 0.9, 0.02),
    ]:
        labels = list(labels)
        gold, predicted = answers(count, labels, skill, invalid)
        named = ["-" if p is None else p for p in predicted]
        precision, recall, f1, support = metrics.precision_recall_fscore_support(
            gold, named, labels=labels, zero_division=np.nan
        )
        cases.append({
            "labels": labels, "gold": gold, "predicted": predicted,
            "accuracy": metrics.accuracy_score(gold, named),
            "precision": precision, "recall": recall, "f1": f1, "support": support,
            "macroF1": metrics.f1_score(gold, named, labels=labels, average="macro", zero_division=np.nan),
            "confusion": metrics.confusion_matrix(gold, named, labels=[*labels, "-"])[:-1],
        })
    write("classification", cases)


def agreement():
    cases = []
    for size, count, skill in [(2, 10, 0.5), (3, 30, 0.2), (4, 100, 0.7), (5, 200, 0.4), (5, 60, 0.0)]:
        labels = [str(label) for label in range(size)]
        first, second = answers(count, labels, skill, 0)
        cases.append({
            "counts": metrics.confusion_matrix(first, second, labels=labels),
            "none": metrics.cohen_kappa_score(first, second, labels=labels),
            "linear": metrics.cohen_kappa_score(first, second, labels=labels, weights="linear"),
            "quadratic": metrics.cohen_kappa_score(first, second, labels=labels, weights="quadratic"),
        })
    write("agreement", cases)


def discordance():
    pairs = [(0, 0), (1, 0), (0, 5), (3, 3), (2, 9), (12, 12), (24, 0), (11, 13), (12, 13), (25, 0), (20, 20),
             (30, 12), (100, 101), (7, 300), (500, 450), (4000, 4300)]
    cases = []
    for first, second in pairs:
        exact = first + second < 25
        result = mcnemar([[50, first], [second, 20]], exact=exact, correction=True)
        p = 1.0 if first + second == 0 else result.pvalue
        cases.append({"onlyFirst": first, "onlySecond": second, "method": "exact" if exact else "chi-square", "p": p})
    write("mcnemar", cases)


def proportions():
    cases = []
    for hits, items in [(0, 1), (1, 1), (0, 20), (3, 20), (20, 20), (50, 100), (1, 5000), (142000, 142496)]:
        low, high = proportion_confint(hits, items, alpha=0.05, method="wilson")
        cases.append({"hits": hits, "items": items, "low": low, "high": high})
    write("wilson", cases)


def tails():
    points = [0, 1e-6, 0.01, 0.5, 1, 1.96, 2.5, 3, 3.53, 3.54, 4, 5, 6, 8, 12, 20]
    write("normal", [{"z": z, "tail": 2 * stats.norm.sf(z)} for z in points])


def quantiles():
    cases = []
    for count in [1, 2, 3, 10, 101, 1000]:
        values = np.sort(rng.normal(size=count))
        for probability in [0, 0.025, 0.3, 0.5, 0.975, 1]:
            if count < 1000:
                cases.append({"values": values, "probability": probability, "quantile": np.quantile(values, probability)})
    write("quantile", cases)


def clustered_variance(score, positive, cluster, area):
    """Obuchowski 1997 from the full matrix of comparisons."""
    x, y = score[positive], score[~positive]
    psi = (x[:, None] > y[None, :]) + 0.5 * (x[:, None] == y[None, :])
    v10, v01 = psi.mean(axis=1), psi.mean(axis=0)
    cx, cy = cluster[positive], cluster[~positive]
    names = np.unique(cluster)
    a = np.array([(v10[cx == name] - area).sum() for name in names])
    b = np.array([(v01[cy == name] - area).sum() for name in names])
    ix, iy, i = len(np.unique(cx)), len(np.unique(cy)), len(names)
    m, n = len(x), len(y)
    if ix < 2 or iy < 2:
        return float("nan")
    s10 = ix / ((ix - 1) * m) * (a**2).sum()
    s01 = iy / ((iy - 1) * n) * (b**2).sum()
    s11 = i / (i - 1) * (a * b).sum()
    return s10 / m + s01 / n + 2 * s11 / (m * n)


def delong_variance(score, positive):
    """DeLong 1988 for independent items, by sample variances of the placements."""
    x, y = score[positive], score[~positive]
    psi = (x[:, None] > y[None, :]) + 0.5 * (x[:, None] == y[None, :])
    return psi.mean(axis=1).var(ddof=1) / len(x) + psi.mean(axis=0).var(ddof=1) / len(y)


def probabilities():
    cases = []
    for count, digits, clusters in [(4, 2, 4), (10, 1, 10), (30, 1, 6), (100, 3, 100), (150, 2, 20), (200, 1, 40)]:
        positive = rng.random(count) < 0.4
        positive[:2], positive[2:4] = True, False
        score = np.round(np.clip(rng.normal(0.4 + 0.2 * positive, 0.25), 0, 1), digits)
        independent = clusters == count
        cluster = np.arange(count) if independent else rng.integers(0, clusters, count)
        cluster[:4] = [0, 1, 2, 3]
        area = metrics.roc_auc_score(positive, score)
        variance = clustered_variance(score, positive, cluster, area)
        if independent:
            assert abs(variance - delong_variance(score, positive)) < 1e-12
        low, high = area - 1.959963984540054 * math.sqrt(variance), area + 1.959963984540054 * math.sqrt(variance)
        bins = 10
        place = np.minimum(bins - 1, np.floor(score * bins))
        gaps = [
            (place == b).mean() * abs(score[place == b].mean() - positive[place == b].mean())
            for b in range(bins) if (place == b).any()
        ]
        cases.append({
            "score": score, "positive": positive, "cluster": [f"case {name:03d}" for name in cluster],
            "area": area, "variance": variance, "low": max(0, low), "high": min(1, high),
            "averagePrecision": metrics.average_precision_score(positive, score),
            "brier": metrics.brier_score_loss(positive, score),
            "logLoss": metrics.log_loss(positive, score, labels=[False, True]),
            "calibrationError": sum(gaps),
        })
    write("probability", cases)


def repeats():
    cases = []
    for items, times in [(1, 1), (5, 2), (20, 3), (30, 5)]:
        rows = [[None if rng.random() < 0.1 else str(rng.choice(list("ABCD"), p=[0.7, 0.1, 0.1, 0.1]))
                 for _ in range(times)] for _ in range(items)]
        rates = [np.mean([a != b for a, b in itertools.combinations(row, 2)]) for row in rows if times > 1]
        values = rng.random(times)
        cases.append({
            "answers": rows, "flipRate": np.mean(rates) if rates else float("nan"),
            "values": values, "mean": values.mean(), "deviation": values.std(ddof=1) if times > 1 else float("nan"),
        })
    write("repeats", cases)


def random_below(*keys):
    """src/kit/random.ts: xoshiro128** seeded by the SHA-256 of the keys, as numbers below a bound."""
    digest = hashlib.sha256(json.dumps(keys, separators=(",", ":")).encode()).hexdigest()
    state = [int(digest[i * 8:i * 8 + 8], 16) for i in range(4)]
    mask = 0xFFFFFFFF
    rotate = lambda value, bits: ((value << bits) | (value >> (32 - bits))) & mask

    def word():
        s0, s1, s2, s3 = state
        result = (rotate((s1 * 5) & mask, 7) * 9) & mask
        shifted = (s1 << 9) & mask
        s2 ^= s0
        s3 ^= s1
        s1 ^= s2
        s0 ^= s3
        s2 ^= shifted
        state[:] = [s0, s1, s2, rotate(s3, 11)]
        return result

    def below(bound):
        high, low = word() >> 5, word() >> 6
        return math.floor((high * 67108864 + low) / 9007199254740992 * bound)

    return below


def bootstraps():
    """Two runs on the same items, by whole clusters: rows are drawn and scored by scikit-learn each time."""
    cases = []
    for count, clusters, draws, skill in [(12, 4, 40, 0.5), (60, 15, 100, 0.7), (90, 30, 100, 0.85)]:
        labels = list("ABCD")
        gold, first = answers(count, labels, skill, 0.05)
        second = [p if rng.random() < 0.6 else str(rng.choice(labels)) for p in first]
        cluster = [f"case {name:02d}" for name in rng.integers(0, clusters, count)]
        names = sorted(set(cluster))
        rows_of = {name: [i for i, own in enumerate(cluster) if own == name] for name in names}
        below = random_below(7, "vectors", count)

        def measure(predicted, rows):
            g = [gold[i] for i in rows]
            p = ["-" if predicted[i] is None else predicted[i] for i in rows]
            f1 = metrics.f1_score(g, p, labels=labels, average="macro", zero_division=np.nan)
            return metrics.accuracy_score(g, p), f1

        drawn = []
        for _ in range(draws):
            rows = [row for _ in names for row in rows_of[names[below(len(names))]]]
            (a1, f1), (a2, f2) = measure(first, rows), measure(second, rows)
            drawn.append([a1, f1, a1 - a2, f1 - f2])
        cases.append({
            "keys": [7, "vectors", count], "draws": draws, "gold": gold, "first": first, "second": second,
            "cluster": cluster, "labels": labels,
            "intervals": [np.quantile(column, [0.025, 0.975]) for column in np.array(drawn).T],
        })
    write("bootstrap", cases)


def predictive():
    cases = []
    for sensitivity, specificity, prevalence in [(0.9, 0.8, 0.1), (1, 1, 0.01), (0, 1, 0.2), (1, 0, 0.05), (0.37, 0.995, 0.001)]:
        hit, false = sensitivity * prevalence, (1 - specificity) * (1 - prevalence)
        right, missed = specificity * (1 - prevalence), (1 - sensitivity) * prevalence
        cases.append({
            "sensitivity": sensitivity, "specificity": specificity, "prevalence": prevalence,
            "positive": hit / (hit + false) if hit + false else float("nan"),
            "negative": right / (right + missed) if right + missed else float("nan"),
            "numberNeededToAlert": (hit + false) / hit if hit else float("nan"),
        })
    write("predictive-values", cases)


def ratings():
    """Several raters who share a view of each item and stray from it; some leave items out."""
    cases = []
    for raters, items, levels, missing in [(2, 3, 3, 0), (2, 30, 5, 0), (3, 40, 5, 0.3), (4, 25, 0, 0.1), (2, 60, 0, 0.5)]:
        view = rng.normal(3, 1, items)
        given = np.clip(view + rng.normal(0, 0.7, (raters, items)), 1, 5)
        if levels:
            given = np.round(given)
        given[rng.random((raters, items)) < missing] = np.nan
        both = ~np.isnan(given[0]) & ~np.isnan(given[1])
        cases.append({
            "given": given,
            **{scale: krippendorff.alpha(given, level_of_measurement=scale) for scale in ["interval", "ordinal"]},
            "spearman": stats.spearmanr(given[0][both], given[1][both]).statistic,
        })
    write("ratings", cases)


def densities():
    cases = []
    for count, digits in [(2, 3), (10, 1), (50, 2), (300, 4)]:
        sample = np.round(np.clip(rng.normal(0.8, 0.15, count), 0, 1), digits)
        points = np.linspace(-0.1, 1.2, 14)
        estimate = stats.gaussian_kde(sample, bw_method="silverman")
        cases.append({
            "sample": sample, "points": points,
            "bandwidth": math.sqrt(estimate.covariance.item()), "density": estimate(points),
        })
    write("density", cases)


def wordings():
    vocabulary = [f"w{number}" for number in range(60)]
    weights = 1 / np.arange(1, 61)
    cases = []
    for count, longest in [(4, 6), (12, 8), (60, 20)]:
        texts = [
            [str(word) for word in rng.choice(vocabulary, rng.integers(0, longest), p=weights / weights.sum())]
            for _ in range(count)
        ]
        prompt = {str(word) for word in rng.choice(vocabulary, 20, p=weights / weights.sum())}
        frequency = {word: sum(word in text for text in texts) for word in vocabulary}
        inverse = np.array([max((math.log(1 + count) / frequency[w] for w in text), default=math.nan) for text in texts])
        spread = np.nanmax(inverse) - np.nanmin(inverse)
        cases.append({
            "texts": texts, "prompt": sorted(prompt),
            "specificity": (inverse - np.nanmin(inverse)) / spread if spread else np.full(count, math.nan),
            "implicitness": [1 - len(set(t) & prompt) / len(set(t)) if t else math.nan for t in texts],
        })
    write("wording", cases)


def students():
    write("student", [
        {"degrees": degrees, "level": level, "quantile": stats.t.ppf((1 + level) / 2, degrees)}
        for degrees in [1, 1.5, 2, 2.37, 3, 5, 8.8, 19, 40.25, 120, 999, 6875]
        for level in [0.5, 0.9, 0.95, 0.99]
    ])


def logistic(features, targets, **settings):
    """Unpenalised regression on soft targets: each item stands in both classes, weighed by its target."""
    model = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-13, max_iter=1000, **settings)
    count = len(targets)
    model.fit(
        np.vstack([features, features]), np.repeat([True, False], count),
        sample_weight=np.concatenate([targets, 1 - targets]),
    )
    return float(model.coef_[0, 0]), float(np.ravel(model.intercept_)[0])


def decisions():
    cases = []
    for count, digits, clusters, scale, shift in [(12, 1, 6, 1, 0), (40, 1, 40, 3, 1), (120, 2, 25, 6, -4), (200, 3, 60, 0.4, 0.5)]:
        positive = rng.random(count) < 0.4
        positive[:2], positive[2:4] = True, False
        score = np.round(scale * rng.normal(2.0 * positive - 1, 1.4) + shift, digits)
        cluster = rng.integers(0, clusters, count)
        slope, _ = logistic(score[:, None], positive.astype(float), fit_intercept=False)
        smoothed = np.where(positive, (positive.sum() + 1) / (positive.sum() + 2), 1 / ((~positive).sum() + 2))
        platt = logistic(score[:, None], smoothed)
        wrong, right, _ = metrics.roc_curve(positive, score, drop_intermediate=False)
        steps = np.round(np.diff([wrong * (~positive).sum(), right * positive.sum()]))
        bends = np.concatenate([[True], steps[0, 1:] * steps[1, :-1] != steps[0, :-1] * steps[1, 1:], [True]])
        levels = np.unique(score)
        cuts = np.concatenate([[-np.inf], (levels[1:] + levels[:-1]) / 2, [np.inf]])
        costs = []
        for missed, false in [(1, 1), (5, 1), (1, 4), (2.5, 0.7)]:
            price = [missed * (positive & (score < cut)).sum() + false * (~positive & (score >= cut)).sum() for cut in cuts]
            costs.append({"missedAlert": missed, "falseAlert": false, "least": min(price)})
        bounds = []
        for bound in [0.02, 0.1, 0.25, 0.5]:
            owners = np.unique(cluster[positive])
            best = -np.inf
            for cut in np.unique(score[positive]):
                risk = np.mean([(score[positive & (cluster == own)] < cut).mean() for own in owners])
                adjusted = (len(owners) * risk + 1) / (len(owners) + 1)
                if adjusted <= bound + 1e-12:
                    best = max(best, cut)
            bounds.append({"bound": bound, "cases": len(owners), "threshold": None if np.isinf(best) else best})
        shares = [0.1, 0.5, 0.8]
        probability = 1 / (1 + np.exp(-score))
        benefits = [
            {"indifference": share, "benefit": (
                (positive & (probability >= share)).sum() - share / (1 - share) * (~positive & (probability >= share)).sum()
            ) / count}
            for share in shares
        ]
        cases.append({
            "score": score, "positive": positive, "cluster": [f"case {name:03d}" for name in cluster],
            "temperatureSlope": slope, "platt": platt, "roc": list(zip(wrong[bends], right[bends])),
            "costs": costs, "bounds": bounds, "benefits": benefits,
        })
    write("decisions", cases)


def probes():
    cases = []
    for count, width, penalty in [(20, 3, 1.0), (60, 8, 0.1), (30, 40, 10.0)]:
        features = np.round(rng.normal(0, 1, (count, width)) * rng.uniform(0.1, 5, width) + rng.normal(0, 3, width), 3)
        features[:, 1] = 2.5
        positive = features[:, 0] + rng.normal(0, 1, count) > np.median(features[:, 0])
        scaled = StandardScaler().fit_transform(features)
        model = LogisticRegression(C=1 / penalty, tol=1e-13, solver="newton-cholesky", max_iter=1000).fit(scaled, positive)
        cases.append({
            "features": features, "positive": positive, "penalty": penalty, "logOdds": model.decision_function(scaled),
        })
    write("probes", cases)


for make in [classification, agreement, discordance, proportions, tails, quantiles, probabilities, repeats, bootstraps, predictive,
             ratings, densities, wordings, students, decisions, probes]:
    make()
