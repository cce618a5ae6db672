import type { Shell } from './shell.js';
import { Transactions } from '../database/transactions.js';
import { SnapshotInput } from '../reporting/snapshots/snapshot.dto.js';
import { wordsOf } from '../language/words.js';
import {
  SnapshotsReader,
  type SnapshotSummary,
  type SnapshotView,
} from '../reporting/snapshots/snapshots.reader.js';
import { SnapshotsService } from '../reporting/snapshots/snapshots.service.js';
import { allItems } from './all-items.js';
import { columns } from './tables/columns.js';
import { checked } from './input.js';
import { withServices } from './session.js';

/** `scorecard snapshot`: freezes the scorecard and prints its address and digest. */
export async function takeSnapshot(
  shell: Shell,
  plan: string,
  options: {
    asOf?: string;
    knownAt?: string;
    assessor?: string;
    scale?: string;
    label?: string;
    json?: boolean;
  },
): Promise<number> {
  const { json, ...query } = options;
  const input = await checked(SnapshotInput, query);
  return withServices(shell, async (services) => {
    const snapshot = await services.get(Transactions).run(async (tx) => {
      const id = await services.get(SnapshotsService).take(tx, plan, input);
      return (await services.get(SnapshotsReader).get(plan, id)).snapshot;
    });
    return shell.tell(
      { json },
      snapshot,
      `${plan} as of ${snapshot.asOf}: ${assessedAndComplete(snapshot.scorecard.total)}, snapshot saved at\n` +
        `/api/v1/plans/${plan}/snapshots/${snapshot.id}\ndigest ${snapshot.digest}`,
    );
  });
}

/** `scorecard snapshots`: newest first. */
export function listSnapshots(shell: Shell, plan: string, options: { json?: boolean }): Promise<number> {
  return withServices(shell, async (services) => {
    const reader = services.get(SnapshotsReader);
    const all = await allItems((page) => reader.list(plan, page));
    const lines = columns(all.map(partsOf), { width: shell.width }).flat();
    const words = lines.length === 0 ? 'There are no snapshots of this plan yet.' : lines.join('\n');
    return shell.tell(options, all, words);
  });
}

function assessedAndComplete({ objectives, assessed, complete }: SnapshotView['scorecard']['total']): string {
  const words = wordsOf('en');
  const coverage = words.text('coverageOf', { assessed, of: objectives });
  return assessed === 0 ? coverage : words.text('coverageAndCount', { coverage, complete });
}

function partsOf({ id, asOf, knownAt, createdBy, digest, label }: SnapshotSummary): string[] {
  const parts = [id, `as of ${asOf}`, `known at ${knownAt.toISOString()}`, digest.slice(0, 12), createdBy];
  return [...parts, ...(label === null ? [] : [label])];
}
