import { createHash } from 'node:crypto';
import { canonicalJson } from '../../core/canonical-json.js';
import type { AreaCounts, ClaimCheck, Counts, NotComplete, Scorecard } from './scorecard.js';

/**
 * The part of a scorecard that the two clocks reproduce, and that its digest covers:
 *
 * - the plan's slug, title, holder and term, its provenance note, and whose assessments they are;
 * - `asOf`, `knownAt`, and from which scale to which it was read, where it was;
 * - all counts, in total and by area, with the areas' names;
 * - the claims, checked against the records;
 * - what is not complete: code, title, level, cause and the words of its evidence.
 *
 * Not covered is what is no record of the two clocks: words in other languages than the plan's own, labels and names
 * that several plans share (of scales, organizations, assessors, sources with their credit), and the address. What
 * else a scorecard shows follows from the same assessments.
 */
export interface ScorecardRecord {
  plan: { slug: string; title: string; holder: string; termStart: string; termEnd: string };
  assessor: { slug: string; kind: string };
  asOf: string;
  knownAt: string;
  mapped: { from: string; to: string } | null;
  total: Counts;
  areas: AreaCounts[];
  claims: ClaimCheck[];
  notComplete: Pick<NotComplete, 'code' | 'title' | 'level' | 'cause' | 'evidence'>[];
  provenanceNote: string | null;
}

/** What the digest of a scorecard covers. Every member is named, so that what is added to a scorecard adds nothing here. */
export function recordOf(scorecard: Scorecard): ScorecardRecord {
  const { plan, assessor, asOf, knownAt, mapped = null, total, areas, provenanceNote } = scorecard;
  const { slug, title, holder, termStart, termEnd } = plan;
  return {
    plan: { slug, title, holder, termStart, termEnd },
    assessor: { slug: assessor.slug, kind: assessor.kind },
    asOf,
    knownAt,
    mapped,
    total: countsOf(total),
    areas: areas.map((area) => ({ code: area.code, name: area.name, ...countsOf(area) })),
    claims: scorecard.claims.map(({ complete, total: of, verdict, reason, passage }) => {
      return { complete, total: of, verdict, ...(reason === undefined ? {} : { reason }), passage };
    }),
    notComplete: scorecard.notComplete.map(({ code, title: what, level, cause, evidence }) => {
      return { code, title: what, level, cause, evidence };
    }),
    provenanceNote,
  };
}

function countsOf(counts: Counts): Counts {
  const { objectives, assessed, complete, percentComplete, credit, percentCredit, byLevel, evidence } =
    counts;
  return { objectives, assessed, complete, percentComplete, credit, percentCredit, byLevel, evidence };
}

/**
 * The SHA-256, in hexadecimal, of the canonical JSON of `recordOf(scorecard)`. Take it of a scorecard in the
 * default language. The same plan, assessor, scale, `asOf` and `knownAt` give the same digest for good, whatever is recorded,
 * retracted or renamed later.
 */
export function digestOf(scorecard: Scorecard): string {
  return sha256(canonicalJson(recordOf(scorecard)));
}

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
