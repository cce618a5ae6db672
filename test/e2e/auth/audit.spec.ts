import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { AuditReader } from '../../../src/auth/audit.reader.js';
import { RefusedLog } from '../../../src/auth/refused-log.js';
import { canonicalJson } from '../../../src/core/canonical-json.js';
import { BELARUS, change, type Json, pagesOf, transcribed, record } from '../../support/api.js';
import { startService, type TestService } from '../../support/service.js';

const OBJECTIVE = `${BELARUS}/objectives/INT-02`;

describe('the audit', () => {
  let service: TestService;
  let reader: AuditReader;
  let db: DataSource;

  beforeAll(async () => {
    service = await startService();
    reader = service.app.get(AuditReader);
    db = service.database.source;
  });
  afterAll(() => service.stop());

  const audit = async (query: string): Promise<Json[]> => {
    await service.app.get(RefusedLog).settled();
    return (await service.http().get(`/api/v1/audit?${query}`).expect(200)).body.items;
  };

  it('logs who changed what, from where and by which request, with values before and after', async () => {
    const token = await service.token('editor');
    const { etag } = (await service.http().get(OBJECTIVE).expect(200)).headers;
    const before = (await service.http().get(OBJECTIVE)).body.title;
    await service
      .as(token)
      .patch(OBJECTIVE)
      .set('If-Match', etag!)
      .set('X-Request-Id', 'renaming-1')
      .send({ title: 'Another title' })
      .expect(200);
    const entries = await audit('requestId=renaming-1');
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      plan: 'csto-2023-belarus',
      chain: expect.stringMatching(/^plan\/\d+$/),
      actor: expect.stringMatching(/^token:test /),
      role: 'editor',
      origin: '127.0.0.1',
      action: `PATCH ${OBJECTIVE}`,
      outcome: 'changed',
      subject: 'objective',
      before: { title: before },
      after: { title: 'Another title' },
    });
    expect(entries[0].at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  });

  it('logs an assessment with each piece of evidence, and no derived rows', async () => {
    const answer = await record(service, OBJECTIVE, {
      ...transcribed('implemented', '2023-06-01'),
      evidence: [{ source: 'ciss-2023-12-04', summary: 'Our own words.', bearing: 'supports' }],
    });
    expect(answer.status).toBe(201);
    const entries = await audit(`requestId=${answer.headers['x-request-id']}`);
    expect(entries.map(({ subject }) => subject).sort()).toEqual(['assessment', 'evidence', 'passage']);
  });

  it('logs refused requests with the reason, and no public reads', async () => {
    const asked = async (path: string, body: object, token?: string): Promise<string> =>
      (await service.as(token).post(path).send(body)).headers['x-request-id']!;
    const analyst = await service.token('analyst');
    const requests = [
      [await asked('/api/v1/plans', {}), '/problems/sign-in-required', 'anonymous'],
      [await asked('/api/v1/plans', {}, analyst), '/problems/not-allowed', 'token:test'],
      [await asked('/api/v1/sources', {}, analyst), '/problems/invalid-input', 'token:test'],
      [await asked('/api/v1/sources', {}, 'psc_guess'), '/problems/token-refused', 'anonymous'],
    ];
    for (const [id, type, actor] of requests) {
      const entries = await audit(`requestId=${id}&outcome=refused`);
      expect(entries).toHaveLength(1);
      expect(entries[0]).toMatchObject({ chain: 'refused', subject: 'request', after: { type } });
      expect(entries[0].actor).toContain(actor);
      expect(JSON.stringify(entries)).not.toContain('psc_guess');
    }
    const read = (await service.as(undefined).get('/api/v1/plans/none')).headers['x-request-id']!;
    expect(await audit(`requestId=${read}`)).toEqual([]);
  });

  it("logs writes that bypass the service under the database account's name", async () => {
    await db.query(`UPDATE organization SET name = name || '!' WHERE slug = 'csto'`);
    const [entry] = await audit('limit=1');
    expect(entry).toMatchObject({
      chain: 'site',
      origin: 'database',
      action: 'SQL',
      subject: 'organization',
    });
    expect(entry.actor).toMatch(/^database:/);
  });

  it('logs everything a transaction changed, and nothing it rolled back', async () => {
    const count = async (): Promise<number> =>
      Number((await db.query<{ n: string }[]>('SELECT count(*) AS n FROM audit_entry'))[0]!.n);
    const before = await count();
    await expect(
      db.transaction(async (tx) => {
        await tx.query(`UPDATE organization SET name = 'gone' WHERE slug = 'csto'`);
        throw new Error('taken back');
      }),
    ).rejects.toThrow('taken back');
    expect(await count()).toBe(before);
    await db.transaction(async (tx) => {
      await tx.query(`UPDATE organization SET name = 'one' WHERE slug = 'csto'`);
      await tx.query('SAVEPOINT s');
      await tx.query(`UPDATE organization SET name = 'two' WHERE slug = 'csto'`);
      await tx.query('ROLLBACK TO SAVEPOINT s');
      await tx.query(`UPDATE organization SET name = 'three' WHERE slug = 'csto'`);
    });
    expect(await count()).toBe(before + 2);
    expect((await db.query(`SELECT count(*)::int AS n FROM audit_pending`))[0]).toEqual({ n: 0 });
  });

  it('audits every table that a request can change', async () => {
    const rows = await db.query<{ name: string; audited: boolean }[]>(
      `SELECT c.relname AS name, EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = c.relname || '_audited') AS audited
         FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'`,
    );
    // Derived from audited rows, kept by triggers from them, or no record of anything.
    const silent =
      `area_history audit_chain audit_entry audit_pending current_rating idempotency_key import_upload link_decision migration
      objective_decision_history objective_history plan_history plan_source request_count sign_in_attempt`.split(
        /\s+/,
      );
    expect(
      rows
        .filter(({ audited }) => !audited)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(silent);
  });

  it('lists entries newest first, page by page, for administrators only', async () => {
    const pages = await pagesOf<Json>(service, '/api/v1/audit?limit=100&plan=csto-2024-kazakhstan');
    const entries = pages.flat();
    expect(entries.length).toBeGreaterThan(14);
    const places = entries.map(({ position }) => position);
    expect(places).toEqual([...places].sort((a, b) => b - a));
    await service
      .as(await service.token('editor'))
      .get('/api/v1/audit')
      .expect(403);
    await service.as(undefined).get('/api/v1/audit').expect(401);
  });

  it('keeps gapless chains while fifty clients write at once', async () => {
    const codes = (await service.http().get(`${BELARUS}/objectives?limit=200`)).body.items.map(
      ({ code }: { code: string }) => code,
    );
    const answers = await Promise.all([
      ...codes.map((code: string) =>
        record(service, `${BELARUS}/objectives/${code}`, transcribed('in_progress', '2023-02-01')),
      ),
      ...Array.from({ length: 16 }, (_, n) =>
        service
          .http()
          .post('/api/v1/sources')
          .send({ slug: `at-once-${n}`, title: `Source ${n}` }),
      ),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    const report = await reader.verify();
    expect(report.faults).toEqual([]);
    const [sum] = await db.query<{ n: string }[]>('SELECT sum(length) AS n FROM audit_chain');
    expect(report.entries).toBe(Number(sum!.n));
  });

  it('refuses changes to and deletion of audit entries', async () => {
    for (const statement of [
      `UPDATE audit_entry SET actor = 'somebody else'`,
      'DELETE FROM audit_entry',
      'TRUNCATE audit_entry',
    ]) {
      await expect(db.query(statement)).rejects.toThrow('append-only');
    }
  });

  it('writes canonical JSON (RFC 8785) as the verifier does', async () => {
    const text = fc.string({ unit: 'binary' }).filter((one) => !/\0|\p{Surrogate}/u.test(one));
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        text,
        fc.integer(),
        fc.integer({ min: -99999, max: 99999 }).map((n) => n / 10_000),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('any'), { maxLength: 4 }),
        fc.dictionary(fc.stringMatching(/^[a-zA-Z_]{1,8}$/), tie('any'), { maxKeys: 5 }),
      ),
    })).any;
    await fc.assert(
      fc.asyncProperty(value, async (one) => {
        const [row] = await db.query<{ text: string }[]>('SELECT canonical_json($1::jsonb) AS text', [
          JSON.stringify(one),
        ]);
        expect(row!.text).toBe(canonicalJson(one));
      }),
      { numRuns: 300 },
    );
  });

  describe('verified', () => {
    /** Does what only somebody with the database in their hands can, looks what `verify` says, and takes it back. */
    async function tampered(
      statement: string,
      noted?: Parameters<AuditReader['verify']>[0],
    ): Promise<string[]> {
      const copy = 'audit_entry_copy';
      await db.query(
        `CREATE TABLE ${copy} AS TABLE audit_entry; CREATE TABLE audit_chain_copy AS TABLE audit_chain`,
      );
      await db.query('ALTER TABLE audit_entry DISABLE TRIGGER USER');
      try {
        await db.query(statement);
        const { faults } = await reader.verify(noted);
        return faults.map(({ chain, position, fault }) => `${chain} ${position}: ${fault}`);
      } finally {
        await db.query(
          `TRUNCATE audit_entry, audit_chain; INSERT INTO audit_entry TABLE ${copy};
           INSERT INTO audit_chain TABLE audit_chain_copy; DROP TABLE ${copy}, audit_chain_copy`,
        );
        await db.query('ALTER TABLE audit_entry ENABLE TRIGGER USER');
      }
    }

    it('verifies an untouched audit log', async () => {
      expect((await reader.verify()).faults).toEqual([]);
    });

    it.each([
      [
        'another actor',
        `UPDATE audit_entry SET actor = 'somebody else' WHERE chain = 'site' AND position = 3`,
        'site 3: the entry was altered',
      ],
      [
        'another time',
        `UPDATE audit_entry SET at = at + interval '1 microsecond' WHERE chain = 'site' AND position = 2`,
        'site 2: the entry was altered',
      ],
      [
        'another value within',
        `UPDATE audit_entry SET after = jsonb_set(after, '{slug}', '"x"') WHERE chain = 'site' AND position = 1`,
        'site 1: the entry was altered',
      ],
      [
        'another outcome',
        `UPDATE audit_entry SET outcome = 'refused' WHERE chain = 'site' AND position = 2`,
        'site 2: the entry was altered',
      ],
      [
        'a removed entry',
        `DELETE FROM audit_entry WHERE chain = 'site' AND position = 3`,
        'site 3: the entry is missing',
      ],
      [
        'removed first entries',
        `DELETE FROM audit_entry WHERE chain = 'site' AND position < 4`,
        'site 1: the entries up to 3 are missing',
      ],
      [
        'two entries with their places changed',
        `UPDATE audit_entry SET position = CASE position WHEN 2 THEN 900003 ELSE 900002 END WHERE chain = 'site' AND position IN (2, 3);
         UPDATE audit_entry SET position = position - 900000 WHERE position > 900000`,
        'site 2: the entry was altered',
      ],
      [
        'an entry put at the end',
        `INSERT INTO audit_entry SELECT chain, position + 1, at, actor, role, origin, action, request_id, outcome, subject, before, after, hash, hash
           FROM audit_entry WHERE chain = 'refused' ORDER BY position DESC LIMIT 1`,
        'the entry was altered',
      ],
      [
        'the last entries cut off, and the end moved',
        `DELETE FROM audit_entry WHERE chain = 'refused' AND position = (SELECT length FROM audit_chain WHERE chain = 'refused')`,
        'refused',
      ],
      [
        'a whole chain removed',
        `DELETE FROM audit_entry WHERE chain = 'refused'; DELETE FROM audit_chain WHERE chain = 'refused'`,
        'refused null: the entire chain is missing',
      ],
      [
        'the end of a chain forgotten',
        `DELETE FROM audit_chain WHERE chain = 'refused'`,
        'refused null: the chain has entries but no noted end',
      ],
      [
        'everything removed',
        `DELETE FROM audit_entry; DELETE FROM audit_chain`,
        'site null: the entire chain is missing',
      ],
    ])('detects %s', async (_, statement, expected) => {
      const faults = await tampered(statement);
      expect(faults.join('\n')).toContain(expected);
    });

    it('detects any changed byte of any entry', async () => {
      const columns = ['actor', 'role', 'origin', 'action', 'request_id', 'subject'];
      const entries = await db.query<{ chain: string; position: string }[]>(
        'SELECT chain, position FROM audit_entry ORDER BY hash LIMIT 6',
      );
      for (const [at, { chain, position }] of entries.entries()) {
        const faults = await tampered(
          `UPDATE audit_entry SET ${columns[at]} = ${columns[at]} || '.' WHERE chain = '${chain}' AND position = ${position}`,
        );
        expect(faults).toEqual([`${chain} ${position}: the entry was altered`]);
      }
    });

    it('detects a rewritten chain by its noted head', async () => {
      const noted = await reader.heads();
      const rewritten = `
        DO $$
        DECLARE tip bytea := sha256('refused'); digest bytea; e record;
        BEGIN
          FOR e IN SELECT * FROM audit_entry WHERE chain = 'refused' ORDER BY position LOOP
            digest := sha256(convert_to(canonical_json(jsonb_build_object('chain', e.chain, 'position', e.position,
              'at', to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'actor', 'nobody', 'role', e.role,
              'origin', e.origin, 'action', e.action, 'requestId', e.request_id, 'outcome', e.outcome,
              'subject', e.subject, 'before', e.before, 'after', e.after, 'previous', encode(tip, 'hex'))), 'UTF8'));
            UPDATE audit_entry SET actor = 'nobody', previous = tip, hash = digest WHERE chain = e.chain AND position = e.position;
            tip := digest;
          END LOOP;
          UPDATE audit_chain SET head = tip WHERE chain = 'refused';
        END $$`;
      expect(await tampered(rewritten)).toEqual([]);
      const length = noted.find(({ chain }) => chain === 'refused')!.length;
      expect(await tampered(rewritten, noted)).toEqual([
        `refused ${length}: the chain was rewritten: a different hash was noted for this entry`,
      ]);
      const cut = `DELETE FROM audit_entry WHERE chain = 'refused' AND position = ${length};
        UPDATE audit_chain c SET length = ${length - 1}, head = e.hash FROM audit_entry e
         WHERE c.chain = 'refused' AND e.chain = 'refused' AND e.position = ${length - 1}`;
      expect(await tampered(cut)).toEqual([]);
      expect(await tampered(cut, noted)).toEqual([
        `refused ${length}: the chain was longer when its end was noted`,
      ]);
    });
  });

  it('leaves reports unchanged', async () => {
    const before = (await service.http().get(`${BELARUS}/scorecard`)).headers.etag;
    await service.as(undefined).post('/api/v1/plans').send({}).expect(401);
    expect((await service.http().get(`${BELARUS}/scorecard`)).headers.etag).toBe(before);
    await change(service, BELARUS, { title: 'Another' });
    expect((await service.http().get(`${BELARUS}/scorecard`)).headers.etag).not.toBe(before);
  });
});
