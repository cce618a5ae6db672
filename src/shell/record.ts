import { AssessmentInput, type EvidenceInput } from '../assessments/dto/assessment.dto.js';
import { ObjectivesReader } from '../assessments/objectives.reader.js';
import { RecordAssessment } from '../assessments/record-assessment.js';
import type { Shell } from './shell.js';
import { today } from '../core/dates.js';
import { independentAmong } from '../plans/assessor.entity.js';
import { PlansReader } from '../plans/plans.reader.js';
import { checked, versionOf } from './input.js';
import { UsageError } from './run-safely.js';
import { withServices } from './session.js';

/** The options of `scorecard record`, as commander gives them. */
export interface RecordOptions {
  status: string;
  rationale: string;
  effectiveOn?: string;
  cause?: string;
  assessor?: string;
  outsideTerm?: boolean;
  evidence: string[];
  citation: string[];
  ifVersion?: string;
  json?: boolean;
}

/** `scorecard record`: the same writer and the same rules as the API's. */
export async function record(
  shell: Shell,
  plan: string,
  code: string,
  options: RecordOptions,
): Promise<number> {
  const evidence = [
    ...options.evidence.map((text) => quotation(text)),
    ...options.citation.map((text) => place(text, '--citation', 'summary')),
  ];
  const { status, rationale, cause, assessor, outsideTerm } = options;
  const effectiveOn = options.effectiveOn ?? today();
  const body = { status, rationale, cause, assessor, outsideTerm, effectiveOn, evidence };
  const input = await checked(AssessmentInput, body);
  const expected = versionOf(options.ifVersion);
  return withServices(shell, async (services) => {
    const reader = services.get(ObjectivesReader);
    const { before, after, stored, whose } = await services
      .get(RecordAssessment)
      .within(input, async (store) => {
        const { assessors } = (await services.get(PlansReader).get(plan)).plan;
        const whose = assessor ?? independentAmong(assessors)?.slug;
        const before = await reader.get(plan, code, whose);
        const stored = await store({ plan, objective: code, read: [expected ?? before.version] });
        const after = (await reader.get(plan, code, whose)).objective;
        return { before: before.objective, after, stored, whose: after.assessor };
      });
    return shell.tell(
      options,
      { ...stored, objective: after },
      `${code} (${whose}): ${before.status} -> ${after.status}${after.assessment === stored.id ? '' : ' (a later assessment gives the current status)'}, ` +
        `recorded as ${stored.id}, objective now at version ${stored.version}`,
    );
  });
}

function quotation(text: string): Partial<EvidenceInput> {
  const known = /^(\w+):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text);
  return known
    ? { bearing: known[1] as EvidenceInput['bearing'], passage: known[2] }
    : place(text, '--evidence', 'exact');
}

function place(text: string, option: string, words: 'exact' | 'summary'): Partial<EvidenceInput> {
  const parts = /^(\w+):([a-z0-9-]+):(.*)$/s.exec(text);
  if (!parts)
    throw new UsageError(
      `${option} must have the form supports:report-2024-12-04:"quotation", not ${JSON.stringify(text)}`,
    );
  return { bearing: parts[1] as EvidenceInput['bearing'], source: parts[2], [words]: parts[3] };
}
