import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { projectPath } from '../../../../src/config/project.js';
import { reasonOf } from '../../../../src/comparison/suggestions/reason.js';
import { suggest, type SuggestInput } from '../../../../src/comparison/suggestions/suggest.js';
import type { Vocabulary } from '../../../../src/comparison/suggestions/vocabulary.js';
import { distinctWords, spelledOut, tokensOf } from '../../../../src/comparison/suggestions/words.js';

const shipped = JSON.parse(readFileSync(projectPath('seeds/vocabulary.json'), 'utf8')) as Vocabulary;
const SMALL = ['the', 'of', 'and', 'with', 'for', 'it'];
const stems = new Map<string, string | null>([
  ...SMALL.map((word) => [word, null] as const),
  ['drugs', 'drug'],
  ['narcologists', 'narcologist'],
  ['nations', 'nation'],
]);

const wording = (title: string, area = ''): { title: string; area: string } => ({ title, area });

function pairs(
  from: string[],
  to: string[],
  more: Partial<SuggestInput> = {},
): { from: number; to: number; score: number }[] {
  return suggest({
    from: from.map((title) => wording(title)),
    to: to.map((title) => wording(title)),
    decided: [],
    vocabulary: { plain: [], same: [] },
    stems,
    own: [],
    limit: 50,
    ...more,
  });
}

const best = (from: string, to: string[], more: Partial<SuggestInput> = {}): number | undefined =>
  pairs([from], to, more)[0]?.to;

describe('the words of a title', () => {
  it('splits words at any joint, without numbers and possessives, in one letter form', () => {
    const words = (title: string): string[] => tokensOf(title).map(({ word }) => word);
    expect(words("The Organization's anti-drug operation Kanal-2023, AI/ML and 5G")).toEqual(
      'the organization anti drug operation kanal ai ml and 5g'.split(' '),
    );
    expect(words('Ещё «зелёная» экономика')).toEqual(['еще', 'зеленая', 'экономика']);
    expect(words('e\u0301lan')).toEqual(words('\u00e9lan'));
    expect(distinctWords(['A b', 'B a c'])).toEqual(['a', 'b', 'c']);
  });

  it('spells out an acronym by its initials, skipping small words', () => {
    const found = (title: string, ...acronyms: string[]): string[] =>
      spelledOut(tokensOf(title), new Set(acronyms), (word) => SMALL.includes(word)).map(
        ({ surface }) => surface,
      );
    expect(found('Reform the multilateral development banks', 'MDB')).toEqual([
      'multilateral development banks',
    ]);
    expect(found('Help small and medium-sized enterprises', 'SME')).toEqual(['small medium enterprises']);
    expect(found('Work with the United Nations', 'UN')).toEqual(['United Nations']);
    expect(found('Trade in united nations', 'UN')).toEqual([]);
  });
});

describe('a suggestion', () => {
  it('prefers rare shared words to common ones', () => {
    const later = ['Security council', 'Security forum', 'Security of Armenia', 'Security week'];
    expect(best('Security talks about Armenia', later)).toBe(2);
  });

  it('treats an acronym and its name as one', () => {
    expect(best('Deepen work with the United Nations', ['Units', 'Keep up work of the UN'])).toBe(1);
    expect(best('Trade in IT', ['Crime of passion', 'IT for all'])).toBe(1);
  });

  it('treats words that go together as related, and says so', () => {
    const vocabulary = { plain: [], same: [['drug', 'narcologist']] };
    const [first] = suggest({
      ...{ from: [wording('Meeting of narcologists')], to: [wording('Rescue'), wording('Counter drugs')] },
      ...{ decided: [], vocabulary, stems, own: [], limit: 5 },
    });
    expect(first).toMatchObject({ to: 1, shared: [{ from: 'narcologists', to: 'drugs', kind: 'synonym' }] });
    expect(reasonOf(first!.shared)).toBe('“narcologists” is close in meaning to “drugs”.');
  });

  it("gives plain words and the organization's name little weight", () => {
    const later = ['Strengthen ABC trade', 'Anything about millets'];
    const earlier = 'Strengthen millets of ABC';
    expect(best(earlier, later)).toBe(0);
    const vocabulary = { plain: ['strengthen'], same: [] };
    expect(best(earlier, later, { vocabulary, own: ['ABC'] })).toBe(1);
  });

  it('considers what an area is about', () => {
    const to = [wording('Search and detention', 'Terrorism'), wording('Search and rescue', 'Emergencies')];
    const [first] = suggest({
      ...{ from: [wording('Operation against terrorism')], to, decided: [], stems, own: [], limit: 5 },
      vocabulary: { plain: [], same: [] },
    });
    expect(first?.to).toBe(0);
  });

  it('omits decided pairs, and other objectives when one is asked about', () => {
    const [from, to] = [
      ['Trade in arms', 'Trade in grain'],
      ['Arms trade', 'Grain trade'],
    ];
    const decided = [[0, 0]] as const;
    expect(pairs(from, to).map((pair) => [pair.from, pair.to])).toContainEqual([0, 0]);
    expect(pairs(from, to, { decided }).map((pair) => [pair.from, pair.to])).not.toContainEqual([0, 0]);
    expect(new Set(pairs(from, to, { only: 1 }).map((pair) => pair.from))).toEqual(new Set([1]));
  });

  it('suggests nothing for unrelated or empty plans', () => {
    expect(pairs(['Grain'], ['Trade'], {}).filter(({ score }) => score > 0.5)).toEqual([]);
    expect(pairs([], ['Trade'])).toEqual([]);
    expect(pairs(['Trade'], [])).toEqual([]);
  });

  const titles = fc.array(
    fc
      .array(fc.constantFrom('trade', 'arms', 'UN', 'drugs', 'the', 'youth', 'мир', 'Armenia'), {
        maxLength: 6,
      })
      .map((words) => words.join(' ')),
    { maxLength: 12 },
  );

  it('scores from 0 to 1, best first, as a prefix of any longer list', () => {
    fc.assert(
      fc.property(titles, titles, fc.integer({ min: 1, max: 20 }), (from, to, limit) => {
        const all = pairs(from, to, { limit: 1000 });
        expect(all.every(({ score }) => score > 0 && score <= 1)).toBe(true);
        expect(all.map(({ score }) => score)).toEqual(
          all.map(({ score }) => score).toSorted((a, b) => b - a),
        );
        expect(pairs(from, to, { limit })).toEqual(all.slice(0, limit));
      }),
    );
  });

  it('ranks an objective highest with itself', () => {
    fc.assert(
      fc.property(titles, (from) => {
        for (const { from: one, to: other, score } of pairs(from, from, { limit: 1000 }))
          if (one === other) expect(score).toBe(1);
      }),
    );
  });
});

describe('the shipped vocabulary', () => {
  const entries = shipped.same.flat().map((entry) => entry.toLowerCase());

  it('keeps each vocabulary word in one group', () => {
    expect(entries.filter((entry, at) => entries.indexOf(entry) !== at)).toEqual([]);
    expect(shipped.plain.filter((word, at) => shipped.plain.indexOf(word) !== at)).toEqual([]);
    expect(shipped.plain.filter((word) => entries.includes(word))).toEqual([]);
  });

  it('joins at least two possible words in every group', () => {
    for (const group of shipped.same) expect(group.length).toBeGreaterThan(1);
    for (const text of [...shipped.plain, ...entries]) expect(tokensOf(text).length).toBeGreaterThan(0);
  });
});
