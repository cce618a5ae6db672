import { describe, expect, it } from '@jest/globals';
import type { AuditReader, AuditReport } from '../../../../src/auth/audit.reader.js';
import { AuditCheck } from '../../../../src/web/access/audit-check.js';
import { changesBetween } from '../../../../src/web/access/changes.js';

describe('a check of the whole audit', () => {
  const report: AuditReport = { entries: 3, chains: [], faults: [] };

  /** A check over an audit whose readings end when the test says so. */
  function checkWith(): { check: AuditCheck; readings: ((outcome: AuditReport | Error) => void)[] } {
    const readings: ((outcome: AuditReport | Error) => void)[] = [];
    const reader = {
      heads: () => Promise.resolve([{ chain: 'site', length: 3, head: '' }]),
      verify: () =>
        new Promise<AuditReport>((resolve, reject) => {
          readings.push((outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome)));
        }),
    };
    return { check: new AuditCheck(reader as unknown as AuditReader), readings };
  }

  const begun = () => new Promise((resolve) => setImmediate(resolve));

  it('reads the audit log once for two presses, and again afterwards', async () => {
    const { check, readings } = checkWith();
    expect(await check.last()).toBeNull();
    check.begin();
    check.begin();
    await begun();
    check.begin();
    expect(readings).toHaveLength(1);
    readings[0]!(report);
    expect(await check.last()).toMatchObject({ of: 3, report, endedAt: expect.any(String) });
    check.begin();
    await begun();
    expect(readings).toHaveLength(2);
    readings[1]!(report);
    await check.last();
  });

  it('reports an interrupted check and allows another', async () => {
    const { check, readings } = checkWith();
    check.begin();
    await begun();
    readings[0]!(new Error('the database went away'));
    expect(await check.last()).toMatchObject({ report: null, endedAt: expect.any(String) });
    check.begin();
    await begun();
    readings[1]!(report);
    expect(await check.last()).toMatchObject({ report });
  });
});

describe('what an entry shows of a change', () => {
  it('shows what differs, and all of what was created or removed', () => {
    const [before, after] = [
      { id: 1, title: 'a', note: null, names: { ru: 'а' } },
      { id: 1, title: 'b', note: 'c', names: { ru: 'а' } },
    ];
    expect(changesBetween(before, after).changes).toEqual([
      { name: 'title', before: 'a', after: 'b', cut: 0 },
      { name: 'note', before: null, after: 'c', cut: 0 },
    ]);
    expect(changesBetween(null, before).changes.map(({ name }) => name)).toEqual(['id', 'title', 'names']);
    expect(changesBetween(before, null).changes.every(({ after: now }) => now === null)).toBe(true);
    expect(changesBetween(null, null)).toEqual({ changes: [], more: 0 });
  });

  it('bounds what it shows and cuts no character', () => {
    const long = `${'a'.repeat(399)}😀${'b'.repeat(100)}`;
    const [change] = changesBetween(null, { long }).changes;
    expect(change).toEqual({ name: 'long', before: null, after: `${'a'.repeat(399)}…`, cut: 101 });
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`m${n}`, n]));
    const { changes, more } = changesBetween(null, many);
    expect(changes.length + more).toBe(100);
    expect(more).toBeGreaterThan(0);
  });
});
