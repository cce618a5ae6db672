import { createHash } from 'node:crypto';
import { canonicalJson } from '../../core/canonical-json.js';
import type { Counts } from './counts.js';
import { type NotComplete, roundedPercent, type Scorecard } from './scorecard.js';
import type { ClaimCheck } from './claims.js';

/** What the digests of today cover. */
export const DIGEST_VERSION = 2;
/** What digests of this service have covered so far, oldest first. */
export const DIGEST_VERSIONS = [1, DIGEST_VERSION] as const;
export type DigestVersion = (typeof DIGEST_VERSIONS)[number];

/** What version 1 covers of counts. */
interface FirstCounts {
  objectives: number;
  assessed: number;
  complete: number;
  percentComplete: number | null;
  credit: number;
  percentCredit: number | null;
  byLevel: Record<string, number>;
  evidence: Record<string, number>;
}

/** What a version covers of counts; from version 2 on with what they are of. */
export type CoveredCounts = FirstCounts & Partial<Pick<Counts, 'applicable' | 'possible'>>;

/**
 * The part of a scorecard that the two clocks reproduce, and that its digest covers:
 *
 * - the plan's slug, title, holder and term, its provenance note, and whose assessments they are;
 * - `asOf`, `knownAt`, and from which scale to which it was read, where it was;
 * - all counts, in total and by area, with the areas' names;
 * - the claims, checked against the records;
 * - what is not complete: code, title, level, cause and the words of its evidence.
 *
 * Version 2 adds `applicable` and `possible` to the counts, gives no percentage while an objective is not assessed,
 * and adds `differing` and `digestVersion`; it leaves out why a claim does not match, which follows from the counts.
 * Version 1 names no version.
 *
 * Not covered is what is no record of the two clocks: words in other languages than the plan's own, labels and names
 * that several plans share (of scales, organizations, assessors, sources with their credit), and the address. What
 * else a scorecard shows follows from the same assessments.
 */
export interface ScorecardRecord {
  digestVersion?: number;
  plan: { slug: string; title: string; holder: string; termStart: string; termEnd: string };
  assessor: { slug: string; kind: string };
  asOf: string;
  knownAt: string;
  mapped: { from: string; to: string } | null;
  total: CoveredCounts;
  /** From version 2 on. */
  differing?: number;
  areas: (CoveredCounts & { code: string; name: string })[];
  claims: ClaimCheck[];
  notComplete: Pick<NotComplete, 'code' | 'title' | 'level' | 'cause' | 'evidence'>[];
  provenanceNote: string | null;
}

/**
 * What the digest of a scorecard covers. Every member is named, so that what is added to a scorecard adds nothing here.
 * @param version of the digest: what an older one covers can be had of any scorecard
 */
export function recordOf(scorecard: Scorecard, version: DigestVersion = DIGEST_VERSION): ScorecardRecord {
  const { plan, assessor, asOf, knownAt, mapped = null, total, areas, provenanceNote, differing } = scorecard;
  const { slug, title, holder, termStart, termEnd } = plan;
  const countsOf = (counts: Counts): CoveredCounts =>
    version === 1 ? firstCounts(counts, scorecard.scale.levels) : coveredCounts(counts);
  return {
    ...(version === 1 ? {} : { digestVersion: version, differing }),
    plan: { slug, title, holder, termStart, termEnd },
    assessor: { slug: assessor.slug, kind: assessor.kind },
    asOf,
    knownAt,
    mapped,
    total: countsOf(total),
    areas: areas.map((area) => ({ code: area.code, name: area.name, ...countsOf(area) })),
    claims: scorecard.claims.map((claim) => {
      const { complete, total: of, levels, area, verdict, passage } = claim;
      const reason = version === 1 ? firstReason(claim, total) : undefined;
      // Only where the claim names them: claims that do not have kept their digest.
      const scope = { ...(levels === undefined ? {} : { levels }), ...(area === undefined ? {} : { area }) };
      return { complete, total: of, ...scope, verdict, ...(reason === undefined ? {} : { reason }), passage };
    }),
    notComplete: scorecard.notComplete.map(({ code, title: what, level, cause, evidence }) => {
      return { code, title: what, level, cause, evidence };
    }),
    provenanceNote,
  };
}

function coveredCounts(counts: Counts): CoveredCounts {
  const { objectives, applicable, assessed, complete, credit, percentComplete, percentCredit, byLevel } =
    counts;
  const possible = { least: counts.possible.least, most: counts.possible.most };
  const shares = { percentComplete, credit, percentCredit };
  return {
    objectives,
    applicable,
    assessed,
    complete,
    possible,
    ...shares,
    byLevel,
    evidence: strengthsOf(counts),
  };
}

/** As version 1 had them: its percentages took what nobody had assessed for not complete, and rounded to 0 and 100. */
function firstCounts(counts: Counts, levels: Scorecard['scale']['levels']): FirstCounts {
  const { objectives, assessed, complete, credit, byLevel } = counts;
  const applicable = levels
    .filter((level) => level.applicable)
    .reduce((sum, { slug }) => sum + (byLevel[slug] ?? 0), 0);
  return {
    objectives,
    assessed,
    complete,
    percentComplete: roundedPercent(complete, applicable),
    credit,
    percentCredit: roundedPercent(credit, applicable),
    byLevel,
    evidence: strengthsOf(counts),
  };
}

/** Why a claim's verdict is not `matches`, in the words that version 1 covers, whatever they are today. */
function firstReason({ complete, total: of, verdict }: ClaimCheck, total: Counts): string | undefined {
  const { objectives } = total;
  if (verdict === 'matches') return undefined;
  if (complete === null || of === null) {
    return 'The claim names no count of objectives to hold against the records.';
  }
  if (of !== objectives) return `The claim is about ${of} objectives, the records hold ${objectives}.`;
  return verdict === 'incomplete'
    ? `${objectives - total.assessed} of ${objectives} objectives are not assessed.`
    : `The records give ${total.complete} of ${objectives}, the claim says ${complete}.`;
}

/** The strengths of version 1, and of later ones those that occur: so a strength that comes to be known changes no digest. */
function strengthsOf({ evidence }: Counts): Record<string, number> {
  const { firm, qualified, contested, unsupported, ...later } = evidence;
  const occurring = Object.entries<number>(later).filter(([, there]) => there > 0);
  return { firm, qualified, contested, unsupported, ...Object.fromEntries(occurring) };
}

/**
 * The SHA-256, in hexadecimal, of the canonical JSON of `recordOf(scorecard, version)`. Take it of a scorecard in the
 * default language. The same plan, assessor, scale, `asOf`, `knownAt` and version give the same digest for good,
 * whatever is recorded, retracted or renamed later.
 */
export function digestOf(scorecard: Scorecard, version: DigestVersion = DIGEST_VERSION): string {
  return sha256(canonicalJson(recordOf(scorecard, version)));
}

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
