import { readFileSync } from 'node:fs';
import { Ajv2020, type AnySchemaObject, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { projectPath } from '../config/project.js';
import { type DatasetScale, dayProblems, levelProblems, shippedScales } from './dataset-scales.js';
import { datasetRef, type Dataset, type DatasetSource } from './dataset.js';
import { type DatasetProblem, schemaProblems } from './schema-problems.js';

export type { DatasetProblem } from './schema-problems.js';

let compiled: ValidateFunction<Dataset> | undefined;

/**
 * Everything that is wrong with a dataset, in no particular order; an empty list means that it may be imported.
 *
 * First the JSON Schema; if that holds, what a schema cannot say: that references name something, that codes,
 * slugs, keys and addresses are unique, that the term and the claims are in order, that a quotation is as long
 * as its position says, that assessments keep to the plan's scale and lie near its term, and that no complete status rests
 * on contradicting passages alone.
 * @param scales those that a plan may name; the shipped ones where none are given
 */
export function validateDataset(
  value: unknown,
  scales: readonly DatasetScale[] = shippedScales(),
): DatasetProblem[] {
  compiled ??= compileSchema();
  if (!compiled(value)) return schemaProblems(compiled.errors ?? []);
  return [
    ...duplicates(value),
    ...unknownNames(value),
    ...brokenRefs(value),
    ...impossibleFigures(value),
    ...levelProblems(value, scales),
    ...dayProblems(value),
  ];
}

function compileSchema(): ValidateFunction<Dataset> {
  const schema = JSON.parse(
    readFileSync(projectPath('seeds/dataset.schema.json'), 'utf8'),
  ) as AnySchemaObject;
  const ajv = new Ajv2020({ allErrors: true, verbose: true });
  ajvFormats.default(ajv, ['date', 'uri']);
  return ajv.compile<Dataset>(schema);
}

function duplicates({ assessors, sources, plan }: Dataset): DatasetProblem[] {
  return [
    ...repeated('/assessors', 'slug', assessors),
    ...repeated('/sources', 'slug', sources),
    ...repeated('/sources', 'url', sources),
    ...sources.flatMap(({ passages }, at) => repeated(`/sources/${at}/passages`, 'key', passages)),
    ...repeated('/plan/areas', 'code', plan.areas),
    ...repeated('/plan/objectives', 'code', plan.objectives),
    ...plan.objectives.flatMap(({ assessments }, objective) =>
      assessments.flatMap(({ evidence }, at) =>
        repeated(`/plan/objectives/${objective}/assessments/${at}/evidence`, 'passage', evidence),
      ),
    ),
  ];
}

/** One problem for every entry that repeats the `name` of an earlier one; entries without it do not count. */
function repeated<Name extends string>(
  pointer: string,
  name: Name,
  entries: readonly { [key in Name]?: string }[],
): DatasetProblem[] {
  const seen = new Map<string, number>();
  return entries.flatMap((entry, at) => {
    const value = entry[name];
    if (value === undefined) return [];
    const first = seen.get(value);
    if (first === undefined) {
      seen.set(value, at);
      return [];
    }
    const message = `${name} "${value}" is already used at ${pointer}/${first}/${name}: keep one of the two, or use another ${name}`;
    return [{ pointer: `${pointer}/${at}/${name}`, message }];
  });
}

function unknownNames({ assessors, plan }: Dataset): DatasetProblem[] {
  const problems: DatasetProblem[] = [];
  const areas = new Set(plan.areas.map(({ code }) => code));
  const known = new Set(assessors.map(({ slug }) => slug));
  const assessor = (pointer: string, slug: string): void => {
    if (!known.has(slug))
      problems.push({
        pointer,
        message: `the dataset has no assessor "${slug}": add it to /assessors, or use ${list(known)}`,
      });
  };

  assessor('/plan/defaultAssessor', plan.defaultAssessor);
  plan.objectives.forEach(({ area, assessments }, at) => {
    const pointer = `/plan/objectives/${at}`;
    if (!areas.has(area))
      problems.push({
        pointer: `${pointer}/area`,
        message: `the plan has no area "${area}": add it to /plan/areas, or use ${list(areas)}`,
      });
    assessments.forEach((assessment, which) => {
      const place = `${pointer}/assessments/${which}/assessor`;
      if (assessment.assessor !== undefined) assessor(place, assessment.assessor);
      else if (!assessors.some(({ kind }) => kind === 'independent'))
        problems.push({
          pointer: place,
          message: `is needed where no assessor is independent: name ${list(known)}, or add an independent one to /assessors`,
        });
    });
  });
  return problems;
}

function list(names: ReadonlySet<string>): string {
  return [...names].map((name) => `"${name}"`).join(' or ');
}

function brokenRefs({ sources, plan }: Dataset): DatasetProblem[] {
  const passages = new Map<string, Set<string>>();
  // A repeated slug is one problem, reported as such: its references still find what either entry holds.
  for (const { slug, passages: held } of sources)
    passages.set(slug, new Set([...(passages.get(slug) ?? []), ...held.map(({ key }) => key)]));
  return refsOf(plan).flatMap(({ pointer, ref }) => {
    const { source, passage } = datasetRef(ref) ?? { source: ref, passage: '' };
    const keys = passages.get(source);
    if (!keys)
      return [
        {
          pointer,
          message: `the dataset has no source "${source}": add it to /sources, or correct the reference`,
        },
      ];
    if (keys.has(passage)) return [];
    return [
      {
        pointer,
        message: `source "${source}" has no passage "${passage}": add it there, or correct the reference`,
      },
    ];
  });
}

function refsOf(plan: Dataset['plan']): { pointer: string; ref: string }[] {
  return [
    ...plan.objectives.flatMap(({ statedIn = [], assessments }, at) => [
      ...statedIn.map((ref, which) => ({ pointer: `/plan/objectives/${at}/statedIn/${which}`, ref })),
      ...assessments.flatMap(({ evidence }, assessment) =>
        evidence.map(({ passage }, which) => ({
          pointer: `/plan/objectives/${at}/assessments/${assessment}/evidence/${which}/passage`,
          ref: passage,
        })),
      ),
    ]),
    ...plan.claims.map(({ passage }, at) => ({ pointer: `/plan/claims/${at}/passage`, ref: passage })),
  ];
}

function impossibleFigures({ sources, plan }: Dataset): DatasetProblem[] {
  const problems = sources.flatMap(misplaced);
  if (plan.termEnd < plan.termStart)
    problems.push({
      pointer: '/plan/termEnd',
      message: `the term ends before it starts (${plan.termStart}): correct one of the two dates`,
    });
  plan.claims.forEach(({ complete, total }, at) => {
    if (complete !== undefined && total !== undefined && complete > total)
      problems.push({
        pointer: `/plan/claims/${at}/complete`,
        message: `${complete} of ${total} is impossible: give the number completed first, then the total`,
      });
  });
  return problems;
}

function misplaced({ passages }: DatasetSource, source: number): DatasetProblem[] {
  return passages.flatMap(({ exact, start, end }, at) => {
    if (exact === undefined || start === undefined || end === undefined) return [];
    const length = [...exact].length;
    if (end - start === length) return [];
    return [
      {
        pointer: `/sources/${source}/passages/${at}/end`,
        message: `the quotation has ${length} code points, but its position spans ${end - start}: run the anchor tool again`,
      },
    ];
  });
}
