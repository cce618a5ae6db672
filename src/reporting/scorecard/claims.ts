import type { AreaCounts, Counts } from './counts.js';

/** `incomplete`: too little is assessed, or the claim names no counts, to say whether it holds. */
export type ClaimVerdict = 'matches' | 'differs' | 'incomplete';

/** What the records give for the objectives that a claim counts. */
export interface RecordedCounts {
  /** How many are at the levels that the claim counts. */
  complete: number;
  objectives: number;
  assessed: number;
}

/** A claim as a source makes it. */
export interface MadeClaim {
  complete: number | null;
  total: number | null;
  /** The levels that it counts; null or missing for the complete ones. */
  levels?: readonly string[] | null;
  /** The code of the area that it is about; null or missing for the whole plan. */
  area?: string | null;
  /** The words of the source; where we do not quote it, the claim in our words. */
  passage: string;
}

export interface ClaimCheck {
  complete: number | null;
  total: number | null;
  /** Only where the claim counts other levels than the complete ones. */
  levels?: readonly string[];
  /** Only where the claim is about one area. */
  area?: string;
  /** Only beside `levels` or `area`: the counts it was compared with; null where these records have none. */
  recorded?: RecordedCounts | null;
  verdict: ClaimVerdict;
  /** Why the verdict is not `matches`; only then. */
  reason?: string;
  passage: string;
}

/** The counts that claims are compared with. */
export interface ClaimGround {
  total: Counts;
  areas: readonly AreaCounts[];
  /** Whether the scorecard is read on another scale than the plan's own, whose levels a claim names. */
  isMapped: boolean;
}

/**
 * Compares a claim with the records. While objectives are not assessed it is `incomplete` as long as assessing them
 * could still make it true, and `differs` as soon as nothing could.
 */
export function checkClaim(claim: MadeClaim, ground: ClaimGround): ClaimCheck {
  const { passage, complete, total: of, levels = null, area = null } = claim;
  const recorded = countsFor(claim, ground);
  const check = (verdict: ClaimVerdict, reason?: string): ClaimCheck => ({
    complete,
    total: of,
    ...(levels === null ? {} : { levels }),
    ...(area === null ? {} : { area }),
    ...(levels === null && area === null ? {} : { recorded }),
    verdict,
    ...(reason === undefined ? {} : { reason }),
    passage,
  });
  if (complete === null || of === null)
    return check('incomplete', 'The claim gives no count of objectives to compare with the records.');
  if (recorded === null)
    return check('incomplete', 'The records shown here cannot be counted in the way the claim counts.');
  const { objectives, assessed } = recorded;
  if (of !== objectives)
    return check('differs', `The claim is about ${of} objectives; the records contain ${objectives}.`);
  const open = objectives - assessed;
  if (complete === recorded.complete && open === 0) return check('matches');
  if (recorded.complete <= complete && complete <= recorded.complete + open && open > 0)
    return check('incomplete', `${open} of ${objectives} objectives are not assessed.`);
  return check(
    'differs',
    `The records show ${recorded.complete} of ${objectives}; the claim says ${complete}.`,
  );
}

/** What the records give for the area and the levels that a claim names; null where they cannot be counted so. */
function countsFor({ levels, area }: MadeClaim, ground: ClaimGround): RecordedCounts | null {
  const counts =
    area === null || area === undefined ? ground.total : ground.areas.find(({ code }) => code === area);
  if (counts === undefined || (levels && ground.isMapped)) return null;
  const { objectives, assessed } = counts;
  const complete = levels
    ? levels.reduce((sum, level) => sum + (counts.byLevel[level] ?? 0), 0)
    : counts.complete;
  return { complete, objectives, assessed };
}
