import { because } from '../../../../src/language/reasons.js';
import { wordsOf } from '../../../../src/language/words.js';
import { describe, expect, it } from '@jest/globals';
import { AssessmentInput } from '../../../../src/assessments/dto/assessment.dto.js';
import { invalidInput, Refusal } from '../../../../src/core/errors.js';
import { decode, inputOf, mistakesOf, tellRefusal } from '../../../../src/web/page/forms.js';
import { TypedAssessment } from '../../../../src/web/assessment/typed-assessment.js';

const ENGLISH = wordsOf('en');

const RATING = { '/status': 'in_progress', '/effectiveOn': '2023-06-01', '/rationale': 'Under way.' };
const PASSAGE = '01a20b77-7a03-77ba-b9af-d3f6201c4c6b';

function plain(value: object): unknown {
  return JSON.parse(JSON.stringify(value));
}

async function refusalOf(value: object): Promise<Refusal> {
  const refusal = await inputOf(value, AssessmentInput).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (refusal instanceof Refusal) return refusal;
  throw new Error('it was not refused');
}

describe('what a form sends', () => {
  it("turns fields into the API's body and omits blank ones", async () => {
    const { value } = decode({ ...RATING, '/cause': '', '/assessor': ' \r\n', _csrf: 'x', do: 'record' });
    expect(plain(value)).toEqual({
      status: 'in_progress',
      effectiveOn: '2023-06-01',
      rationale: 'Under way.',
    });
    expect(await inputOf(value, AssessmentInput)).toBeInstanceOf(AssessmentInput);
  });

  it('normalises line ends', () => {
    expect(plain(decode({ '/rationale': 'one\r\ntwo\nthree' }).value)).toEqual({
      rationale: 'one\ntwo\nthree',
    });
  });

  it('closes gaps in lists and orders them by number', () => {
    const { value } = decode({ '/list/10/name': 'last', '/list/9/name': 'middle', '/list/2/name': 'first' });
    expect(plain(value)).toEqual({ list: [{ name: 'first' }, { name: 'middle' }, { name: 'last' }] });
  });

  it('leads from each mistake back to its field', async () => {
    const decoded = decode({
      ...RATING,
      '/evidence/3/passage': PASSAGE,
      '/evidence/3/bearing': 'supports',
      '/evidence/8/source': 'minutes',
      '/evidence/8/bearing': 'hides',
      '/evidence/9/note': '',
    });
    expect(decoded.fieldOf('/evidence/1/bearing')).toBe('/evidence/8/bearing');
    expect(decoded.fieldOf('/evidence/1/exact')).toBe('/evidence/8/exact');
    expect(decoded.fieldOf('/evidence/0')).toBe('/evidence/3');
    expect(decoded.fieldOf('/evidence')).toBe('/evidence');
    expect(decoded.fieldOf('/cause')).toBe('/cause');
    expect(decoded.fieldOf('')).toBe('');
    const mistakes = mistakesOf(await refusalOf(decoded.value), decoded, ENGLISH);
    expect([...mistakes.keys()]).toEqual(['/evidence/8/bearing']);
  });

  it('refuses prototype names in fields', async () => {
    for (const name of ['__proto__', 'constructor', 'prototype', 'toString']) {
      const decoded = decode({ ...RATING, [`/${name}/polluted`]: 'yes' });
      expect(({} as { polluted?: string }).polluted).toBeUndefined();
      expect(Object.keys(decoded.value)).toContain(name);
      const mistakes = mistakesOf(await refusalOf(decoded.value), decoded, ENGLISH);
      expect([...mistakes.keys()]).toEqual([`/${name}`]);
    }
  });

  it('refuses contradictory field names without breaking', async () => {
    const mixed = decode({ ...RATING, '/evidence/0/bearing': 'supports', '/evidence/x': 'y' });
    expect([...mistakesOf(await refusalOf(mixed.value), mixed, ENGLISH).keys()]).toContain('/evidence');
    const both = decode({ ...RATING, '/status/of': 'what' });
    expect([...mistakesOf(await refusalOf(both.value), both, ENGLISH).keys()]).toContain('/status');
    const deep = decode({ ...RATING, [`/evidence${'/0'.repeat(5000)}`]: 'x' });
    expect((await refusalOf(deep.value)).kind).toBe('invalid-input');
  });
});

describe('what a form is told', () => {
  it('reports the first mistake of each field', () => {
    const refusal = invalidInput(
      { pointer: '/a', message: 'first', reason: because('reason:blank') },
      { pointer: '/a', message: 'second' },
      { pointer: '', message: 'as a whole' },
    );
    const mistakes = mistakesOf(refusal, decode({}), ENGLISH);
    expect([...mistakes]).toEqual([
      ['/a', 'must not be blank'],
      ['', 'is not accepted'],
    ]);
  });
});

describe('a refusal told to a person', () => {
  it('never shows the sentence for programs, in either language', () => {
    const byReason = new Refusal(
      'not-found',
      'GET /api/v1/plans',
      undefined,
      undefined,
      because('reason:noPlan', { name: 'x' }),
    );
    const byKind = new Refusal('stale-version', 'The If-Match header names version 1.');
    expect([byReason, byKind].map((refusal) => tellRefusal(refusal, ENGLISH))).toEqual([
      'There is no plan “x”.',
      'Somebody else has changed this record since you opened it.',
    ]);
    expect(tellRefusal(byReason, wordsOf('ru'))).toBe('Плана «x» нет.');
  });

  it('names the field’s fault in Russian on a Russian page', async () => {
    const decoded = decode({ ...RATING, '/rationale': 'x'.repeat(20_001) });
    const mistakes = mistakesOf(await refusalOf(decoded.value), decoded, wordsOf('ru'));
    expect(mistakes.get('/rationale')).toBe('не должно быть длиннее 10\u00a0000 знаков');
  });
});

describe('a rating in the form', () => {
  it('omits unticked passages and blank rows and reads numbers', () => {
    const typed = TypedAssessment.sent({
      ...RATING,
      'row/0': PASSAGE,
      '/evidence/0/bearing': 'supports',
      '/evidence/0/note': 'not ticked',
      'row/4': 'words',
      '/evidence/4/bearing': 'supports',
      'row/5': 'words',
      '/evidence/5/source': 'minutes',
      '/evidence/5/start': '12',
      '/evidence/5/end': '20',
      '/evidence/5/paragraph': 'two',
      '/evidence/5/bearing': 'qualifies',
    });
    expect(plain((typed.decoded().value as { evidence: object }).evidence)).toEqual([
      { source: 'minutes', start: 12, end: 20, paragraph: 'two', bearing: 'qualifies' },
    ]);
  });

  it('keeps every field as rows come and go, and reuses no row number', () => {
    const typed = TypedAssessment.sent({ ...RATING, 'row/2': 'words', '/evidence/2/exact': ' as typed ' });
    const { typed: longer, n } = typed.withRow(PASSAGE);
    expect(n).toBe(3);
    expect(longer.withRow(PASSAGE).n).toBe(3);
    expect(longer.withoutRow(2).rows).toEqual([{ n: 3, passage: PASSAGE }]);
    expect(longer.value('/evidence/2/exact')).toBe(' as typed ');
    expect(longer.offering([PASSAGE, PASSAGE]).rows).toEqual(longer.rows);
  });

  it('has no version where the form names none', () => {
    expect(TypedAssessment.sent({ version: '7' }).read).toEqual([7]);
    for (const version of ['', '0', '-1', '1e3', '7 '])
      expect(TypedAssessment.sent({ version }).read).toEqual([]);
  });
});
