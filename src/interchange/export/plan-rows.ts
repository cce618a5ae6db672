import {
  currentOf,
  type ExportedEvidence,
  type ExportedObjective,
  type ExportedPassage,
  type ExportedPlan,
} from './exported-plan.js';

/**
 * A plan as a table, in the columns that an import reads: one row an objective with its status, and for each further
 * piece of evidence a row with the objective's code and that evidence alone.
 *
 * | column                                       | holds                                                        |
 * | -------------------------------------------- | ------------------------------------------------------------ |
 * | code, area, area_name, title, text           | of the objective                                             |
 * | tags                                         | separated by `|`                                             |
 * | due_on, responsible                          | `YYYY-MM-DD`; who answers for it                             |
 * | stated_in                                    | address or title of the sources that state it, one a line    |
 * | status, effective_on, rationale, cause       | of its assessment; empty where nobody has assessed it        |
 * | assessor                                     | slug of the assessor                                         |
 * | evidence                                     | address or title of the source                               |
 * | bearing, quotation, summary                  | of the passage                                               |
 * | further columns                              | what came with a file and has no place of its own            |
 */
export const PLAN_COLUMNS = [
  ...['code', 'area', 'area_name', 'title', 'text', 'tags', 'due_on', 'responsible', 'stated_in'],
  ...['status', 'effective_on', 'rationale', 'cause', 'assessor'],
  ...['evidence', 'bearing', 'quotation', 'summary'],
] as const;

export type PlanColumn = (typeof PLAN_COLUMNS)[number];
export type PlanRow = Record<string, string | null>;

/**
 * The further columns of a plan, by the names that the file had them by; one that had the name of a column of ours is
 * marked, so that none is taken for the other.
 */
function furtherColumns({ extraNames }: ExportedPlan): { name: string; column: string }[] {
  const ours = new Set<string>(PLAN_COLUMNS);
  return extraNames.map((name) => ({ name, column: ours.has(name) ? `${name} (file)` : name }));
}

/** All columns of a plan's table, in order. */
export function columnsOf(plan: ExportedPlan): string[] {
  return [...PLAN_COLUMNS, ...furtherColumns(plan).map(({ column }) => column)];
}

/** The rows of a plan, in its order. */
export async function* planRows(plan: ExportedPlan): AsyncGenerator<PlanRow> {
  const names = new Map(plan.areas.map(({ code, name }) => [code, name]));
  const keys = new Map(plan.sources.map(({ slug, url, title }) => [slug, url ?? title]));
  const keyOf = ({ source }: ExportedPassage): string => keys.get(source) ?? source;
  const further = furtherColumns(plan);
  for await (const objective of plan.objectives()) {
    const [first, ...others] = evidenceOf(objective);
    const current = currentOf(objective);
    yield {
      code: objective.code,
      area: objective.area,
      area_name: names.get(objective.area) ?? null,
      title: objective.title,
      text: objective.text,
      tags: objective.tags.join('|') || null,
      due_on: objective.dueOn,
      responsible: objective.responsible,
      stated_in: [...new Set(objective.statedIn.map(keyOf))].join('\n') || null,
      status: current?.level ?? null,
      effective_on: current?.effectiveOn ?? null,
      rationale: current?.rationale ?? null,
      cause: current?.cause ?? null,
      assessor: current?.assessor ?? null,
      ...extraColumns(objective, further),
      ...(first === undefined ? {} : evidenceColumns(first, keyOf)),
    };
    for (const evidence of others) yield { code: objective.code, ...evidenceColumns(evidence, keyOf) };
  }
}

/** What came several times under one name stands one a line. */
function extraColumns(
  { extras }: ExportedObjective,
  further: readonly { name: string; column: string }[],
): PlanRow {
  return Object.fromEntries(
    further.map(({ name, column }) => [
      column,
      extras
        .filter((extra) => extra.name === name)
        .map(({ value }) => value)
        .join('\n') || null,
    ]),
  );
}

function evidenceOf(objective: ExportedObjective): ExportedEvidence[] {
  return currentOf(objective)?.evidence ?? [];
}

function evidenceColumns(
  { bearing, passage }: ExportedEvidence,
  keyOf: (passage: ExportedPassage) => string,
): PlanRow {
  return { evidence: keyOf(passage), bearing, quotation: passage.exact, summary: passage.summary };
}
