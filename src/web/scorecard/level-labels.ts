import type { Language } from '../../language/languages.js';
import type { PlanView } from '../../plans/plans.reader.js';
import { inLanguage } from '../../plans/translations.js';

/** The labels of the levels of a plan's scale, by their slugs. */
export function levelLabels(plan: PlanView, language: Language): Map<string, string> {
  return new Map(
    plan.scale.levels.map(({ slug, label, labels }) => [slug, inLanguage(label, labels, language)]),
  );
}
