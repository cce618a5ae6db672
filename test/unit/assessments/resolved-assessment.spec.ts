import { describe, expect, it } from '@jest/globals';
import type { AssessmentsService } from '../../../src/assessments/assessments.service.js';
import { AssessmentResolver } from '../../../src/assessments/assessment-resolver.js';
import type { AssessmentInput } from '../../../src/assessments/dto/assessment.dto.js';
import type { Transaction } from '../../../src/database/transactions.js';
import { PassageReferences } from '../../../src/sources/passage-references.js';
import type { PassageResolver } from '../../../src/sources/passage-resolver.js';
import type { PassagesService } from '../../../src/sources/passages.service.js';

const INPUT: AssessmentInput = {
  status: 'implemented',
  effectiveOn: '2024-02-02',
  rationale: 'It is done.',
  evidence: [
    { source: 'a-source', exact: 'quoted words', bearing: 'supports' },
    { passage: '01890000-0000-7000-8000-000000000000', bearing: 'qualifies' },
  ],
};

describe('a quotation that nobody has looked up', () => {
  // `npm run typecheck` fails where one of these compiles: then a caller could forget to look a quotation up.
  it('does not compile as an assessment to record, nor as a passage to store', () => {
    const change = { plan: 'a', objective: 'b' };
    const calls = [
      (service: AssessmentsService, tx: Transaction) =>
        // @ts-expect-error: the input as it came is no ResolvedAssessment
        service.record(tx, change, INPUT),
      (service: AssessmentsService, tx: Transaction) =>
        // @ts-expect-error: neither is one that was put together by hand
        service.record(tx, change, { input: INPUT, quotations: new Map() }),
      (service: PassagesService, tx: Transaction) =>
        // @ts-expect-error: nor are words with a place a ResolvedPassage
        service.findOrCreate(tx, 1, { words: { exact: 'quoted words' }, heldText: null }),
    ];
    expect(calls).toHaveLength(3);
  });

  it('is looked up by the resolver, and a stored passage is not', async () => {
    const asked: unknown[] = [];
    const passages = {
      resolve: (...question: unknown[]) => {
        asked.push(question);
        return Promise.resolve({});
      },
    } as unknown as PassageResolver;
    const unused = {};
    const { quotations } = await new AssessmentResolver(
      new PassageReferences(unused as never, unused as never, passages),
    ).resolve(INPUT);
    expect(asked).toEqual([['a-source', { exact: 'quoted words' }, '/evidence/0']]);
    expect([...quotations.keys()]).toEqual([0]);
  });
});
