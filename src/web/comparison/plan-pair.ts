import type { Comparison } from '../../comparison/compare.js';
import { Naming } from '../../comparison/formats/naming.js';
import type { LinkEnd } from '../../comparison/links/links.reader.js';

/**
 * The objectives at the ends of links in the page's language: links and suggestions carry the main words alone. What the
 * comparison does not know, since it is of an earlier day, keeps the words that it came with.
 */
export class Ends {
  private readonly naming: Naming;

  constructor(private readonly comparison: Comparison) {
    this.naming = new Naming(comparison);
  }

  /** The objective with its title. */
  of(side: 'from' | 'to', end: LinkEnd): LinkEnd {
    return this.naming[side].get(end.code) ?? end;
  }

  /** The name of its area. */
  areaOf(side: 'from' | 'to', end: { code: string; area: string }): string {
    const known = this.naming[side].get(end.code);
    return known === undefined ? end.area : this.naming.areaOf(this.comparison[side], known.area);
  }
}
