/**
 * What a file says about one plan, whatever its format: the readers of tables and of StratML make it, the import compares it with what is
 * there and applies it. Nothing in it has been checked against the database.
 */
export interface ImportedPlan {
  areas: ImportedArea[];
  objectives: ImportedObjective[];
  /** Each names its objective by code, which need not be among `objectives`: a file may bring statuses alone. */
  assessments: ImportedAssessment[];
  sources: ImportedSource[];
  /** What the file says of the plan itself, as far as it does. */
  plan?: ImportedHeading;
}

/** Where in the file something stands. Rows, and lines of a text, count from 1 as the person's program shows them. */
export interface Place {
  sheet: string | null;
  row: number;
  /** The heading of the column as the file has it, or the path of an element. */
  column?: string;
}

export interface ImportedHeading {
  title?: string;
  language?: string;
  organization?: { name: string; acronym?: string };
  holder?: string;
  /** Days, YYYY-MM-DD. */
  termStart?: string;
  termEnd?: string;
  provenanceNote?: string;
}

export interface ImportedArea {
  code: string;
  name: string;
  at: Place;
}

export interface ImportedObjective {
  code: string;
  /** The code of its area; undefined where the file has none and the plan's area of that objective stays. */
  area?: string;
  title?: string;
  /** The full wording, where it is longer than the title. */
  text?: string;
  tags?: string[];
  /** YYYY-MM-DD. */
  dueOn?: string;
  responsible?: string;
  /** Addresses or names of the sources that state the objective, each among `sources`. */
  statedIn: ImportedReference[];
  /** What has no place of its own: kept with the objective, shown there, and written out again. */
  extras: ImportedExtra[];
  at: Place;
}

/** A name and a value, both as the file has them; `path` says where a structured format had it. */
export interface ImportedExtra {
  name: string;
  value: string;
  path?: string;
}

export interface ImportedAssessment {
  objective: string;
  /** The slug of an assessor of the plan; undefined means the one that the import was told. */
  assessor?: string;
  /** A level of the plan's scale, or of the scale that the mapping makes. */
  status: string;
  /** YYYY-MM-DD. */
  effectiveOn: string;
  rationale?: string;
  cause?: 'external' | 'internal' | 'mixed' | 'unknown';
  evidence: ImportedEvidence[];
  at: Place;
}

export interface ImportedEvidence extends ImportedReference {
  bearing: 'supports' | 'qualifies' | 'contradicts';
  at: Place;
}

/** Refers to a source by its key in `sources`, and says what of it is meant. */
export interface ImportedReference {
  source: string;
  /** Words of the source, quoted. */
  exact?: string;
  /** What the source says, in the file's words; where both are missing, the source as a whole is cited. */
  summary?: string;
}

export interface ImportedSource {
  /** Unique in the file: the address where there is one, else the title. */
  key: string;
  url?: string;
  title?: string;
  publisher?: string;
  /** A year, a month, a day, or an interval of two. */
  publishedOn?: string;
  at: Place;
}
