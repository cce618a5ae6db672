import { STRENGTHS, type Strength } from '../../../../assessments/strength.js';
import type { Words } from '../../../../language/words.js';
import type { ScaleLevel } from '../../scorecard.js';
import type { Cell } from '../../report.js';
import type { Counts } from '../../counts.js';
import { lookOf, type Kind } from './looks.js';
import type { LegendEntry } from '../../../../documents/charts/legend.js';

/** Knows the kinds of objective of one scale, in its words: complete levels first, then as the scale orders them. */
export class Kinds {
  private readonly order: Kind[];

  constructor(
    private readonly levels: readonly ScaleLevel[],
    private readonly words: Words,
  ) {
    const complete = levels.filter((level) => level.complete);
    const others = levels.filter((level) => !level.complete).sort((a, b) => rank(a) - rank(b));
    this.order = [
      ...complete.flatMap((level) => [...STRENGTHS, null].map((strength) => ({ level, strength }))),
      ...others.map((level) => ({ level, strength: null })),
    ];
  }

  /**
   * What a bar of these counts is made of. Counts tell the strength of all complete objectives together: where several
   * levels count as complete, they are drawn without it.
   */
  ofCounts(counts: Pick<Counts, 'byLevel' | 'evidence'>): LegendEntry[] {
    const alone = this.levels.filter((level) => level.complete).length === 1;
    return this.drawn(({ level, strength }) => {
      const there = counts.byLevel[level.slug] ?? 0;
      if (!level.complete || !alone) return strength === null ? there : 0;
      return strength === null ? 0 : counts.evidence[strength];
    });
  }

  /** The kinds of these squares. */
  ofCells(cells: readonly Cell[]): LegendEntry[] {
    return this.drawn(
      ({ level, strength }) =>
        cells.filter((cell) => cell.level === level.slug && cell.strength === strength).length,
    );
  }

  of(cell: Pick<Cell, 'level' | 'strength'>): (LegendEntry & { isOpen: boolean }) | undefined {
    return this.drawn(({ level, strength }) =>
      cell.level === level.slug && cell.strength === strength ? 1 : 0,
    )[0];
  }

  private drawn(count: (kind: Kind) => number): (LegendEntry & { isOpen: boolean })[] {
    return this.order
      .map((kind) => ({
        isOpen: !kind.level.assessed,
        label: this.label(kind.level, kind.strength),
        look: lookOf(kind, this.levels),
        count: count(kind),
      }))
      .filter(({ count: there }) => there > 0);
  }

  private label(level: ScaleLevel, strength: Strength | null): string {
    if (strength === null) return level.label;
    return this.words.text('levelAndStrength', { level: level.label, strength: this.words.text(strength) });
  }
}

/** Missed, then open, then not assessed, then not applicable. */
function rank(level: ScaleLevel): number {
  if (!level.applicable) return 3;
  if (!level.assessed) return 2;
  return level.final ? 0 : 1;
}
