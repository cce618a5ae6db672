import type { Translations } from '../plans/translations.js';

/**
 * The interchange format of a plan with its sources and assessments, as the files in `seeds/` hold it.
 * `seeds/dataset.schema.json` says the same in JSON Schema, `docs/reference/dataset.md` in prose.
 */
export interface Dataset {
  $schema?: string;
  format: 'presidency-scorecard-dataset/1';
  organization: DatasetOrganization;
  assessors: DatasetAssessor[];
  sources: DatasetSource[];
  plan: DatasetPlan;
}

export interface DatasetOrganization {
  slug: string;
  name: string;
  names?: Translations;
  acronym?: string;
  acronyms?: Translations;
}

export interface DatasetAssessor {
  slug: string;
  name: string;
  names?: Translations;
  kind: 'self_reported' | 'independent';
}

export interface DatasetSource {
  slug: string;
  title: string;
  authors?: string[];
  publisher?: string;
  /** Day, YYYY-MM-DD. */
  publishedOn?: string;
  /** BCP 47 tag. */
  language?: string;
  url?: string;
  archiveUrl?: string;
  rights?: string;
  note?: string;
  /** The text that the passages' positions belong to; the text itself is not part of a dataset. */
  text?: { sha256: string };
  passages: DatasetPassage[];
}

/** A quotation (`exact`, with its selectors once it is anchored) or a citation (`summary`), or both. */
export interface DatasetPassage {
  key: string;
  exact?: string;
  prefix?: string;
  suffix?: string;
  /** Code points from the start of the text in its canonical form; `end` is exclusive. */
  start?: number;
  end?: number;
  /** Number of the body's paragraph, from 1, headings and footnotes not counted. */
  paragraph?: number;
  summary?: string;
}

export interface DatasetPlan {
  slug: string;
  title: string;
  titles?: Translations;
  /** BCP 47 tag of the wording; `en` where it is left out. */
  language?: string;
  holder: { name: string; names?: Translations; iso3166?: string };
  termStart: string;
  termEnd: string;
  motto?: string;
  /** The slug of a rating scale that the service has. */
  scale: string;
  /** Whose assessments are shown where nobody asks for another. */
  defaultAssessor: string;
  provenanceNote: string;
  provenanceNotes?: Translations;
  officialList?: string;
  areas: DatasetArea[];
  objectives: DatasetObjective[];
  claims: DatasetClaim[];
}

export interface DatasetArea {
  code: string;
  name: string;
  names?: Translations;
  sourceHeading?: string;
}

export interface DatasetObjective {
  code: string;
  area: string;
  title: string;
  titles?: Translations;
  basis: 'stated' | 'reported' | 'secondary';
  note?: string;
  statedIn?: DatasetRef[];
  assessments: DatasetAssessment[];
}

export interface DatasetAssessment {
  /** Left out: the first independent assessor of the file. */
  assessor?: string;
  /** A level of the plan's scale. */
  status: string;
  effectiveOn: string;
  /** The day is meant, though it lies more than ten years outside the term. */
  outsideTerm?: boolean;
  rationale: string;
  cause?: 'external' | 'internal' | 'mixed' | 'unknown';
  evidence: DatasetEvidence[];
}

export interface DatasetEvidence {
  passage: DatasetRef;
  bearing: 'supports' | 'qualifies' | 'contradicts';
  note?: string;
}

export interface DatasetClaim {
  text: string;
  complete?: number;
  total?: number;
  passage: DatasetRef;
}

/** Names a passage: `source-slug#passage-key`. */
export type DatasetRef = string;

/** Takes a reference apart; undefined if it is not of the form `source-slug#passage-key`. */
export function datasetRef(ref: DatasetRef): { source: string; passage: string } | undefined {
  const [source, passage, ...rest] = ref.split('#');
  return source && passage && rest.length === 0 ? { source, passage } : undefined;
}
