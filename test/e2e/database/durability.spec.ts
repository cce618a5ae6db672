import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensureBuilt } from '../../support/processes/built-program.js';
import { databaseProcesses } from '../../support/processes/processes.js';
import {
  addressOf,
  makeToken,
  type RunningProgram,
  scorecard,
} from '../../support/processes/scorecard-program.js';
import { until } from '../../support/processes/spawned-program.js';

const PLAN = '/api/v1/plans/csto-2023-belarus';
const ROUNDS = 3;
const CODES = ['INT-01', 'INT-04', 'EXT-01', 'EXT-09'];
const CLIENTS_EACH = 2;
/** The service is killed when this many writes of a round are acknowledged: in the middle of the next ones. */
const WRITES = 40;

/** An assessment that the service has answered with 201. */
interface Acknowledged {
  code: string;
  id: string;
  rationale: string;
}

interface Entry {
  id: string;
  rationale: string;
  status: string;
  effectiveOn: string;
  recordedAt: string;
}

describe('a service that is killed in the middle of writes', () => {
  let folder: string;
  let dataDir: string;
  let program: RunningProgram;
  let address: string;
  let token: string;
  const acknowledged: Acknowledged[] = [];
  const sent = new Set<string>();

  beforeAll(async () => {
    await ensureBuilt();
    folder = mkdtempSync(join(tmpdir(), 'scorecard-durability-'));
    chmodSync(folder, 0o711); // if root runs the tests, the server's account must pass
    dataDir = join(folder, 'data');
    await start();
    token = await makeToken({ DATA_DIR: dataDir }, 'analyst');
  });

  afterAll(async () => {
    program.signal('SIGTERM');
    await program.ended;
    await until(() => databaseProcesses(dataDir).length === 0);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });

  async function start(): Promise<void> {
    program = scorecard(['serve'], {
      env: { DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error', RATE_PER_TOKEN: '0', RATE_PER_ADDRESS: '0' },
    });
    address = await addressOf(program);
  }

  /** Reads and writes one objective again and again until the service is gone. */
  async function write(code: string, client: string, has: { acknowledged(): void }): Promise<void> {
    const objective = `${address}${PLAN}/objectives/${code}`;
    for (let count = 1; ; count++) {
      const rationale = `${client}, write ${count}`;
      const read = await unlessGone(() => fetch(objective));
      if (!read) return;
      sent.add(rationale);
      const written = await unlessGone(async () => {
        const answer = await fetch(`${objective}/assessments`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'if-match': read.headers.get('etag') ?? '',
          },
          body: JSON.stringify({
            assessor: 'presidency',
            status: 'implemented',
            effectiveOn: `2024-01-${String(1 + (count % 28)).padStart(2, '0')}`,
            rationale,
            evidence: [{ source: 'ciss-2023-12-04', exact: `words of ${rationale}`, bearing: 'supports' }],
          }),
        });
        return { status: answer.status, body: (await answer.json()) as { id: string } };
      });
      if (!written) return;
      if (written.status === 412) continue; // the other client of this objective was faster
      expect(written).toMatchObject({ status: 201 });
      acknowledged.push({ code, id: written.body.id, rationale });
      has.acknowledged();
    }
  }

  /** The whole history of an objective, newest recorded first. */
  async function historyOf(code: string): Promise<Entry[]> {
    const entries: Entry[] = [];
    let cursor = '';
    do {
      const answer = await fetch(`${address}${PLAN}/objectives/${code}/assessments?limit=200${cursor}`);
      const page = (await answer.json()) as { items: Entry[]; nextCursor: string | null };
      entries.push(...page.items);
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    return entries;
  }

  async function getJson(path: string): Promise<Record<string, unknown>> {
    return (await (await fetch(`${address}${path}`)).json()) as Record<string, unknown>;
  }

  it.each(Array.from({ length: ROUNDS }, (_, at) => at + 1))(
    'keeps every acknowledged write once, with statuses that match the history (round %i)',
    async (round) => {
      const before = acknowledged.length;
      const onAcknowledged = (): void => {
        if (acknowledged.length === before + WRITES) program.signal('SIGKILL');
      };
      const clients = CODES.flatMap((code) =>
        Array.from({ length: CLIENTS_EACH }, (_, at) =>
          write(code, `round ${round}, ${code}, client ${at + 1}`, { acknowledged: onAcknowledged }),
        ),
      );
      await Promise.all(clients);
      expect((await program.ended).signal).toBe('SIGKILL');
      expect(acknowledged.length).toBeGreaterThanOrEqual(before + WRITES);

      await start();
      for (const code of CODES) {
        const history = await historyOf(code);
        const ids = history.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const write of acknowledged.filter((one) => one.code === code)) {
          expect(history.filter(({ rationale }) => rationale === write.rationale)).toMatchObject(
            [write].map(({ id }) => ({ id })),
          );
        }
        // What was cut off may have been stored or not, but nothing is there that nobody sent, and nothing twice.
        const rationales = history
          .map(({ rationale }) => rationale)
          .filter((text) => text.startsWith('round '));
        expect(new Set(rationales).size).toBe(rationales.length);
        for (const rationale of rationales) expect(sent).toContain(rationale);

        const last = history.toSorted(
          (a, b) =>
            b.effectiveOn.localeCompare(a.effectiveOn) ||
            b.recordedAt.localeCompare(a.recordedAt) ||
            b.id.localeCompare(a.id),
        )[0];
        expect(await getJson(`${PLAN}/objectives/${code}`)).toMatchObject({
          assessment: last?.id,
          status: last?.status,
          effectiveOn: last?.effectiveOn,
        });
      }
      // Today's scorecard comes from the current ratings, that of an instant from the history: they must be one.
      const { knownAt, ...today } = await getJson(`${PLAN}/scorecard`);
      const { knownAt: _, ...then } = await getJson(`${PLAN}/scorecard?knownAt=${String(knownAt)}`);
      expect(then).toEqual(today);
    },
  );
});

/** Undefined where the connection is refused or cut off. */
async function unlessGone<T>(request: () => Promise<T>): Promise<T | undefined> {
  try {
    return await request();
  } catch {
    return undefined;
  }
}
