import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runInContext } from '../../../src/core/context.js';
import type { Role } from '../../../src/core/roles.js';
import { inView } from '../../../src/database/plans-in-view.js';

/**
 * What reads plans without asking who is looking, and why it may: it writes, runs for administrators, enters by the id of
 * a plan that was found in view, or prints what was found so.
 */
const WITHOUT_LOOKING: Record<string, string> = {
  'plans/plan-clock.ts': 'writes',
  'plans/translations.service.ts': 'writes',
  'plans/assessors.service.ts': 'writes',
  'interchange/link-set.ts': 'writes',
  'auth/audit.reader.ts': 'administrators',
  'sources/passages.service.ts': 'writes',
  'database/plans-in-view.ts': 'decides',
  'assessments/objectives.reader.ts': 'by id',
  'comparison/comparison.sql.ts': 'by id',
  'comparison/suggestions.reader.ts': 'by id',
  'comparison/threads.reader.ts': 'by id',
  'interchange/dataset/dataset-records.sql.ts': 'by id',
  'interchange/dataset/plan-contents.sql.ts': 'by id',
  'interchange/dataset/restore/dataset-restore.ts': 'writes',
  'interchange/dataset/restore/existing-plans.ts': 'writes',
  'interchange/dataset/restore/checks.sql.ts': 'writes',
  'interchange/dataset/restore/pairs.sql.ts': 'writes',
  'interchange/dataset/restore/plans.sql.ts': 'writes',
  'assessments/restore-assessments.sql.ts': 'writes',
  'interchange/export/exported-plan.sql.ts': 'by id',
  'interchange/import/file-import.ts': 'writes',
  'reporting/snapshots/snapshots.sql.ts': 'by id',
  'search/search.sql.ts': 'by id',
};

const STATEMENT = { name: 'a', text: 'SELECT 1 FROM seen_plan p JOIN listed_plan x ON true' };

function as(role: Role | undefined): { name: string; text: string } {
  if (role === undefined) return inView(STATEMENT);
  const context = { actor: { name: 'x', role }, origin: '', action: '', requestId: '' };
  return runInContext(context, () => inView(STATEMENT));
}

describe('plans in view', () => {
  it('are named by every statement that reads plans for whoever asks', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const reading = files.filter((file) =>
      /\b(FROM|JOIN)\s+plan\b/.test(readFileSync(join('src', file), 'utf8')),
    );
    expect(reading.filter((file) => !(file in WITHOUT_LOOKING))).toEqual([]);
  });

  it('hold no draft for readers, nor for what runs for nobody', () => {
    for (const role of [undefined, 'reader'] as const) {
      expect(as(role).text).toContain(`state <> 'draft'`);
      expect(as(role).text).toContain(`state = 'published'`);
    }
  });

  it('hold drafts for those who write, under another name, so that no prepared statement is taken for another', () => {
    for (const role of ['analyst', 'editor', 'admin'] as const) {
      expect(as(role).text).not.toContain(`'draft'`);
      expect(as(role).text).toContain(`state <> 'withdrawn'`);
      expect(as(role).name).not.toBe(as('reader').name);
    }
  });
});
