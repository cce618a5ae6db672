import type { Refusal } from '../core/errors.js';
import type { Reason, ReasonKey } from '../language/reasons.js';
import { wordsOf } from '../language/words.js';

/** The command that helps, where the sentence for programs names a request of the API. */
const COMMANDS: Partial<Record<ReasonKey, string>> = {
  'reason:noPlan': 'Run "scorecard plans" to list the plans.',
  'reason:noSource': 'Run "scorecard sources" to list the sources, or "scorecard add-source" to add one.',
  'reason:noObjective': 'Run "scorecard report <plan>" to see the objectives of a plan.',
  'reason:noSnapshot': 'Run "scorecard snapshots <plan>" to list the snapshots of a plan.',
  'reason:noToken': 'Run "scorecard token list" to list the API tokens.',
  'reason:textNotLoaded':
    'Run "scorecard load-text <source> --text <file>" to load it, or give the quotation.',
  'reason:versionChanged': 'Leave --if-version out, or give the current version.',
};

/** Requests that sentences for programs name, and the commands that do the same. */
const REQUESTS: readonly (readonly [RegExp, string])[] = [
  [/DELETE \/api\/v1\/plans\/([\w-]+)\/withdrawal/, '"scorecard plan reinstate $1"'],
  [/POST \/api\/v1\/plans\/([\w-]+)\/withdrawal/, '"scorecard plan withdraw $1"'],
  [/DELETE \/api\/v1\/plans\/([\w-]+)/, '"scorecard plan discard $1"'],
  [/PATCH \/api\/v1\/plans\/([\w-]+)\/assessors\/([\w-]+)/, '"scorecard assessor rename $1 $2"'],
  [/PATCH \/api\/v1\/plans\/([\w-]+)/, '"scorecard plan edit $1"'],
];

/** What a refusal says to a person at the shell: at which option, what is wrong, and which command to give. */
export function explainRefusal({ message, reason, errors = [] }: Refusal): string {
  const places = errors.map((one) => `${optionFor(one.pointer)}${tell(one.message, one.reason)}`);
  return places.length === 0 ? tell(message, reason) : places.join('\n  ');
}

function tell(message: string, reason: Reason | undefined): string {
  const command = reason && COMMANDS[reason.key];
  if (command !== undefined) return `${wordsOf('en').reason(reason!)} ${command}`;
  return REQUESTS.reduce((told, [request, words]) => told.replace(request, words), message);
}

/** `/2/title`, where several are given in one file, is `item 3, title: `. */
function itemFor(pointer: string): string | undefined {
  const [, at, part] = /^\/(\d+)(?:\/([\w/]+))?$/.exec(pointer) ?? [];
  if (at === undefined) return undefined;
  return `item ${Number(at) + 1}${part === undefined ? '' : `, ${part}`}: `;
}

/** `/evidence/0/source` is `--evidence 1 (source): ` here: the options are named like the fields of a body. */
function optionFor(pointer: string): string {
  const item = itemFor(pointer);
  if (item !== undefined) return item;
  const [, field, at, part] = /^[/?](\w+)(?:\/(\d+))?(?:\/(\w+))?$/.exec(pointer) ?? [];
  if (field === undefined) return pointer === '' ? '' : `${pointer}: `;
  const option = field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return `--${option}${at === undefined ? '' : ` ${Number(at) + 1}`}${part === undefined ? '' : ` (${part})`}: `;
}
