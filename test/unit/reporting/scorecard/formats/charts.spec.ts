import { describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import { wordsOf } from '../../../../../src/language/words.js';
import { shorten, widthOf, wrap } from '../../../../../src/documents/charts/fitting.js';
import { lookOf, type Kind } from '../../../../../src/reporting/scorecard/formats/charts/looks.js';
import { svgSheet } from '../../../../../src/reporting/scorecard/formats/svg.js';
import { STRENGTHS } from '../../../../../src/assessments/strength.js';
import { textIn } from '../../../../support/read-formats.js';
import { allObjectives, reportOf, withObjectives } from '../../../../support/report-fixture.js';

const report = reportOf();
const { levels } = report.scorecard.scale;

describe('the picture of a scorecard', () => {
  it('describes in title and description what can be seen', async () => {
    const { document } = parseHTML(await textIn(report, 'svg'));
    const svg = document.querySelector('svg')!;
    expect(svg.getAttribute('role')).toBe('img');
    const named = svg.getAttribute('aria-labelledby')!.split(' ');
    const [title, description] = named.map((id) => document.getElementById(id)!.textContent);
    expect(title).toContain('Presidency of the Republic of Belarus');
    expect(description).toContain('32 of 34 objectives complete');
    expect(description).toContain('Implemented, qualified: 10');
    expect(description).toContain('23 November 2023: 32');
  });

  it('separates the ids of several charts on one page', async () => {
    const { document } = parseHTML(await textIn(report, 'html'));
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const filled of document.querySelectorAll('[fill^="url("]'))
      expect(ids).toContain(filled.getAttribute('fill')!.slice(5, -1));
  });

  it('draws each chart by itself', () => {
    const titles = { areas: 'Objectives by area', squares: 'Every objective', timeline: 'complete by date' };
    for (const [chart, title] of Object.entries(titles)) {
      const svg = svgSheet(report, wordsOf('en'), chart as keyof typeof titles);
      for (const other of Object.values(titles)) expect(svg.includes(`${other}`)).toBe(other === title);
    }
  });

  it('tells every kind of objective apart without colours', () => {
    const kinds = levels.flatMap((level): Kind[] =>
      level.complete ? STRENGTHS.map((strength) => ({ level, strength })) : [{ level, strength: null }],
    );
    const withoutColours = kinds.map((kind) => {
      const { fill, pattern, dashed } = lookOf(kind, levels);
      const [red, green, blue] = [1, 3, 5].map((at) => parseInt(fill.slice(at, at + 2), 16)) as [
        number,
        number,
        number,
      ];
      const shade = Math.round((0.2126 * red + 0.7152 * green + 0.0722 * blue) / 16);
      return `${shade} ${pattern ?? 'plain'} ${dashed}`;
    });
    expect(new Set(withoutColours).size).toBe(kinds.length);
  });

  it('says that there are too many objectives to draw and still counts them', async () => {
    const some = await allObjectives(report);
    const many = Array.from({ length: 2040 }, (_, at) => ({ ...some[at % 34]!, code: `X-${at}` }));
    const svg = await textIn(withObjectives(many), 'svg');
    expect(svg).toContain('too many objectives to draw');
    expect(svg).toContain('1,920 of 2,040 objectives complete');
    expect(svg.length).toBeLessThan(100_000);
  });

  it('marks objectives completed after the term', async () => {
    const [first, ...rest] = await allObjectives(report);
    const late = { ...first!, late: true, effectiveOn: '2024-03-01' };
    const later = withObjectives([late, ...rest]);
    later.scorecard.asOf = '2024-06-30';
    const svg = await textIn(later, 'svg');
    expect(svg).toContain('after the term (corner): 1');
    expect(svg).toContain('<polygon');
    expect(svg).toContain('end of term');
  });
});

describe('fitting text', () => {
  it('keeps lines within their width, loses no words and cuts with an ellipsis', () => {
    const text = 'Mission-related objectives: from combat training to cyber security';
    const lines = wrap(text, 120, 12, 10);
    for (const line of lines) expect(widthOf(line, 12)).toBeLessThanOrEqual(120);
    expect(lines.join(' ')).toBe(text);
    expect(wrap(text, 120, 12, 2).at(-1)).toMatch(/…$/);
    expect(shorten('щ'.repeat(100), 120, 12)).toMatch(/^щ+…$/);
    expect(wrap('x'.repeat(100), 120, 12, 100).join('')).toBe('x'.repeat(100));
  });
});
