import { elements, inserted, staged, type Step, translationsOf } from './staged.sql.js';

/* Plans with their wording, areas, objectives, claims and snapshots, as the file has them: ids, instants and versions too. */

const HEADING =
  'scale text, "defaultAssessor" text, title text, titles jsonb, holder jsonb, "termStart" date, "termEnd" date, ' +
  '"provenanceNote" text, "provenanceNotes" jsonb, state text, "withdrawnAt" timestamptz, "withdrawalRationale" text';
const KNOWN = '"knownFrom" timestamptz, "knownUntil" timestamptz';
const PLAN =
  `slug text, organization text, ${HEADING}, language text, motto text, "officialList" text, version integer, ` +
  'revision integer, "createdAt" timestamptz, "revisedAt" timestamptz, "knownFrom" timestamptz, assessors jsonb, areas jsonb, imports jsonb, extras jsonb, history jsonb';
const AREA =
  'key integer, code text, name text, names jsonb, "sourceHeading" text, position integer, version integer, ' +
  '"knownFrom" timestamptz, "removedAt" timestamptz, history jsonb';
const AREA_THEN = `${KNOWN}, code text, name text, names jsonb, position integer`;
const OBJECTIVE =
  'plan text, code text, area integer, title text, titles jsonb, basis text, "text" text, note text, tags text[], "dueOn" date, ' +
  'responsible text, position integer, version integer, "knownFrom" timestamptz, "struckAt" timestamptz, "strikeRationale" text, ' +
  '"statedIn" uuid[], extras jsonb, history jsonb';
const OBJECTIVE_THEN = `${KNOWN}, code text, area integer, title text, titles jsonb, basis text, position integer`;
const IMPORT =
  'id uuid, "fileName" text, "fileSha256" text, format text, "importedAt" timestamptz, "importedBy" text';
const EXTRA = 'name text, value text, path text';
const CLAIM =
  'plan text, id integer, "text" text, complete integer, total integer, levels text[], area integer, passage uuid, ' +
  '"recordedAt" timestamptz, retraction jsonb';
const RETRACTION = '"recordedAt" timestamptz, "recordedBy" text, rationale text';
const SNAPSHOT =
  'plan text, id uuid, label text, "asOf" date, "knownAt" timestamptz, assessor text, scale text, digest text, ' +
  '"digestVersion" smallint, content text, "createdAt" timestamptz, "createdBy" text';

/** The scale and the default assessor that a record names. */
const NAMED = (r: string): string =>
  `JOIN rating_scale c ON c.slug = ${r}.scale JOIN assessor d ON d.slug = ${r}."defaultAssessor"`;

const PLANS = inserted(
  'plan',
  `INSERT INTO plan (slug, organization_id, scale_id, default_assessor_id, title, titles, holder_name, holder_names, holder_iso3166,
                     term_start, term_end, motto, provenance_note, provenance_notes, official_list, language, state, withdrawn_at,
                     withdrawal_rationale, version, revision, created_at, revised_at, known_from)
   SELECT r.slug, g.id, c.id, d.id, r.title, ${translationsOf('r.titles')}, r.holder ->> 'name', ${translationsOf(`r.holder -> 'names'`)},
          r.holder ->> 'iso3166', r."termStart", r."termEnd", r.motto, r."provenanceNote", ${translationsOf('r."provenanceNotes"')},
          r."officialList", r.language, r.state, r."withdrawnAt", r."withdrawalRationale", r.version, r.revision, r."createdAt",
          r."revisedAt", r."knownFrom"
     FROM ${staged('plan', PLAN)} JOIN organization g ON g.slug = r.organization ${NAMED('r')} ORDER BY s.line`,
);

const PLAN_PARTS = `
INSERT INTO plan_assessor (plan_id, assessor_id, position, known_from)
SELECT p.id, a.id, t_list.n, t."knownFrom"
  FROM ${staged('plan', PLAN)} JOIN plan p ON p.slug = r.slug
 CROSS JOIN ${elements('r.assessors', 't', 'assessor text, "knownFrom" timestamptz')} JOIN assessor a ON a.slug = t.assessor;

INSERT INTO plan_history (plan_id, known_from, known_until, title, titles, holder_name, holder_names, term_start, term_end,
                          default_assessor_id, provenance_note, provenance_notes, state, withdrawn_at, withdrawal_rationale, scale_id)
SELECT p.id, h."knownFrom", h."knownUntil", h.title, ${translationsOf('h.titles')}, h.holder ->> 'name', ${translationsOf(`h.holder -> 'names'`)},
       h."termStart", h."termEnd", d.id, h."provenanceNote", ${translationsOf('h."provenanceNotes"')}, h.state, h."withdrawnAt",
       h."withdrawalRationale", c.id
  FROM ${staged('plan', PLAN)} JOIN plan p ON p.slug = r.slug
 CROSS JOIN ${elements('r.history', 'h', `${KNOWN}, ${HEADING}`)} ${NAMED('h')};

INSERT INTO plan_import (plan_id, id, file_name, file_sha256, format, imported_at, imported_by)
SELECT p.id, i.id, i."fileName", i."fileSha256", i.format, i."importedAt", i."importedBy"
  FROM ${staged('plan', PLAN)} JOIN plan p ON p.slug = r.slug CROSS JOIN ${elements('r.imports', 'i', IMPORT)};

INSERT INTO plan_extra (plan_id, position, name, value, path)
SELECT p.id, x_list.n, x.name, x.value, x.path
  FROM ${staged('plan', PLAN)} JOIN plan p ON p.slug = r.slug CROSS JOIN ${elements('r.extras', 'x', EXTRA)};

INSERT INTO area (plan_id, code, name, names, source_heading, position, version, known_from, removed_at)
SELECT p.id, a.code, a.name, ${translationsOf('a.names')}, a."sourceHeading", a.position, a.version, a."knownFrom", a."removedAt"
  FROM ${staged('plan', PLAN)} JOIN plan p ON p.slug = r.slug CROSS JOIN ${elements('r.areas', 'a', AREA)}
 ORDER BY p.id, a.key;

CREATE TEMPORARY TABLE area_here ON COMMIT DROP AS
SELECT k.plan_id, r.slug AS plan, k.id, row_number() OVER (PARTITION BY k.plan_id ORDER BY k.id)::integer AS key
  FROM ${staged('plan', PLAN)} JOIN plan p ON p.slug = r.slug JOIN area k ON k.plan_id = p.id;

INSERT INTO area_history (plan_id, id, known_from, known_until, code, name, names, position)
SELECT k.plan_id, k.id, h."knownFrom", h."knownUntil", h.code, h.name, ${translationsOf('h.names')}, h.position
  FROM ${staged('plan', PLAN)} CROSS JOIN ${elements('r.areas', 'a', AREA)} JOIN area_here k ON k.plan = r.slug AND k.key = a.key
 CROSS JOIN ${elements('a.history', 'h', AREA_THEN)}`;

const OBJECTIVES = inserted(
  'objective',
  `INSERT INTO objective (plan_id, area_id, code, title, titles, basis, text, note, tags, due_on, responsible, position, version,
                          known_from, struck_at, strike_rationale)
   SELECT k.plan_id, k.id, r.code, r.title, ${translationsOf('r.titles')}, r.basis, r."text", r.note, coalesce(r.tags, '{}'), r."dueOn",
          r.responsible, r.position, r.version, r."knownFrom", r."struckAt", r."strikeRationale"
     FROM ${staged('objective', OBJECTIVE)} JOIN area_here k ON k.plan = r.plan AND k.key = r.area ORDER BY s.line`,
);

/** The objective that a record names, of a plan that has just been stored. */
const OBJECTIVE_NAMED =
  'JOIN plan p ON p.slug = r.plan JOIN objective o ON o.plan_id = p.id AND o.code = r.code';

const OBJECTIVE_PARTS = `
INSERT INTO objective_history (plan_id, id, known_from, known_until, area_id, code, title, titles, basis, position)
SELECT o.plan_id, o.id, h."knownFrom", h."knownUntil", k.id, h.code, h.title, ${translationsOf('h.titles')}, h.basis, h.position
  FROM ${staged('objective', OBJECTIVE)} ${OBJECTIVE_NAMED} CROSS JOIN ${elements('r.history', 'h', OBJECTIVE_THEN)}
  JOIN area_here k ON k.plan_id = o.plan_id AND k.key = h.area;

INSERT INTO objective_extra (plan_id, objective_id, position, name, value, path)
SELECT o.plan_id, o.id, x_list.n, x.name, x.value, x.path
  FROM ${staged('objective', OBJECTIVE)} ${OBJECTIVE_NAMED} CROSS JOIN ${elements('r.extras', 'x', EXTRA)};

INSERT INTO objective_statement (plan_id, objective_id, passage_id, position)
SELECT o.plan_id, o.id, t.passage, t.n
  FROM ${staged('objective', OBJECTIVE)} ${OBJECTIVE_NAMED} CROSS JOIN unnest(r."statedIn") WITH ORDINALITY AS t (passage, n)`;

const CLAIMS: Step = {
  type: 'claim',
  sql: `
WITH made AS (
  INSERT INTO claim (plan_id, id, text, complete, total, levels, area_id, passage_id, recorded_at) OVERRIDING SYSTEM VALUE
  SELECT p.id, r.id, r."text", r.complete, r.total, r.levels, k.id, r.passage, r."recordedAt"
    FROM ${staged('claim', CLAIM)} JOIN plan p ON p.slug = r.plan LEFT JOIN area_here k ON k.plan_id = p.id AND k.key = r.area
   WHERE r.area IS NULL OR k.id IS NOT NULL
  RETURNING 1
), retracted AS (
  INSERT INTO claim_retraction (plan_id, claim_id, recorded_at, recorded_by, rationale)
  SELECT p.id, r.id, t."recordedAt", t."recordedBy", t.rationale
    FROM ${staged('claim', CLAIM)} JOIN plan p ON p.slug = r.plan CROSS JOIN LATERAL jsonb_to_record(r.retraction) AS t(${RETRACTION})
   WHERE r.retraction IS NOT NULL
)
SELECT count(*)::int AS made FROM made`,
};

/** What is claimed from now on gets numbers after those of the file. */
const CLAIMS_NUMBERED = `
SELECT setval(pg_get_serial_sequence('claim', 'id'), greatest((SELECT max(id) FROM claim), nextval(pg_get_serial_sequence('claim', 'id'))))
 WHERE EXISTS (SELECT FROM staged_claim)`;

const SNAPSHOTS = inserted(
  'snapshot',
  `INSERT INTO scorecard_snapshot (plan_id, id, label, as_of, known_at, assessor, scale, digest, digest_version, content,
                                   content_sha256, created_at, created_by)
   SELECT p.id, r.id, r.label, r."asOf", r."knownAt", r.assessor, r.scale, r.digest, r."digestVersion", r.content,
          encode(sha256(convert_to(r.content, 'UTF8')), 'hex'), r."createdAt", r."createdBy"
     FROM ${staged('snapshot', SNAPSHOT)} JOIN plan p ON p.slug = r.plan`,
);

/** In this order. A text is SQL that stores parts of the records of the step before it. */
export const PLAN_STEPS: readonly (Step | string)[] = [PLANS, PLAN_PARTS, OBJECTIVES, OBJECTIVE_PARTS];
export const REPORT_STEPS: readonly (Step | string)[] = [CLAIMS, CLAIMS_NUMBERED, SNAPSHOTS];
