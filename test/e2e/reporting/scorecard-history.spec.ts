import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { change, citing, rating, record, retract } from '../../support/api.js';
import { startService, type TestService } from '../../support/service.js';

const RUSSIA = '/api/v1/plans/csto-2026-russia';
const LEVELS = ['not_started', 'in_progress', 'implemented', 'not_implemented', 'not_applicable'] as const;
const BEARINGS = ['supports', 'qualifies', 'contradicts'] as const;
const ASSESSORS = ['press-reports', 'critics'] as const;
const FIRST_DAY = Date.UTC(2026, 0, 1);
const DAYS = 12;

/** What a history entry says, as the service gave it back. */
interface Entry {
  id: string;
  objective: string;
  assessor: string;
  level: string;
  bearing: string;
  effectiveOn: string;
  recordedAt: string;
  retractedAt: string;
}

const NOTHING_YET = {
  assessed: 0,
  complete: 0,
  applicable: 16,
  percentComplete: null,
  byLevel: { not_assessed: 16 },
};

interface Step {
  kind: 'record' | 'retract';
  objective: number;
  assessor: (typeof ASSESSORS)[number];
  level: (typeof LEVELS)[number];
  bearing: (typeof BEARINGS)[number];
  day: number;
  pick: number;
}

const dayOf = (day: number): string => new Date(FIRST_DAY + day * 86_400_000).toISOString().slice(0, 10);

const steps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom('record', 'record', 'retract'),
    objective: fc.nat({ max: 2 }),
    assessor: fc.constantFrom(...ASSESSORS),
    level: fc.constantFrom(...LEVELS),
    bearing: fc.constantFrom(...BEARINGS),
    day: fc.nat({ max: DAYS - 1 }),
    pick: fc.nat(),
  }),
  { minLength: 10, maxLength: 20 },
);

/**
 * The rule as the domain states it: the rating is the last assessment by (effectiveOn, recordedAt, id), retractions
 * taken out, of those effective by the day and recorded by the instant.
 */
function ratingOf(entries: Entry[], objective: string, assessor: string, asOf: string, knownAt: string) {
  return entries
    .filter((entry) => entry.objective === objective && entry.assessor === assessor)
    .filter(
      (entry) => entry.effectiveOn <= asOf && entry.recordedAt <= knownAt && entry.retractedAt > knownAt,
    )
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    .at(-1);
}

const keyOf = (entry: Entry): string => [entry.effectiveOn, entry.recordedAt, entry.id].join();

describe('a history of back-dated ratings and retractions', () => {
  let service: TestService;
  let codes: string[];
  const entries: Entry[] = [];
  /** The instants at which the plan changed. */
  const instants: string[] = [];

  beforeAll(async () => {
    service = await startService();
    await change(service, RUSSIA, {
      assessors: [{ slug: 'critics', name: 'Critics', kind: 'independent' }],
    });
    const { body } = await service.http().get(`${RUSSIA}/objectives?limit=3`);
    codes = body.items.map(({ code }: { code: string }) => code);
  });
  afterAll(() => service.stop());

  async function take(step: Step): Promise<void> {
    const { assessor, level, bearing, pick } = step;
    const standing = entries.filter((entry) => entry.retractedAt === 'never');
    const withdrawn = standing[pick % (standing.length || 1)];
    if (step.kind === 'retract' && withdrawn) {
      const { status, body } = await retract(
        service,
        `${RUSSIA}/objectives/${withdrawn.objective}`,
        withdrawn.id,
      );
      expect(status).toBe(201);
      withdrawn.retractedAt = body.recordedAt;
      instants.push(body.recordedAt);
      return;
    }
    const objective = codes[step.objective] as string;
    const effectiveOn = dayOf(step.day);
    // What only contradicts a complete status is no evidence for it.
    const beside = level === 'implemented' && bearing === 'contradicts' ? [citing('It was done.')] : [];
    const evidence = [citing(`Passage ${pick % 5}`, bearing), ...beside];
    const { status, body } = await record(
      service,
      `${RUSSIA}/objectives/${objective}`,
      rating(level, effectiveOn, { assessor, evidence }),
    );
    expect(status).toBe(201);
    const { id, recordedAt } = body as { id: string; recordedAt: string };
    entries.push({ id, objective, assessor, level, bearing, effectiveOn, recordedAt, retractedAt: 'never' });
    instants.push(recordedAt);
  }

  async function compare(assessor: string, asOf: string, knownAt: string | undefined): Promise<void> {
    const { body } = await service
      .http()
      .get(`${RUSSIA}/scorecard`)
      .query({ assessor, asOf, ...(knownAt === undefined ? {} : { knownAt }) })
      .expect(200);
    const ratings = codes.map((code) => ratingOf(entries, code, assessor, asOf, knownAt ?? 'later'));
    const given = ratings.filter((found) => found !== undefined);
    const at = (level: string): number => given.filter((found) => found.level === level).length;
    const carriedBy = (bearing: string): number =>
      given.filter((found) => found.level === 'implemented' && found.bearing === bearing).length;
    const levels = LEVELS.map((level) => [level, at(level)] as const).filter(([, n]) => n > 0);
    expect(body.total).toMatchObject({
      objectives: 16,
      assessed: given.length,
      complete: at('implemented'),
      byLevel: { not_assessed: 16 - given.length, ...Object.fromEntries(levels) },
      evidence: {
        firm: carriedBy('supports'),
        qualified: carriedBy('qualifies'),
        contested: carriedBy('contradicts'),
        unsupported: 0,
      },
    });
  }

  /** The points are the days on which the scorecard's counts may differ from those of the day before, with its figures. */
  async function compareTimeline(assessor: string, asOf: string, knownAt: string | undefined): Promise<void> {
    const moment = { assessor, ...(knownAt === undefined ? {} : { knownAt }) };
    const { body } = await service
      .http()
      .get(`${RUSSIA}/timeline`)
      .query({ ...moment, asOf })
      .expect(200);
    const points: { date: string }[] = body.points;
    expect(points.map(({ date }) => date)).toEqual(daysOfChange(assessor, asOf, knownAt ?? 'later'));
    for (let day = -1; day < DAYS && dayOf(day) <= asOf; day++) {
      const card = await service
        .http()
        .get(`${RUSSIA}/scorecard`)
        .query({ ...moment, asOf: dayOf(day) })
        .expect(200);
      const { assessed, complete, applicable, percentComplete, byLevel } = card.body.total;
      const last = points.findLast(({ date }) => date <= dayOf(day));
      expect(last ?? { ...NOTHING_YET, date: undefined }).toEqual({
        date: last?.date,
        assessed,
        complete,
        applicable,
        percentComplete,
        byLevel,
      });
    }
  }

  function daysOfChange(assessor: string, asOf: string, knownAt: string): string[] {
    const levelsOn = (day: string): string =>
      codes.map((code) => ratingOf(entries, code, assessor, day, knownAt)?.level).join();
    return Array.from({ length: DAYS }, (_, day) => day)
      .filter((day) => dayOf(day) <= asOf && levelsOn(dayOf(day)) !== levelsOn(dayOf(day - 1)))
      .map(dayOf);
  }

  it('agrees at every day and instant with the rule, the current status and the timeline', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.infiniteStream(fc.nat()), async (taken, random) => {
        for (const step of taken) await take(step);
        const some = (count: number): number => (random.next().value as number) % count;
        for (const assessor of ASSESSORS) {
          await compare(assessor, '9999-12-31', undefined);
          await compare(assessor, '9999-12-31', instants.at(-1));
          for (let round = 0; round < 8; round++) {
            await compare(assessor, dayOf(some(DAYS)), instants[some(instants.length)]);
          }
          await compareTimeline(assessor, dayOf(some(DAYS)), undefined);
          await compareTimeline(assessor, '9999-12-31', instants[some(instants.length)]);
          for (const code of codes) {
            const now = ratingOf(entries, code, assessor, '9999-12-31', 'later');
            const { body } = await service.http().get(`${RUSSIA}/objectives/${code}?assessor=${assessor}`);
            expect([body.status, body.effectiveOn, body.assessment]).toEqual([
              now?.level ?? 'not_assessed',
              now?.effectiveOn ?? null,
              now?.id ?? null,
            ]);
          }
        }
      }),
      { numRuns: 6, endOnFailure: true },
    );
    expect(entries.length).toBeGreaterThan(30);
    expect(entries.some((entry) => entry.retractedAt !== 'never')).toBe(true);
  });
});
