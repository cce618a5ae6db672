import type { VNode } from 'preact';
import type { Words } from '../../language/words.js';
import type { Look } from '../../documents/charts/scene.js';
import { Patterns } from '../../documents/svg/drawing.js';
import type { LegendEntry } from '../../documents/charts/legend.js';
import { Spoken } from '../../documents/html/spoken.js';

/** Rules for the marks below: charts keep their paper in the dark, as everywhere. */
export const MARKS_STYLE = `
.bar { display: block; width: 100%; height: 1.4rem; }
.swatch { width: 1rem; height: 1rem; vertical-align: -.15rem; margin-right: .4rem; }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; list-style: none; padding: 0; font-size: .9rem; }
.squares { display: flex; flex-wrap: wrap; gap: 4px; list-style: none; margin: .4rem 0; padding: 0; }
.squares a { display: block; width: 26px; height: 26px; }
.squares svg { display: block; width: 26px; height: 26px; }
.squares a:hover { outline: 3px solid var(--accent); }
@media screen and (prefers-color-scheme: dark) {
  .bar, .swatch, .squares svg { background: #fff; border-radius: 2px; }
}
`;

/** Draws the kinds of objective of one page; their patterns stand in it once. */
export class LevelMarks {
  private readonly patterns: Patterns;

  constructor(
    looks: readonly Look[],
    private readonly words: Words,
  ) {
    this.patterns = new Patterns('level', looks);
  }

  /** Has to stand on the page before any of the others. */
  definitions(): VNode {
    return (
      <svg class="unseen" width="0" height="0" aria-hidden="true">
        {this.patterns.definitions()}
      </svg>
    );
  }

  /** A bar of parts. @param of what its whole length is @param reading what can be read from it without seeing it */
  bar(parts: readonly LegendEntry[], of: number, reading: string): VNode {
    let at = 0;
    return (
      <svg class="bar" role="img" aria-label={reading}>
        {parts.map(({ label, look, count }) => {
          const x = share(at, of);
          at += count;
          return (
            <rect x={x} y="1" width={share(count, of)} height="90%" {...this.paint(look)}>
              <title>{`${label}: ${this.words.number(count)}`}</title>
            </rect>
          );
        })}
      </svg>
    );
  }

  /** A square for one kind, beside its name. */
  swatch(look: Look): VNode {
    return (
      <svg class="swatch" viewBox="0 0 16 16" aria-hidden="true">
        <rect x="1" y="1" width="14" height="14" {...this.paint(look)} />
      </svg>
    );
  }

  /** A square for one objective. @param isLate marked by a corner */
  square(look: Look, isLate: boolean): VNode {
    return (
      <svg viewBox="0 0 26 26" aria-hidden="true">
        <rect x="1" y="1" width="24" height="24" {...this.paint(look)} />
        {isLate && <polygon points="13,1 25,1 25,13" fill="#1c2733" stroke="#fff" />}
      </svg>
    );
  }

  /** What each look stands for, with how many there are. */
  legend(kinds: readonly LegendEntry[]): VNode {
    return (
      <ul class="legend">
        {kinds.map(({ label, look, count }) => (
          <li>
            {this.swatch(look)}
            <Spoken text={label} />: {this.words.number(count)}
          </li>
        ))}
      </ul>
    );
  }

  private paint(look: Look): Record<string, string | undefined> {
    return {
      fill: this.patterns.fillOf(look),
      stroke: look.outline,
      'stroke-dasharray': look.dashed ? '3 2' : undefined,
    };
  }
}

function share(part: number, whole: number): string {
  return whole === 0 ? '0%' : `${Math.round((part / whole) * 1e5) / 1e3}%`;
}
