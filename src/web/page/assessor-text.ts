import type { Language } from '../../language/languages.js';
import type { Words } from '../../language/words.js';
import type { PlanView } from '../../plans/plans.reader.js';
import { inLanguage } from '../../plans/translations.js';

/** Whose judgement it is, and whether they judge their own work: "The watchers (independent)". */
export function assessorText(
  { name, names, kind }: Pick<PlanView['assessors'][number], 'name' | 'names' | 'kind'>,
  words: Words,
  language: Language,
): string {
  const of = words.text(kind === 'self_reported' ? 'selfReported' : 'independent');
  return `${inLanguage(name, names, language)} (${of})`;
}
