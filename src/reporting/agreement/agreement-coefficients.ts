/**
 * Coefficients of agreement between raters. Plain arithmetic on levels; nothing here says what a value is worth:
 * bands such as those of Landis and Koch (1977) are arbitrary by their authors' own word, so none are printed.
 */

/** What the raters say of one unit, in the order of the raters; null where one has not rated it. */
export type Ratings<Level> = readonly (Level | null)[];

/** A coefficient, unrounded; null with a sentence that says why, where it is not defined. */
export type Coefficient = { value: number; reason?: undefined } | { value: null; reason: string };

/** Alpha with what it rests on: units that two or more raters have rated, and the ratings in them. */
export type Alpha = Coefficient & { units: number; ratings: number };

/** The pairs of ratings of two raters, from the units that both have rated. */
export function pairsOf<Level>(
  units: readonly Ratings<Level>[],
  a: number,
  b: number,
): (readonly [Level, Level])[] {
  return units.flatMap((ratings) => {
    const [first, second] = [ratings[a] ?? null, ratings[b] ?? null];
    return first === null || second === null ? [] : [[first, second] as const];
  });
}

/** How many of the pairs name the same level. */
export function agreeing(pairs: readonly (readonly [unknown, unknown])[]): number {
  return pairs.filter(([a, b]) => a === b).length;
}

/**
 * Cohen's kappa for two raters: (p_o - p_e) / (1 - p_e), with p_o the share of units on which they agree and p_e the
 * share on which two raters with these same margins would agree by chance. From -1 to 1; 1 is perfect agreement.
 *
 * Undefined without a unit that both have rated, and where both give all units one and the same level: p_e is 1.
 *
 * Source: J. Cohen, "A Coefficient of Agreement for Nominal Scales", Educational and Psychological Measurement
 * 20(1), 1960, 37-46.
 */
export function cohensKappa(pairs: readonly (readonly [unknown, unknown])[]): Coefficient {
  const n = pairs.length;
  if (n === 0) return { value: null, reason: 'No objective is assessed by both.' };
  const first = tally(pairs.map(([a]) => a));
  const second = tally(pairs.map(([, b]) => b));
  // n² p_e and n² p_o are whole numbers, so "p_e is 1" is asked exactly.
  let expected = 0;
  for (const [level, count] of first) expected += count * (second.get(level) ?? 0);
  if (expected === n * n) {
    return {
      value: null,
      reason: 'Both give every objective the same status, so chance agreement would be equally high.',
    };
  }
  return { value: (agreeing(pairs) * n - expected) / (n * n - expected) };
}

/**
 * Krippendorff's alpha for any number of raters, some ratings missing, levels without an order: two ratings
 * differ by 0 where they are the same and by 1 where they are not. See {@link alphaOrdinal} for the rest.
 */
export function alphaNominal(units: readonly Ratings<string | number>[]): Alpha {
  return alpha(units, () => (a, b) => (a === b ? 0 : 1));
}

/**
 * Krippendorff's alpha for any number of raters, some ratings missing, levels in an order (here: numbers, of which
 * only the order counts): 1 - D_o / D_e, observed by expected disagreement. From -1 to 1; 1 is perfect agreement,
 * 0 what chance gives.
 *
 * The difference of levels c and k is (n_c/2 + the n_g of the levels between + n_k/2)², where n_g is how often level g
 * occurs in the units that count. That is the squared distance of the levels' mean ranks, and is computed so.
 *
 * A unit that fewer than two raters have rated does not count. Undefined where no unit counts, and where all
 * ratings that count are the same: without variation there is no disagreement to expect.
 *
 * Source: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", University of Pennsylvania, 2011
 * (repository.upenn.edu/asc_papers/43): coincidences in part C, the nominal and ordinal metric in part D.
 */
export function alphaOrdinal(units: readonly Ratings<number>[]): Alpha {
  return alpha(units, (counts) => {
    const ranks = new Map<number, number>();
    let before = 0;
    for (const [level, count] of [...counts].sort(([a], [b]) => a - b)) {
      ranks.set(level, before + count / 2);
      before += count;
    }
    return (a, b) => (ranks.get(a)! - ranks.get(b)!) ** 2;
  });
}

type Difference<Level> = (a: Level, b: Level) => number;

function alpha<Level>(
  all: readonly Ratings<Level>[],
  differenceFor: (counts: ReadonlyMap<Level, number>) => Difference<Level>,
): Alpha {
  const units = all.map((ratings) => ratings.filter((level) => level !== null)).filter((u) => u.length > 1);
  const counts = tally(units.flat());
  const ratings = units.reduce((sum, unit) => sum + unit.length, 0);
  const base = { units: units.length, ratings };
  if (units.length === 0) {
    return { value: null, reason: 'No objective is assessed by two assessors.', ...base };
  }
  if (counts.size === 1) {
    return {
      value: null,
      reason: 'All counted assessments give the same status: there is no variation.',
      ...base,
    };
  }
  const difference = differenceFor(counts);
  let observed = 0;
  for (const unit of units) observed += between(tally(unit), difference) / (unit.length - 1);
  return { value: 1 - ((ratings - 1) * observed) / between(counts, difference), ...base };
}

/** The sum of the differences over all pairs of ratings, given how often each level occurs. */
function between<Level>(counts: ReadonlyMap<Level, number>, difference: Difference<Level>): number {
  const entries = [...counts];
  let sum = 0;
  entries.forEach(([a, ofA], at) => {
    for (const [b, ofB] of entries.slice(at + 1)) sum += ofA * ofB * difference(a, b);
  });
  return sum;
}

function tally<Level>(levels: readonly Level[]): Map<Level, number> {
  const counts = new Map<Level, number>();
  for (const level of levels) counts.set(level, (counts.get(level) ?? 0) + 1);
  return counts;
}
