import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalJson } from '../../../src/core/canonical-json.js';
import { sha256 } from '../../../src/reporting/scorecard/digest.js';
import type { Json } from '../../support/api.js';
import { startService, type TestService } from '../../support/service.js';

const PLAN = '/api/v1/plans/csto-2024-kazakhstan';

/** As version 1 wrote counts: what nobody had assessed was taken for not complete, and there was no denominator. */
function firstCounts(counts: Json): object {
  const { objectives, assessed, complete, credit, byLevel } = counts;
  const { firm, qualified, contested, unsupported } = counts.evidence;
  const applicable = objectives - (byLevel.not_applicable ?? 0);
  const share = (part: number): number | null =>
    applicable === 0 ? null : Math.round((1000 * part) / applicable) / 10;
  return {
    ...{
      objectives,
      assessed,
      complete,
      percentComplete: share(complete),
      credit,
      percentCredit: share(credit),
    },
    ...{ byLevel, evidence: { firm, qualified, contested, unsupported } },
  };
}

/** What version 1 kept of a scorecard whose claims count nothing, member by member. */
function firstRecord(card: Json): object {
  const { slug, title, holder, termStart, termEnd } = card.plan;
  return {
    plan: { slug, title, holder, termStart, termEnd },
    assessor: { slug: card.assessor.slug, kind: card.assessor.kind },
    ...{ asOf: card.asOf, knownAt: card.knownAt, mapped: null, total: firstCounts(card.total) },
    areas: card.areas.map((area: Json) => ({ code: area.code, name: area.name, ...firstCounts(area) })),
    // It kept the sentence why a claim does not match, in the words that it had then.
    claims: card.claims.map(({ complete, total, verdict, passage }: Json) => {
      const reason = 'The claim names no count of objectives to hold against the records.';
      return { complete, total, verdict, reason, passage };
    }),
    notComplete: card.notComplete.map((open: Json) => {
      const { code, title: what, level, cause, evidence } = open;
      return { code, title: what, level, cause, evidence };
    }),
    provenanceNote: card.provenanceNote,
  };
}

describe('a snapshot that was saved before its digest had a version', () => {
  let service: TestService;
  let today: Json;
  let digest: string;
  /** Ids are in the order of their making. */
  const id = '01000000-0000-7000-8000-000000000001';

  beforeAll(async () => {
    service = await startService();
    today = (await service.http().post(`${PLAN}/snapshots`).send({}).expect(201)).body;
    const { asOf, knownAt } = today;
    const { body: card } = await service.http().get(`${PLAN}/scorecard`).query({ asOf, knownAt }).expect(200);
    expect(card.claims.map(({ complete, total }: Json) => [complete, total])).toEqual([
      [null, null],
      [null, null],
    ]);
    const scorecard = firstRecord(card);
    digest = sha256(canonicalJson(scorecard));
    const content = canonicalJson({ objectives: today.objectives, scorecard });
    await service.database.source.query(
      `INSERT INTO scorecard_snapshot (plan_id, id, label, as_of, known_at, assessor, scale, digest, digest_version,
                                       content, content_sha256, created_at, created_by)
       SELECT plan_id, $1, 'Saved long ago', as_of, known_at, assessor, scale, $2, 1, $3, $4,
              created_at - interval '1 day', created_by
         FROM scorecard_snapshot WHERE id = $5`,
      [id, digest, content, sha256(content), today.id],
    );
  });
  afterAll(() => service.stop());

  it('still has the digest of the live scorecard, and does not look as if figures had been changed', async () => {
    const { asOf, knownAt } = today;
    const { body } = await service
      .http()
      .get(`${PLAN}/scorecard`)
      .query({ asOf, knownAt, digestVersion: 1 })
      .expect(200);
    expect(body.digest).toBe(digest);
    expect(digest).not.toBe(today.digest);
  });

  it('can be read and listed as it was saved, with the version of its digest', async () => {
    const { body } = await service.http().get(`${PLAN}/snapshots/${id}`).expect(200);
    expect(body).toMatchObject({ id, digest, digestVersion: 1, label: 'Saved long ago' });
    expect(body.scorecard.total).not.toHaveProperty('applicable');
    const { text } = await service.http().get(`${PLAN}/snapshots/${id}.json`).expect(200);
    expect(sha256(text)).toBe(body.sha256);
    const { body: list } = await service.http().get(`${PLAN}/snapshots`).expect(200);
    expect(list.items.map((item: Json) => [item.id, item.digestVersion])).toEqual([
      [today.id, 2],
      [id, 1],
    ]);
  });

  it('is compared with one of today: nothing moved, and its percentages of what nobody assessed are not repeated', async () => {
    const { body } = await service.http().get(`${PLAN}/snapshots/${id}/comparison/${today.id}`).expect(200);
    expect(body.objectives).toEqual([]);
    expect(body.total.from).toEqual({ ...body.total.to, applicable: null });
    expect(body.total.from.percentComplete).toBeNull();
  });
});
