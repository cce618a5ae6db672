import { inUtc } from '../../database/reads.js';
import type { Statement } from '../../database/statement.js';
import { AREA_KEYS, assessorSlug, columns, extras, known, record, translations } from './record.sql.js';

/*
 * The records of a dataset, one row each, as the JSON that the file holds: what is null or empty is left out. Anyone who
 * reads them has found the plans' ids among those that they may see. Areas and objectives have no address of their own that
 * stays: an area is named by its place in the order in which the plan's areas were made, an objective by its code.
 */

/** Grain: one row an organization: of the plans $1, or each where $2. */
export const ORGANIZATION_RECORDS: Statement = {
  name: 'dataset-organizations',
  text: `
SELECT ${record('organization', columns('g', { slug: 'slug', name: 'name' }), translations('names', 'g.names'), columns('g', { acronym: 'acronym' }), translations('acronyms', 'g.acronyms'))}
  FROM organization g WHERE $2::boolean OR g.id IN (SELECT p.organization_id FROM plan p WHERE p.id = ANY ($1::int[]))
 ORDER BY g.slug COLLATE "C"`,
};

/** Grain: one row an assessor of the plans $1. */
export const ASSESSOR_RECORDS: Statement = {
  name: 'dataset-assessors',
  text: `
SELECT ${record('assessor', columns('a', { slug: 'slug', kind: 'kind', name: 'name' }), translations('names', 'a.names'))}
  FROM assessor a WHERE a.id IN (SELECT t.assessor_id FROM plan_assessor t WHERE t.plan_id = ANY ($1::int[]))
 ORDER BY a.slug COLLATE "C"`,
};

/** The scales on which the plans $1 are or were assessed, or each where $2. */
const USED_SCALES = `
  SELECT s.id, s.slug FROM rating_scale s
   WHERE $2::boolean OR s.id IN (SELECT p.scale_id FROM plan p WHERE p.id = ANY ($1::int[])
                         UNION ALL SELECT h.scale_id FROM plan_history h WHERE h.plan_id = ANY ($1::int[]))`;

/** Grain: one row a rating scale of the plans $1, or on which these can be read, or each where $2. */
export const SCALE_RECORDS: Statement = {
  name: 'dataset-scales',
  text: `
WITH used AS (${USED_SCALES})
SELECT ${record(
    'scale',
    columns('s', { slug: 'slug', name: 'name' }),
    translations('names', 's.names'),
    columns('s', {
      description: 'description',
      source: 'source',
      sourceUrl: 'source_url',
      sourceCheckedOn: 'source_checked_on',
    }),
    `'levels', (SELECT json_agg(json_build_object(${columns('l', { slug: 'slug', label: 'label' })}, ${translations('labels', 'l.labels')},
       'credit', trim_scale(l.credit), ${columns('l', { complete: 'complete', final: 'final', assessed: 'assessed', applicable: 'applicable' })})
       ORDER BY l.position) FROM rating_level l WHERE l.scale_id = s.id)`,
  )}
  FROM rating_scale s
 WHERE s.id IN (SELECT id FROM used UNION ALL SELECT m.to_scale_id FROM scale_mapping m JOIN used ON used.id = m.from_scale_id)
 ORDER BY s.slug COLLATE "C"`,
};

/** Grain: one row a mapping from a scale of the plans $1, or each where $2, to another scale. */
export const MAPPING_RECORDS: Statement = {
  name: 'dataset-scale-mappings',
  text: `
WITH used AS (${USED_SCALES})
SELECT ${record('scaleMapping', `'from', used.slug, 'to', t.slug`, `'levels', json_agg(json_build_object('from', m.from_level, 'to', m.to_level, 'note', m.note) ORDER BY l.position)`)}
  FROM used JOIN scale_mapping m ON m.from_scale_id = used.id
  JOIN rating_scale t ON t.id = m.to_scale_id
  JOIN rating_level l ON l.scale_id = m.from_scale_id AND l.slug = m.from_level
 GROUP BY used.slug, t.slug ORDER BY used.slug COLLATE "C", t.slug COLLATE "C"`,
};

/** The passages that the plans $1 rest on. */
const CITED = `
  SELECT t.passage_id FROM objective_statement t WHERE t.plan_id = ANY ($1::int[])
   UNION SELECT e.passage_id FROM evidence e WHERE e.plan_id = ANY ($1::int[])
   UNION SELECT c.passage_id FROM claim c WHERE c.plan_id = ANY ($1::int[])`;

/** Grain: one row a source that the plans $1 rest on, or each where $2. Its text stays where it is. */
export const SOURCE_RECORDS: Statement = {
  name: 'dataset-sources',
  text: `
SELECT ${record(
    'source',
    columns('s', { slug: 'slug', title: 'title' }),
    `'authors', nullif(s.authors, '{}')`,
    columns('s', {
      publisher: 'publisher',
      publishedOn: 'published_on',
      language: 'language',
      url: 'url',
      archiveUrl: 'archive_url',
      rights: 'rights',
      note: 'note',
      textSha256: 'text_sha256',
    }),
    `'sharesAddress', nullif(s.shares_address, false)`,
  )}
  FROM source s
 WHERE $2::boolean OR s.id IN (SELECT g.source_id FROM passage g WHERE g.id IN (${CITED}))
 ORDER BY s.slug COLLATE "C"`,
};

/** Grain: one row a passage that the plans $1 rest on, or each where $2. */
export const PASSAGE_RECORDS: Statement = {
  name: 'dataset-passages',
  text: `
SELECT ${record('passage', columns('g', { id: 'id' }), `'source', s.slug`, columns('g', { exact: 'exact', prefix: 'prefix', suffix: 'suffix', start: 'start_position', end: 'end_position', paragraph: 'paragraph', summary: 'summary' }))}
  FROM passage g JOIN source s ON s.id = g.source_id
 WHERE $2::boolean OR g.id IN (${CITED})
 ORDER BY s.slug COLLATE "C", g.id`,
};

const WORDING = { title: 'title' };
const TERM = { termStart: 'term_start', termEnd: 'term_end' };
const LIFE = (from: string): string =>
  `'state', ${from}.state, 'withdrawnAt', ${inUtc(`${from}.withdrawn_at`)}, 'withdrawalRationale', ${from}.withdrawal_rationale`;
const SCALE = (from: string): string =>
  `'scale', (SELECT s.slug FROM rating_scale s WHERE s.id = ${from}.scale_id), 'defaultAssessor', ${assessorSlug(`${from}.default_assessor_id`)}`;
const PROVENANCE = (from: string): string =>
  `'provenanceNote', ${from}.provenance_note, ${translations('provenanceNotes', `${from}.provenance_notes`)}`;

/** Grain: one row, the plan $1, with its assessors, its areas and all earlier wordings of it and of them. */
export const PLAN_RECORD: Statement = {
  name: 'dataset-plan',
  text: `
WITH ${AREA_KEYS}
SELECT ${record(
    'plan',
    `'slug', p.slug, 'organization', (SELECT g.slug FROM organization g WHERE g.id = p.organization_id)`,
    SCALE('p'),
    columns('p', WORDING),
    translations('titles', 'p.titles'),
    columns('p', { language: 'language' }),
    `'holder', json_build_object('name', p.holder_name, ${translations('names', 'p.holder_names')}, 'iso3166', p.holder_iso3166)`,
    columns('p', { ...TERM, motto: 'motto', officialList: 'official_list' }),
    PROVENANCE('p'),
    LIFE('p'),
    columns('p', { version: 'version', revision: 'revision' }),
    `'createdAt', ${inUtc('p.created_at')}, 'revisedAt', ${inUtc('p.revised_at')}, 'knownFrom', ${inUtc('p.known_from')}`,
    `'assessors', (SELECT json_agg(json_build_object('assessor', ${assessorSlug('t.assessor_id')}, 'knownFrom', ${inUtc('t.known_from')})
       ORDER BY t.position, t.assessor_id)
       FROM plan_assessor t WHERE t.plan_id = p.id)`,
    `'areas', (SELECT json_agg(json_build_object('key', k.key, 'code', a.code, 'name', a.name, ${translations('names', 'a.names')},
       'sourceHeading', a.source_heading, 'position', a.position, 'version', a.version, 'knownFrom', ${inUtc('a.known_from')},
       'removedAt', ${inUtc('a.removed_at')},
       'history', (SELECT json_agg(json_build_object(${known('h')}, 'code', h.code, 'name', h.name, ${translations('names', 'h.names')},
          'position', h.position) ORDER BY h.known_from) FROM area_history h WHERE h.plan_id = p.id AND h.id = a.id)) ORDER BY a.id)
       FROM area a JOIN area_key k USING (id) WHERE a.plan_id = p.id)`,
    `'imports', (SELECT json_agg(json_build_object(${columns('i', { id: 'id', fileName: 'file_name', fileSha256: 'file_sha256', format: 'format' })},
       'importedAt', ${inUtc('i.imported_at')}, 'importedBy', i.imported_by) ORDER BY i.imported_at, i.id) FROM plan_import i WHERE i.plan_id = p.id)`,
    `'extras', ${extras('plan_extra', 'x.plan_id = p.id')}`,
    `'history', (SELECT json_agg(json_build_object(${known('h')}, ${SCALE('h')}, ${columns('h', WORDING)}, ${translations('titles', 'h.titles')},
       'holder', json_build_object('name', h.holder_name, ${translations('names', 'h.holder_names')}), ${columns('h', TERM)},
       ${PROVENANCE('h')}, ${LIFE('h')}) ORDER BY h.known_from) FROM plan_history h WHERE h.plan_id = p.id)`,
  )}
  FROM plan p WHERE p.id = $1`,
};
