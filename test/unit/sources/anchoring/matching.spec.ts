import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bodyParagraphs } from '../../../../src/sources/anchoring/body-paragraphs.js';
import { describe as describePlace } from '../../../../src/sources/anchoring/describe.js';
import { foldedText } from '../../../../src/sources/anchoring/folded-text.js';
import { locate, type Located } from '../../../../src/sources/anchoring/locate.js';
import { NormalisedText } from '../../../../src/sources/anchoring/normalised-text.js';
import { reanchor, type AnchoredPassage } from '../../../../src/sources/anchoring/reanchor.js';

const syllables = 'ka lo mi re tu san der vok ПРА ми ро по ству ё й 😀 x̂ ñ'.split(' ');
const word = fc
  .array(fc.constantFrom(...syllables), { minLength: 1, maxLength: 4 })
  .map((all) => all.join(''));
const sentence = fc.array(word, { minLength: 8, maxLength: 14 }).map((words) => `${words.join(' ')}.`);
const article = fc.array(sentence, { minLength: 6, maxLength: 20 }).map((all) => all.join(' '));

/** One edit, at a share of the length. */
interface Edit {
  at: number;
  kind: 'insert' | 'delete' | 'replace';
}
const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  kind: fc.constantFrom('insert', 'delete', 'replace'),
});

function garble(words: string, edits: readonly Edit[]): string {
  const characters = [...words];
  for (const { at, kind } of edits) {
    const place = Math.floor(at * characters.length);
    if (kind === 'insert') characters.splice(place, 0, '#');
    else characters.splice(place, 1, ...(kind === 'replace' ? ['#'] : []));
  }
  return characters.join('');
}

/** The textbook edit distance, in code points. */
function distance(a: string, b: string): number {
  const [from, to] = [[...a], [...b]];
  let row = to.map((_, at) => at + 1);
  row.unshift(0);
  for (const [at, character] of from.entries()) {
    const next = [at + 1];
    for (const [place, other] of to.entries()) {
      const substituted = row[place]! + (character === other ? 0 : 1);
      next.push(Math.min(substituted, row[place + 1]! + 1, next[place]! + 1));
    }
    row = next;
  }
  return row.at(-1)!;
}

/** An article and a stretch of it that is not short and has no space at its edges. */
const quotation = article
  .map((raw) => new NormalisedText(raw))
  .chain((text) =>
    fc.tuple(fc.nat({ max: text.length - 61 }), fc.integer({ min: 40, max: 60 })).map(([at, length]) => {
      const points = [...text.text];
      const [start, end] = [
        at + (points[at] === ' ' ? 1 : 0),
        at + length - (points[at + length - 1] === ' ' ? 1 : 0),
      ];
      return { text, place: describePlace(text, start, end) };
    }),
  );

function found(located: Located): Extract<Located, { state: 'found' }> {
  if (located.state !== 'found') throw new Error(`it is ${located.state}`);
  return located;
}

function anchored(text: NormalisedText, exact: string, nth = 0): AnchoredPassage {
  let at = -1;
  for (let times = 0; times <= nth; times += 1) at = text.text.indexOf(exact, at + 1);
  const start = text.toCodePoint(at);
  return { id: exact, ...describePlace(text, start, start + [...exact].length) };
}

describe('finding a quotation by its words alone', () => {
  const source = new NormalisedText(
    'Title\n\nThe president said: “We don’t stop – never” 😀.\n\nКоал\u00ADлек\u00ADтив\u00ADная безопас\u00ADность и мои\u0306 «дом».\n\n' +
      'He said so. Café open…\nand closed. He said so again.',
  );

  it('returns the place and everything a citation needs', () => {
    const { passage, range, toTheLetter } = found(locate(source, { exact: 'The president said' }));
    expect(passage).toEqual({
      exact: 'The president said',
      prefix: 'Title\n\n',
      suffix: ': “We don’t stop – never” 😀.\n\nКо',
      start: 7,
      end: 25,
      paragraph: 1,
    });
    expect([range, toTheLetter]).toEqual([{ start: 7, end: 25 }, true]);
  });

  it.each([
    [
      'straight for curly quotation marks and a hyphen for a dash',
      '"We don\'t stop - never"',
      '“We don’t stop – never”',
    ],
    ['no soft hyphens', 'Коаллективная безопасность', 'Коал\u00ADлек\u00ADтив\u00ADная безопас\u00ADность'],
    ['decomposed letters and straight quotation marks', 'мои\u0306 "дом"', 'мой «дом»'],
    ['decomposed accents', 'Cafe\u0301 open', 'Café open'],
    ['three dots, and a line break typed as a space', 'open... and closed', 'open…\nand closed'],
    ['no-break spaces', 'president\u00A0said', 'president said'],
    ['an emoji', 'never” 😀.', 'never” 😀.'],
    ['spaces around it', '  Café open ', 'Café open'],
  ])("finds a quotation typed with %s and keeps the source's words", (_, typed, own) => {
    const { passage } = found(locate(source, { exact: typed }));
    expect(passage.exact).toBe(own);
    expect(source.slice(passage.start, passage.end)).toBe(own);
  });

  it('lists every place of repeated words', () => {
    const located = locate(source, { exact: 'He said so' });
    expect(located).toMatchObject({ state: 'ambiguous', count: 2 });
    expect(
      located.state === 'ambiguous' && located.candidates.map(({ suffix }) => suffix.slice(0, 6)),
    ).toEqual(['. Café', ' again']);
  });

  it('takes the place that loosely typed surroundings single out', () => {
    expect(found(locate(source, { exact: 'He said so', suffix: 'again' })).passage.suffix).toBe(' again.');
    expect(found(locate(source, { exact: 'He said so', prefix: 'and closed.' })).passage.suffix).toBe(
      ' again.',
    );
    expect(found(locate(source, { exact: 'He said so', prefix: '"дом".' })).passage.suffix).toMatch(
      /^\. Café/,
    );
    expect(locate(source, { exact: 'He said so', prefix: 'elsewhere' }).state).toBe('ambiguous');
  });

  it('takes the place in the named paragraph', () => {
    const text = new NormalisedText('They met again.\n\nThey met twice.\n\nThey met. They met.');
    expect(found(locate(text, { exact: 'They met', paragraph: 2 })).passage.start).toBe(17);
    expect(locate(text, { exact: 'They met', paragraph: 3 })).toMatchObject({ state: 'ambiguous', count: 4 });
    expect(found(locate(text, { exact: 'They met', paragraph: 3, suffix: '. They' })).range.start).toBe(34);
  });

  it('shows the nearest passages of missing words, best first', () => {
    const text = new NormalisedText(
      'The ministers signed the treaty in May. Nobody came. The ministers sighed at a treaty in May. It rained.',
    );
    const located = locate(text, { exact: 'The ministers signed a treaty in May' });
    expect(located).toMatchObject({
      state: 'nowhere',
      nearest: [
        { exact: 'The ministers signed the treaty in May', start: 0, errors: 3 },
        { exact: 'The ministers sighed at a treaty in May', errors: 4 },
      ],
    });
    expect(located.state === 'nowhere' && located.nearest[0]!.similarity).toBeCloseTo(1 - 3 / 36);
  });

  it('returns no match for unrelated text', () => {
    for (const exact of ['', '  ', '\u00AD', 'zzzzzzzzzzzzzzzz'])
      expect(locate(source, { exact })).toEqual({ state: 'nowhere', nearest: [] });
  });

  it('does not confuse emoji', () => {
    expect(locate(source, { exact: 'never” 🚀.' })).toMatchObject({
      state: 'nowhere',
      nearest: [{ errors: 1 }],
    });
  });

  it('finds a garbled quotation and counts its errors', () => {
    fc.assert(
      fc.property(quotation, fc.array(edit, { minLength: 1, maxLength: 8 }), ({ text, place }, edits) => {
        const garbled = garble(place.exact, edits).trim();
        fc.pre(locate(text, { exact: garbled }).state === 'nowhere');
        const located = locate(text, { exact: garbled, prefix: place.prefix, suffix: place.suffix });
        const best = located.state === 'nowhere' ? located.nearest[0] : undefined;
        const folded = foldedText(text);
        expect(best).toBeDefined();
        // Not simply the number of edits: two may undo each other, and a letter may compose with a mark left behind.
        const made = distance(folded.fold(garbled), folded.fold(place.exact));
        expect(best!.errors).toBeLessThanOrEqual(made);
        expect(best!.errors).toBe(distance(folded.fold(garbled), folded.fold(best!.exact)));
        expect(text.slice(best!.start, best!.end)).toBe(best!.exact);
      }),
    );
  });

  it('stays fast on adversarial texts', () => {
    const text = new NormalisedText('a'.repeat(1_000_000));
    expect(locate(text, { exact: 'aaaaaaaaaaab' })).toMatchObject({
      state: 'nowhere',
      nearest: [{ errors: 1 }, {}, {}],
    });
    expect(locate(text, { exact: 'aaaa' })).toMatchObject({ state: 'ambiguous', count: 5000 });
  });
});

describe('checking passages against a text', () => {
  const before = new NormalisedText(
    'The year\n\nIn May the council adopted a strategy. It was welcomed by all six members.\n\n' +
      'In June the council held exercises. Nobody was hurt. The exercises lasted for nine days.\n\n' +
      'In July the council rested. It was welcomed by all six members.',
  );
  const quotes = [
    'adopted a strategy',
    'welcomed by all',
    'held exercises',
    'lasted for nine days',
    'council rested',
  ];
  const passages = quotes.map((quote) => anchored(before, quote));
  const after = (from: string, to: string): NormalisedText => {
    expect(before.text).toContain(from);
    return new NormalisedText(before.text.replace(from, to));
  };

  it('verifies all passages against their own text', () => {
    const { counts, lines } = reanchor(before, passages);
    expect(counts).toEqual({ verified: 5, relocated: 0, ambiguous: 0, lost: 0 });
    expect(lines.map(({ reason }) => reason)).toEqual(quotes.map(() => 'exact-in-place'));
    expect(lines[0]!.found).toMatchObject({ exact: quotes[0], paragraph: 1, errors: 0, similarity: 1 });
  });

  it('verifies passages shifted by an insertion', () => {
    const { counts, lines } = reanchor(after('The year', 'The long year'), passages);
    expect(counts).toEqual({ verified: 5, relocated: 0, ambiguous: 0, lost: 0 });
    for (const [at, { reason, found: place }] of lines.entries()) {
      expect(reason).toBe('exact-shifted');
      expect(place!.start).toBe(passages[at]!.start! + 5);
    }
  });

  it('leaves a passage in new surroundings to a person', () => {
    const elsewhere = `${before.text.replace('held exercises', 'went home')} Some say that it held exercises, too.`;
    const { lines } = reanchor(new NormalisedText(elsewhere), [passages[2]!]);
    expect(lines[0]).toMatchObject({ state: 'relocated', reason: 'exact-elsewhere' });
  });

  it('reports exactly the passages in an altered sentence', () => {
    const { lines } = reanchor(after('lasted for nine days', 'lasted for four days'), passages);
    expect(lines.filter(({ state }) => state !== 'verified')).toEqual([
      {
        id: 'lasted for nine days',
        state: 'relocated',
        reason: 'approximate',
        found: expect.objectContaining({ exact: 'lasted for four days', errors: 4, similarity: 0.8 }),
      },
    ]);
    const gone = reanchor(after('The exercises lasted for nine days', 'x'.repeat(34)), passages);
    expect(gone.lines.filter(({ state }) => state !== 'verified')).toEqual([
      { id: 'lasted for nine days', state: 'lost', reason: 'not-found' },
    ]);
  });

  it('reports exactly the passages in any altered sentence of any article', () => {
    fc.assert(
      fc.property(article, fc.nat(), (raw, pick) => {
        const text = new NormalisedText(raw);
        const sentences = text.text.match(/[^.]+\./g)!;
        let at = 0;
        const places = sentences.map((words) => {
          const start = at;
          at += [...words].length;
          return { id: String(start), ...describePlace(text, start + 1, at - 1) };
        });
        const hit = pick % sentences.length;
        const altered =
          text.slice(0, places[hit]!.start + 4) + '#' + text.slice(places[hit]!.start + 5, text.length);
        const { lines } = reanchor(new NormalisedText(altered), places);
        expect(lines.filter(({ state }) => state !== 'verified').map(({ id }) => id)).toEqual([
          places[hit]!.id,
        ]);
      }),
    );
  });

  it('calls a typographic change approximate without errors', () => {
    const { lines } = reanchor(after('adopted a strategy', 'adopted\u00AD a strategy'), [passages[0]!]);
    expect(lines[0]).toMatchObject({
      state: 'relocated',
      reason: 'approximate',
      found: { errors: 0, similarity: 1 },
    });
  });

  it('tells repeated words apart by their surroundings', () => {
    const second = { ...anchored(before, 'welcomed by all', 1), id: 'second' };
    const { lines } = reanchor(after('The year', 'The very long year'), [second, passages[1]!]);
    expect(lines.map(({ found: place }) => place?.start)).toEqual([
      second.start! + 10,
      passages[1]!.start! + 10,
    ]);
  });

  it('leaves indistinguishable places to a person', () => {
    const text = new NormalisedText('x. Row: done. Row: done. Row: done. Row: done.');
    const { counts, lines } = reanchor(text, [
      { id: 'row', exact: 'Row: done', prefix: 'done. ', suffix: '. Row', start: 1, end: 10 },
    ]);
    expect(counts).toMatchObject({ ambiguous: 1 });
    expect(lines[0]).toMatchObject({ reason: 'several', candidates: [{ start: 14 }, { start: 25 }, {}, {}] });
  });

  it('prefers an altered passage in place to equal words elsewhere', () => {
    const { lines } = reanchor(
      after('In June the council held exercises', 'In June the council held exercise'),
      [passages[2]!],
    );
    expect(lines[0]).toMatchObject({ reason: 'approximate' });
    const elsewhere = new NormalisedText(
      `${before.text.replace('held exercises', 'held exercise')} Some say that somebody held exercises.`,
    );
    expect(reanchor(elsewhere, [passages[2]!]).lines[0]).toMatchObject({
      state: 'relocated',
      reason: 'approximate',
      found: { exact: 'held exercise', start: passages[2]!.start },
    });
  });

  it('notices equal words that moved into an old place', () => {
    const text = new NormalisedText('Other text, zzz row: done; no. Bravo row: done, ok. Gamma');
    const [old, own] = [text.text.indexOf('row'), text.text.lastIndexOf('row')];
    const passage = {
      id: 'b',
      exact: 'row: done',
      prefix: 'Bravo ',
      suffix: ', ok. Gamma',
      start: old,
      end: old + 9,
    };
    expect(reanchor(text, [passage]).lines[0]).toMatchObject({
      state: 'relocated',
      reason: 'exact-elsewhere',
      found: { start: own },
    });
  });

  it('gives a passage its first position', () => {
    const [bare] = [
      { id: 'a', exact: 'Nobody was hurt', prefix: null, suffix: null, start: null, end: null },
    ];
    expect(reanchor(before, [bare]).lines[0]).toMatchObject({ state: 'verified', found: { paragraph: 2 } });
    expect(reanchor(before, [{ id: 'b', exact: 'the council' }]).lines[0]).toMatchObject({
      state: 'ambiguous',
    });
  });

  it('survives positions outside the text', () => {
    for (const [start, end] of [
      [-5, 3],
      [9, 9],
      [10_000, 10_010],
    ])
      expect(reanchor(before, [{ ...passages[0]!, start, end }]).lines[0]).toMatchObject({
        found: { start: passages[0]!.start! },
      });
  });

  const file = process.env.CISS_TEXT;
  if (file)
    it('verifies all 73 passages of 2023 against the article', () => {
      const text = new NormalisedText(readFileSync(file, 'utf8'));
      const seeds = JSON.parse(readFileSync('seeds/csto-2023-belarus.json', 'utf8'));
      const source = seeds.sources.find(({ slug }: { slug: string }) => slug === 'ciss-2023-12-04');
      const all: AnchoredPassage[] = source.passages
        .filter(({ exact }: { exact?: string }) => exact !== undefined)
        .map((passage: { key: string }) => ({ id: passage.key, ...passage }));
      expect(reanchor(text, all).counts).toEqual({ verified: 73, relocated: 0, ambiguous: 0, lost: 0 });
      for (const { number, start, end } of bodyParagraphs(text)) {
        const own = text.slice(start, end);
        const altered = text.slice(0, start) + own.replace(/\p{L}/gu, 'q') + text.slice(end, text.length);
        const hit = reanchor(new NormalisedText(altered), all).lines.filter(
          ({ state }) => state !== 'verified',
        );
        expect(hit.map(({ id }) => id)).toEqual(
          all.filter(({ paragraph }) => paragraph === number).map(({ id }) => id),
        );
      }
    });
});
