import { folded } from '../tables/folded.js';
import type { ObjectiveChange } from '../../plans/dto/objective.dto.js';
import type { ImportedObjective } from './imported-plan.js';
import type { StoredAssessment, StoredObjective } from './plan-state.sql.js';

/** An assessment of a file once its sources are known. */
export interface WantedAssessment {
  assessor: string;
  status: string;
  effectiveOn: string;
  /** Undefined where the file gives none: then any will do. */
  rationale?: string;
  cause?: string;
  evidence: { source: string; exact?: string; summary?: string; bearing: string }[];
}

/** What of an objective a file says otherwise than it stands; undefined where it says nothing new. What it leaves out stays. */
export function changeOf(
  stored: StoredObjective,
  { area, ...said }: ImportedObjective,
): ObjectiveChange | undefined {
  const change: ObjectiveChange = {
    ...(area !== undefined && area !== stored.area ? { area } : {}),
    ...(said.title !== undefined && said.title !== stored.title ? { title: said.title } : {}),
    ...(said.text !== undefined && said.text !== stored.text ? { text: said.text } : {}),
    ...(said.tags !== undefined && said.tags.join('\n') !== stored.tags.join('\n')
      ? { tags: said.tags }
      : {}),
    ...(said.dueOn !== undefined && said.dueOn !== stored.dueOn ? { dueOn: said.dueOn } : {}),
    ...(said.responsible !== undefined && said.responsible !== stored.responsible
      ? { responsible: said.responsible }
      : {}),
  };
  return Object.keys(change).length === 0 ? undefined : change;
}

/** Whether what stands says all that a file says: the same status from the same day on the same evidence. */
export function isSame(stored: StoredAssessment, wanted: WantedAssessment): boolean {
  return (
    stored.assessor === wanted.assessor &&
    stored.status === wanted.status &&
    stored.effectiveOn === wanted.effectiveOn &&
    (wanted.rationale === undefined || wanted.rationale === stored.rationale) &&
    (wanted.cause ?? null) === stored.cause &&
    citedIn(stored.evidence) === citedIn(wanted.evidence)
  );
}

/** The assessment of the same assessor and day that was recorded last: what a file says is compared with it. */
export function standing(
  stored: StoredObjective | undefined,
  wanted: WantedAssessment,
): StoredAssessment | undefined {
  return stored?.assessments.findLast(
    ({ assessor, effectiveOn }) => assessor === wanted.assessor && effectiveOn === wanted.effectiveOn,
  );
}

function citedIn(
  evidence: readonly { source: string; exact?: string | null; summary?: string | null; bearing: string }[],
): string {
  return evidence
    .map(({ source, exact, summary, bearing }) =>
      JSON.stringify([source, exact ?? '', summary ?? '', bearing]),
    )
    .sort()
    .join('\n');
}

/** The codes nearest to one that is not there, best first. */
export function nearestCodes(code: string, codes: Iterable<string>): string[] {
  const parts = (one: string): string[] => folded(one).split(' ');
  const own = parts(code);
  return [...codes]
    .map((other) => ({ other, shared: parts(other).filter((part) => own.includes(part)).length }))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared)
    .slice(0, 3)
    .map(({ other }) => other);
}

/** A slug out of the words of a title or an address; `source` where none of its letters can stand in one. */
export function slugOf(text: string): string {
  const bare = text.replace(/^https?:\/\/(www\.)?/i, '');
  const plain = bare.normalize('NFKD').toLowerCase();
  const words = plain.split(/[^a-z0-9]+/).filter((word) => word !== '');
  let slug = '';
  for (const word of words) {
    if (slug.length + word.length >= 60) break;
    slug += slug === '' ? word : `-${word}`;
  }
  return slug === '' ? (words[0]?.slice(0, 60) ?? 'source') : slug;
}
