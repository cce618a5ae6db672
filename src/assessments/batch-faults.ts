import { type InputError, invalidInput, Refusal, type RefusalKind, summarise } from '../core/errors.js';
import { because } from '../language/reasons.js';

/** What is needed of an item to tell what is wrong with it. */
interface BatchItem {
  objective: string;
  version: number;
}

/** The field of an item that a refusal is about, where the refusal names none itself. */
const FIELDS: Partial<Record<RefusalKind, string>> = {
  'not-found': '/objective',
  'wrong-state': '/objective',
  'stale-version': '/version',
};

/**
 * Items that name the same objective follow each other: each starts from the version that the one before leaves.
 * @returns what is wrong with each item that does not, by its place
 */
export function repetitions(items: readonly BatchItem[]): Map<number, Refusal> {
  const last = new Map<string, { at: number; next: number }>();
  const found = new Map<number, Refusal>();
  for (const [at, { objective, version }] of items.entries()) {
    const before = last.get(objective);
    last.set(objective, { at, next: version + 1 });
    if (before === undefined || version === before.next) continue;
    const error = {
      pointer: '/version',
      message: `must be ${before.next}: /items/${before.at} is about the objective ${objective} too and leaves it at that version`,
      reason: because('reason:versionChanged', { current: before.next }),
    };
    found.set(at, invalidInput(error));
  }
  return found;
}

/** Everything that is wrong with a request for many assessments; each fault names its item. */
export class BatchFaults {
  private readonly found: { at: number; refusal: Refusal; errors: InputError[] }[] = [];

  constructor(private readonly items: readonly BatchItem[]) {}

  /** The same faults, to which others can be added: a transaction that is run again starts from those there were. */
  copy(): BatchFaults {
    const copy = new BatchFaults(this.items);
    copy.found.push(...this.found);
    return copy;
  }

  /** Does the work for one item and keeps what it refuses. @returns undefined where it was refused */
  async collect<T>(at: number, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.found.push({ at, refusal: error, errors: this.errorsOf(at, error) });
      return undefined;
    }
  }

  /**
   * @throws Refusal with all faults in the order of the items; it is of their kind where they share one, and otherwise
   *   `invalid-input`
   */
  throwIfAny(): void {
    const [first, ...more] = this.found.sort((a, b) => a.at - b.at);
    if (first === undefined) return;
    const errors = [first, ...more].flatMap((fault) => fault.errors);
    const shared = more.every(({ refusal }) => refusal.kind === first.refusal.kind);
    // An objective that is not there is a fault of the body: the address of the plan is right.
    const kind = shared && first.refusal.kind !== 'not-found' ? first.refusal.kind : 'invalid-input';
    throw new Refusal(
      kind,
      summarise(errors),
      errors,
      more.length === 0 ? first.refusal.extensions : undefined,
    );
  }

  private errorsOf(at: number, { kind, message, errors, reason }: Refusal): InputError[] {
    const item = `/items/${at}`;
    if (errors) return errors.map((error) => ({ ...error, pointer: `${item}${error.pointer}` }));
    const { objective, version } = this.items[at] as BatchItem;
    return [
      {
        pointer: `${item}${FIELDS[kind] ?? ''}`,
        message:
          kind === 'stale-version'
            ? `is ${version}, but the objective ${objective} has changed since. Read it again, see what changed, and send its new version`
            : message,
        ...(reason && { reason }),
      },
    ];
  }
}
