import type { Report, ReportObjective } from '../src/reporting/scorecard/report.js';
import { computeScorecard } from '../src/reporting/scorecard/scorecard.js';

const AREAS = ['internal', 'external', 'mission'];
const LEVELS = [
  ['not_assessed', 'Not assessed', null, false, false, false],
  ['in_progress', 'In progress', 0, false, false, true],
  ['implemented', 'Implemented', 1, true, true, true],
  ['not_implemented', 'Not implemented', 0, false, true, true],
] as const;
const KNOWN_AT = '2026-11-23T12:00:00.000Z';

/** One of every 17 is not implemented, about three of ten are qualified, as in the plan of 34. */
function objective(at: number): ReportObjective {
  const area = AREAS[at % 3]!;
  const isMissed = at % 17 === 16;
  const isQualified = at % 10 < 3;
  const passage = (bearing: 'supports' | 'qualifies'): ReportObjective['evidence'][number] => ({
    bearing,
    exact: `the words of the source on which the rating of objective ${at} rests, as long as such words are`,
    summary: null,
    source: 'source',
    paragraph: 1 + (at % 30),
    note: 'a remark of the assessor',
  });
  return {
    area,
    areaName: `The ${area} area`,
    code: `OBJ-${at + 1}`,
    title: `Objective ${at + 1}, worded as long as objectives of presidencies usually are`,
    basis: 'reported',
    level: isMissed ? 'not_implemented' : 'implemented',
    levelLabel: isMissed ? 'Not implemented' : 'Implemented',
    cause: isMissed ? 'external' : null,
    effectiveOn: '2023-11-23',
    recordedAt: KNOWN_AT,
    strength: isMissed ? null : isQualified ? 'qualified' : 'firm',
    late: false,
    hasEvidence: true,
    rationale: 'Why the assessor gives this level, in a sentence or two as they are usually written.',
    evidence: [passage('supports'), passage('supports'), passage(isQualified ? 'qualifies' : 'supports')],
  };
}

/** A report of so many objectives; they are made as they are read, as the service reads them from the database. */
export function generatedReport(count: number): Report {
  async function* objectives(): AsyncGenerator<ReportObjective> {
    for (let at = 0; at < count; at++) {
      // A page of the database's, now and then.
      if (at % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
      yield objective(at);
    }
  }
  const all = Array.from({ length: count }, (_, at) => objective(at));
  const scorecard = computeScorecard(
    {
      plan: {
        slug: 'generated',
        title: 'A generated plan',
        holder: 'Nobody',
        termStart: '2023-01-01',
        termEnd: '2023-12-31',
        organization: { slug: 'generated', name: 'A generated organization', acronym: null },
      },
      assessor: { slug: 'assessor', kind: 'independent', name: 'An assessor' },
      provenanceNote: 'Made for a measurement.',
      scale: {
        slug: 'completion',
        name: 'Completion',
        levels: LEVELS.map(([slug, label, credit, complete, final, assessed]) => ({
          ...{ slug, label, credit, complete, final, assessed },
          applicable: true,
        })),
      },
      areas: AREAS.map((code) => ({ code, name: `The ${code} area` })),
      groups: all.map(({ area, level, strength }) => ({ area, level, strength, objectives: 1 })),
      claims: [],
      notComplete: all
        .filter(({ level }) => level === 'not_implemented')
        .map(({ code, title, level, cause, evidence }) => ({
          ...{ code, title, level, cause },
          effectiveOn: '2023-11-23',
          rationale: 'Why it was not achieved.',
          passages: evidence,
        })),
      late: [],
      dissent: [],
      sources: [
        {
          slug: 'source',
          title: 'A source',
          authors: ['An author'],
          publisher: 'A publisher',
          publishedOn: '2023-12-04',
          url: null,
          archiveUrl: null,
          rights: null,
        },
      ],
    },
    { asOf: '2023-12-31', knownAt: KNOWN_AT, language: 'en' },
  );
  return {
    scorecard,
    cells: count > 2000 ? null : all,
    timeline: [
      {
        date: '2023-11-23',
        assessed: count,
        applicable: count,
        complete: scorecard.total.complete,
        percentComplete: scorecard.total.percentComplete,
        byLevel: scorecard.total.byLevel,
      },
    ],
    objectives,
  };
}
