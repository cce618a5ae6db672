import { AssessmentInput, type EvidenceInput } from '../assessments/dto/assessment.dto.js';
import { ObjectivesReader } from '../assessments/objectives.reader.js';
import { RecordAssessment } from '../assessments/record-assessment.js';
import type { Settings } from '../config/settings.js';
import { today } from '../core/dates.js';
import { InputPipe } from '../http/input.pipe.js';
import { UsageError } from './run-safely.js';
import { withServices } from './session.js';

/** The options of `scorecard record`, as commander gives them. */
export interface RecordOptions {
  status: string;
  rationale: string;
  effectiveOn?: string;
  cause?: string;
  assessor?: string;
  evidence: string[];
  citation: string[];
  ifVersion?: string;
}

/** `scorecard record`: the same writer and the same rules as the API's. */
export async function record(
  settings: Settings,
  plan: string,
  code: string,
  options: RecordOptions,
): Promise<number> {
  const evidence = [
    ...options.evidence.map((text) => quotation(text)),
    ...options.citation.map((text) => place(text, '--citation', 'summary')),
  ];
  const { status, rationale, cause, assessor } = options;
  const body = { status, rationale, cause, assessor, effectiveOn: options.effectiveOn ?? today(), evidence };
  const input = (await new InputPipe().transform(body, {
    type: 'body',
    metatype: AssessmentInput,
  })) as AssessmentInput;
  const expected = version(options.ifVersion);
  return withServices(settings, async (services) => {
    const reader = services.get(ObjectivesReader);
    const { before, after, stored } = await services.get(RecordAssessment).within(input, async (store) => {
      const before = await reader.get(plan, code, assessor);
      const stored = await store({ plan, objective: code, read: [expected ?? before.version] });
      return { before: before.objective, after: (await reader.get(plan, code, assessor)).objective, stored };
    });
    process.stdout.write(
      `${code}: ${before.status} -> ${after.status}${after.assessment === stored.id ? '' : ' (a later assessment gives the current status)'}, ` +
        `recorded as ${stored.id}, objective now at version ${stored.version}\n`,
    );
    return 0;
  });
}

function version(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const digits = /^"?(\d{1,9})"?$/.exec(text)?.[1];
  if (digits === undefined) throw new UsageError('--if-version must be the number of a version, such as 3');
  return Number(digits);
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
