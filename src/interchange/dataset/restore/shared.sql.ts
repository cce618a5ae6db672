import { elements, inserted, staged, type Step, translationsOf } from './staged.sql.js';

/*
 * What plans share. What is there already stays as it is here: the steps store what is new, and the checks after them
 * tell where something that is here differs from the file.
 */

const ORGANIZATION = 'slug text, name text, names jsonb, acronym text, acronyms jsonb';
const ASSESSOR = 'slug text, kind text, name text, names jsonb';
const SCALE =
  'slug text, name text, names jsonb, description text, source text, "sourceUrl" text, "sourceCheckedOn" date, levels jsonb';
const LEVEL =
  'slug text, label text, labels jsonb, credit numeric, complete boolean, final boolean, assessed boolean, applicable boolean';
const MAPPING = '"from" text, "to" text, levels jsonb';
const SOURCE =
  'slug text, title text, authors text[], publisher text, "publishedOn" text, language text, url text, "archiveUrl" text, ' +
  'rights text, note text, "textSha256" text, "sharesAddress" boolean';
const PASSAGE =
  'id uuid, source text, "exact" text, prefix text, suffix text, start integer, "end" integer, paragraph integer, summary text';

const ORGANIZATIONS = inserted(
  'organization',
  `INSERT INTO organization (slug, name, names, acronym, acronyms)
   SELECT r.slug, r.name, ${translationsOf('r.names')}, r.acronym, ${translationsOf('r.acronyms')}
     FROM ${staged('organization', ORGANIZATION)} ORDER BY s.line
   ON CONFLICT (slug) DO NOTHING`,
);

const ASSESSORS = inserted(
  'assessor',
  `INSERT INTO assessor (slug, kind, name, names)
   SELECT r.slug, r.kind, r.name, ${translationsOf('r.names')} FROM ${staged('assessor', ASSESSOR)} ORDER BY s.line
   ON CONFLICT (slug) DO NOTHING`,
);

const SCALES: Step = {
  type: 'scale',
  sql: `
WITH made AS (
  INSERT INTO rating_scale (slug, name, names, description, source, source_url, source_checked_on)
  SELECT r.slug, r.name, ${translationsOf('r.names')}, r.description, r.source, r."sourceUrl", r."sourceCheckedOn"
    FROM ${staged('scale', SCALE)} ORDER BY s.line
  ON CONFLICT (slug) DO NOTHING RETURNING id, slug
), levels AS (
  INSERT INTO rating_level (scale_id, slug, position, label, labels, credit, complete, final, assessed, applicable)
  SELECT made.id, l.slug, l_list.n, l.label, ${translationsOf('l.labels')}, l.credit, l.complete, l.final, l.assessed, l.applicable
    FROM ${staged('scale', SCALE)} JOIN made ON made.slug = r.slug CROSS JOIN ${elements('r.levels', 'l', LEVEL)}
)
SELECT count(*)::int AS made FROM made`,
};

const MAPPINGS: Step = {
  type: 'scaleMapping',
  sql: `
WITH fresh AS MATERIALIZED (
  SELECT f.id AS from_id, t.id AS to_id, r.levels
    FROM ${staged('scaleMapping', MAPPING)} JOIN rating_scale f ON f.slug = r."from" JOIN rating_scale t ON t.slug = r."to"
   WHERE NOT EXISTS (SELECT FROM scale_mapping m WHERE m.from_scale_id = f.id AND m.to_scale_id = t.id)
), made AS (
  INSERT INTO scale_mapping (from_scale_id, to_scale_id, from_level, to_level, note)
  SELECT fresh.from_id, fresh.to_id, l."from", l."to", l.note
    FROM fresh CROSS JOIN ${elements('fresh.levels', 'l', '"from" text, "to" text, note text')}
)
SELECT count(*)::int AS made FROM fresh`,
};

/** Whether source `x` has the address of record `r`, so that the two are one. */
const SAME_ADDRESS = `NOT coalesce(r."sharesAddress", false) AND NOT x.shares_address AND address_key(x.url) = address_key(r.url)`;

const SOURCES = inserted(
  'source',
  `INSERT INTO source (slug, title, authors, publisher, published_on, language, url, archive_url, rights, note, text_sha256,
                       shares_address)
   SELECT r.slug, r.title, coalesce(r.authors, '{}'), r.publisher, r."publishedOn", r.language, r.url, r."archiveUrl", r.rights,
          r.note, r."textSha256", coalesce(r."sharesAddress", false)
     FROM ${staged('source', SOURCE)}
    WHERE NOT EXISTS (SELECT FROM source x WHERE x.slug = r.slug) AND NOT EXISTS (SELECT FROM source x WHERE ${SAME_ADDRESS})
    ORDER BY s.line`,
);

/** Where the sources of the file are here: by slug, or else by address. */
export const SOURCES_HERE = `
CREATE TEMPORARY TABLE source_here ON COMMIT DROP AS
SELECT r.slug, coalesce((SELECT x.id FROM source x WHERE x.slug = r.slug),
                        (SELECT min(x.id) FROM source x WHERE ${SAME_ADDRESS})) AS id
  FROM ${staged('source', SOURCE)}`;

const PASSAGES = inserted(
  'passage',
  `INSERT INTO passage (id, source_id, exact, prefix, suffix, start_position, end_position, paragraph, summary)
   SELECT r.id, h.id, r."exact", r.prefix, r.suffix, r.start, r."end", r.paragraph, r.summary
     FROM ${staged('passage', PASSAGE)} JOIN source_here h ON h.slug = r.source ORDER BY s.line
   ON CONFLICT DO NOTHING`,
);

/** Passages of the file that are here under another id: the same words in the same place of the same source. */
export const PASSAGES_HERE = `
CREATE TEMPORARY TABLE passage_here ON COMMIT DROP AS
SELECT r.id, g.id AS here
  FROM ${staged('passage', PASSAGE)} JOIN source_here h ON h.slug = r.source
  JOIN passage g ON g.source_id = h.id AND md5(coalesce(g.exact, '')) = md5(coalesce(r."exact", ''))
   AND md5(coalesce(g.prefix, '')) = md5(coalesce(r.prefix, '')) AND md5(coalesce(g.suffix, '')) = md5(coalesce(r.suffix, ''))
   AND md5(coalesce(g.summary, '')) = md5(coalesce(r.summary, '')) AND coalesce(g.start_position, -1) = coalesce(r.start, -1)
   AND coalesce(g.paragraph, -1) = coalesce(r.paragraph, -1)
 WHERE NOT EXISTS (SELECT FROM passage x WHERE x.id = r.id)`;

const HERE = (id: string): string =>
  `coalesce((SELECT to_jsonb(h.here) FROM passage_here h WHERE h.id = (${id})::uuid), to_jsonb(${id}))`;

/** What refers to such a passage, refers to the one here. */
export const PASSAGES_RENAMED = `
UPDATE staged_claim SET record = jsonb_set(record, '{passage}', ${HERE(`record ->> 'passage'`)});
UPDATE staged_objective o
   SET record = jsonb_set(record, '{statedIn}', (SELECT jsonb_agg(${HERE('t.id')} ORDER BY t.n)
         FROM jsonb_array_elements_text(o.record -> 'statedIn') WITH ORDINALITY AS t (id, n)))
 WHERE record ? 'statedIn';
UPDATE staged_assessment y
   SET record = jsonb_set(record, '{evidence}', (SELECT jsonb_agg(jsonb_set(e.one, '{passage}', ${HERE(`e.one ->> 'passage'`)}) ORDER BY e.n)
         FROM jsonb_array_elements(y.record -> 'evidence') WITH ORDINALITY AS e (one, n)))
 WHERE record ? 'evidence'`;

export const SHARED_STEPS = { ORGANIZATIONS, ASSESSORS, SCALES, MAPPINGS, SOURCES, PASSAGES };

/** What counts on a level of a scale; its label and its note do not. */
const FIGURES = (l: string): string =>
  `jsonb_build_array(${l}.slug, ${l}.credit, ${l}.complete, ${l}.final, ${l}.assessed, ${l}.applicable)`;

/**
 * Where something that is here differs from the file. Grain: one row a record. `forbids` where figures would come to mean
 * something else; the others are told, and what is here stays.
 */
export const DIFFERENCES = `
SELECT s.line, 'organization' AS what, r.slug AS name, '' AS other, false AS forbids
  FROM ${staged('organization', ORGANIZATION)} JOIN organization g ON g.slug = r.slug
 WHERE (g.name, g.names, g.acronym, g.acronyms) IS DISTINCT FROM
       (r.name, ${translationsOf('r.names')}, r.acronym, ${translationsOf('r.acronyms')})
UNION ALL
SELECT s.line, 'assessor', r.slug, '', a.kind <> r.kind
  FROM ${staged('assessor', ASSESSOR)} JOIN assessor a ON a.slug = r.slug
 WHERE (a.kind, a.name, a.names) IS DISTINCT FROM (r.kind, r.name, ${translationsOf('r.names')})
UNION ALL
SELECT s.line, 'scale', r.slug, '', d.figures
  FROM ${staged('scale', SCALE)} JOIN rating_scale x ON x.slug = r.slug
 CROSS JOIN LATERAL (
   SELECT (SELECT jsonb_agg(${FIGURES('l')} ORDER BY l_list.n) FROM ${elements('r.levels', 'l', LEVEL)}) IS DISTINCT FROM
          (SELECT jsonb_agg(${FIGURES('l')} ORDER BY l.position) FROM rating_level l WHERE l.scale_id = x.id) AS figures,
          (SELECT jsonb_agg(jsonb_build_array(l.label, ${translationsOf('l.labels')}) ORDER BY l_list.n)
             FROM ${elements('r.levels', 'l', LEVEL)}) IS DISTINCT FROM
          (SELECT jsonb_agg(jsonb_build_array(l.label, l.labels) ORDER BY l.position) FROM rating_level l WHERE l.scale_id = x.id) AS labels
 ) d
 WHERE d.figures OR d.labels OR (x.name, x.names, x.description, x.source, x.source_url, x.source_checked_on) IS DISTINCT FROM
       (r.name, ${translationsOf('r.names')}, r.description, r.source, r."sourceUrl", r."sourceCheckedOn")
UNION ALL
SELECT s.line, 'scaleMapping', r."from" || ' to ' || r."to", '', true
  FROM ${staged('scaleMapping', MAPPING)} JOIN rating_scale f ON f.slug = r."from" JOIN rating_scale t ON t.slug = r."to"
 WHERE (SELECT jsonb_object_agg(l."from", l."to") FROM ${elements('r.levels', 'l', '"from" text, "to" text')}) IS DISTINCT FROM
       (SELECT jsonb_object_agg(m.from_level, m.to_level) FROM scale_mapping m WHERE m.from_scale_id = f.id AND m.to_scale_id = t.id)
UNION ALL
SELECT s.line, 'source', r.slug, CASE WHEN x.slug <> r.slug THEN x.slug ELSE '' END,
       x.slug = r.slug AND coalesce(address_key(x.url) <> address_key(r.url), false)
  FROM ${staged('source', SOURCE)} JOIN source_here h ON h.slug = r.slug JOIN source x ON x.id = h.id
 WHERE (x.slug, x.title, x.authors, x.publisher, x.published_on, x.language, x.url, x.archive_url, x.rights, x.note) IS DISTINCT FROM
       (r.slug, r.title, coalesce(r.authors, '{}'), r.publisher, r."publishedOn", r.language, r.url, r."archiveUrl", r.rights, r.note)
 ORDER BY forbids DESC, line
 LIMIT $1`;

/** The same for passages, which are many: to be asked only where some are here already. */
export const DIFFERENT_PASSAGES = `
SELECT s.line, 'passage' AS what, r.id::text AS name, '' AS other, true AS forbids
  FROM ${staged('passage', PASSAGE)} JOIN source_here h ON h.slug = r.source JOIN passage g ON g.id = r.id
 WHERE (g.source_id, g.exact, g.summary) IS DISTINCT FROM (h.id, r."exact", r.summary)
 LIMIT $1`;
