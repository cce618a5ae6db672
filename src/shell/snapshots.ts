import type { Settings } from '../config/settings.js';
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
import { checked } from './changes/input.js';
import { withServices } from './session.js';

/** `scorecard snapshot`: freezes the scorecard and prints its address and digest. */
export async function takeSnapshot(
  settings: Settings,
  plan: string,
  options: { asOf?: string; knownAt?: string; assessor?: string; scale?: string; label?: string },
): Promise<number> {
  const input = await checked(SnapshotInput, options);
  return withServices(settings, async (services) => {
    const snapshot = await services.get(Transactions).run(async (tx) => {
      const id = await services.get(SnapshotsService).take(tx, plan, input);
      return (await services.get(SnapshotsReader).get(plan, id)).snapshot;
    });
    process.stdout.write(
      `${plan} as of ${snapshot.asOf}: ${assessedAndComplete(snapshot.scorecard.total)}, snapshot saved at\n` +
        `/api/v1/plans/${plan}/snapshots/${snapshot.id}\ndigest ${snapshot.digest}\n`,
    );
    return 0;
  });
}

/** `scorecard snapshots`: newest first. */
export function listSnapshots(settings: Settings, plan: string): Promise<number> {
  return withServices(settings, async (services) => {
    const reader = services.get(SnapshotsReader);
    const all = await allItems((page) => reader.list(plan, page));
    const text = all.length === 0 ? 'There are no snapshots of this plan yet.' : all.map(line).join('\n');
    process.stdout.write(`${text}\n`);
    return 0;
  });
}

function assessedAndComplete({ objectives, assessed, complete }: SnapshotView['scorecard']['total']): string {
  const words = wordsOf('en');
  const coverage = words.text('coverageOf', { assessed, of: objectives });
  return assessed === 0 ? coverage : words.text('coverageAndCount', { coverage, complete });
}

function line({ id, asOf, knownAt, createdBy, digest, label }: SnapshotSummary): string {
  const parts = [id, `as of ${asOf}`, `known at ${knownAt.toISOString()}`, digest.slice(0, 12), createdBy];
  return [...parts, ...(label === null ? [] : [label])].join('  ');
}
