import { createHash } from 'node:crypto';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { today } from '../../core/dates.js';
import { invalidInput, Refusal } from '../../core/errors.js';
import { Reads } from '../../database/reads.js';
import { type Transaction, Transactions } from '../../database/transactions.js';
import { because } from '../../language/reasons.js';
import { wordsFor } from '../../language/words.js';
import type { PlanInput } from '../../plans/dto/plan.dto.js';
import { PlanClock } from '../../plans/plan-clock.js';
import { PlanLifeService } from '../../plans/plan-life.service.js';
import { noPlan } from '../../plans/plans.reader.js';
import { PlansService } from '../../plans/plans.service.js';
import { ScalesService } from '../../plans/scales/scales.service.js';
import { WorkFailed } from '../../workers/worker-pool.js';
import { awaitWork } from '../../workers/await-work.js';
import type { TableRead } from '../tables/read-table.js';
import type { TableContext } from '../tables/reading.js';
import type { KnownLevel } from '../tables/status-names.js';
import { TableWorkers } from '../tables/table-workers.js';
import { ApplyImport, type ImportCounts, noCounts } from './apply-import.js';
import type { ImportMapping, ReadingReport } from './import-report.js';
import { PLAN_STATE, type PlanState, SCALE_LEVELS } from './plan-state.sql.js';
import { told } from './told-report.js';

/** A file as a person sends it. */
export interface SentFile {
  name: string;
  bytes: Uint8Array;
}

export interface FileImportOptions {
  mapping?: ImportMapping;
  /** Does all of it and takes it back. */
  dryRun?: boolean;
  /** Publishes the draft that it goes into. */
  publish?: boolean;
  /** The slug of the assessor whose statuses they are, where the file does not say. */
  assessor?: string;
}

/** What an import of a file did, or would do. */
export interface FileImportReport extends ReadingReport {
  /** Whether it is stored: not where there are faults, nor after a dry run. */
  applied: boolean;
  plan: string;
  counts: ImportCounts;
}

/** Where a file goes: into the plan with this slug, or into one that is made for it. */
export type ImportTarget = string | PlanInput;

/** A file that has been read. */
export interface PreparedImport {
  file: SentFile;
  into: ImportTarget;
  /** What the statuses of the file can be, in their order. */
  levels: readonly NamedLevel[];
  read: TableRead;
  mapping: ImportMapping;
  dryRun: boolean;
  publish: boolean;
  assessor: string | undefined;
}

/** Takes the transaction back once all is done, and carries what would have come of it. */
class TakenBack extends Error {
  constructor(readonly report: FileImportReport) {
    super('taken back');
  }
}

/** The report of an import whose transaction was not to be kept, as if nothing had been thrown. */
export async function untaken<T>(importing: Promise<T>): Promise<T | FileImportReport> {
  try {
    return await importing;
  } catch (error) {
    if (error instanceof TakenBack) return error.report;
    throw error;
  }
}

/** What is learned of an organization's files for the next one. */
type LearnedMapping = { [Part in 'columns' | 'statuses' | 'dateOrder']?: ImportMapping[Part] | undefined };

/** Imports a file of one plan, into a new draft or into a plan that is there: all of it, or nothing. */
@Injectable()
export class FileImport implements OnApplicationShutdown {
  private readonly workers = new TableWorkers();

  constructor(
    private readonly transactions: Transactions,
    private readonly reads: Reads,
    private readonly clock: PlanClock,
    private readonly plans: PlansService,
    private readonly life: PlanLifeService,
    private readonly scales: ScalesService,
    private readonly applying: ApplyImport,
  ) {}

  onApplicationShutdown(): Promise<void> {
    return this.workers.close();
  }

  /**
   * Prepares and stores in one go.
   * @throws Refusal as {@link prepare} and {@link store} do
   */
  async import(
    file: SentFile,
    into: ImportTarget,
    options: FileImportOptions = {},
  ): Promise<FileImportReport> {
    return this.finish(await this.prepare(file, into, options));
  }

  /** Stores what has been read, in a transaction of its own. @throws Refusal as {@link store} does */
  finish(prepared: PreparedImport): Promise<FileImportReport> {
    return untaken(this.transactions.run((tx) => this.store(tx, prepared)));
  }

  /**
   * Reads the file; writes nothing.
   * @param into the slug of a plan, or the plan to be made
   * @throws Refusal `not-found`, `invalid-input` (no such scale), `too-busy`, or `unreadable-text` where reading takes too much
   */
  async prepare(
    file: SentFile,
    into: ImportTarget,
    { mapping: said = {}, dryRun = false, publish = false, assessor }: FileImportOptions = {},
  ): Promise<PreparedImport> {
    const { context, organization, levels } =
      typeof into === 'string' ? await this.ofPlan(into) : await this.ofNewPlan(into, said);
    const mapping = combined(await this.learned(organization), said);
    const read = await this.read(file, context, mapping);
    return { file, into, levels, read, mapping, dryRun, publish, assessor };
  }

  /**
   * Stores what has been read, as part of a transaction.
   * @throws TakenBack with the report, where there are faults or it is a dry run: the transaction is not to be kept
   * @throws Refusal `not-found`, `wrong-state`, `already-exists`, or `invalid-input` of the new plan
   */
  async store(tx: Transaction, prepared: PreparedImport): Promise<FileImportReport> {
    const { file, into, read, mapping, dryRun, publish, assessor } = prepared;
    const slug = typeof into === 'string' ? into : into.slug;
    const report = reportOf(read, slug);
    if (typeof into !== 'string') {
      if (mapping.newScale !== undefined) await this.scales.create(tx, mapping.newScale);
      await this.plans.create(tx, {
        ...into,
        ...(mapping.newScale === undefined ? {} : { scale: mapping.newScale.slug }),
      });
    }
    const kept = {
      name: file.name,
      sha256: createHash('sha256').update(file.bytes).digest('hex'),
      format: report.format,
    };
    const { counts, faults } = await this.applying.apply(tx, slug, read.plan, kept, assessor);
    report.counts = counts;
    report.faults.push(...faults);
    if (dryRun || report.faults.length > 0) throw new TakenBack(report);
    await this.learn(tx, slug, mapping);
    if (publish) await this.publish(tx, slug);
    return { ...report, applied: true };
  }

  private async publish(tx: Transaction, slug: string): Promise<void> {
    const { state, version } = await this.clock.advance(tx, slug);
    if (state === 'draft') await this.life.publish(tx, slug, [version]);
  }

  private async read(file: SentFile, context: TableContext, mapping: ImportMapping): Promise<TableRead> {
    try {
      return await awaitWork(this.workers.read(file.bytes, context, mapping));
    } catch (error) {
      if (!(error instanceof WorkFailed) || !['timed-out', 'out-of-memory', 'crashed'].includes(error.reason))
        throw error;
      const { message, why } = told({ why: because('reason:importTooMuch') });
      throw new Refusal('unreadable-text', message, undefined, undefined, why);
    }
  }

  private async ofPlan(slug: string): Promise<Known> {
    const state = await this.reads.first<PlanState>(PLAN_STATE, [slug]);
    if (!state) throw noPlan(slug);
    const levels = await this.levels(state.scale);
    return {
      organization: state.organizationId,
      levels,
      context: {
        levels: levels.map(knownLevel),
        areas: state.areas,
        objectives: state.objectives,
        onlyArea: onlyArea(state.language),
        termStart: state.termStart,
        termEnd: state.termEnd,
        today: today(),
      },
    };
  }

  private async ofNewPlan(plan: PlanInput, { newScale }: ImportMapping): Promise<Known> {
    const levels = newScale ? [] : await this.levels(plan.scale ?? 'completion');
    if (!newScale && levels.length === 0) {
      throw invalidInput({
        pointer: '/scale',
        message: `the rating scale "${plan.scale}" does not exist; GET /api/v1/scales lists the scales`,
        reason: because('reason:noScale', { name: plan.scale ?? '' }),
      });
    }
    const [organization] = await this.reads.rows<{ id: number }>(ORGANIZATION, [plan.organization.slug]);
    return {
      organization: organization?.id,
      levels,
      context: {
        levels: levels.map(knownLevel),
        areas: [],
        objectives: [],
        onlyArea: onlyArea(plan.language ?? 'en'),
        termStart: plan.termStart,
        termEnd: plan.termEnd,
        today: today(),
      },
    };
  }

  private levels(scale: string): Promise<ScaleLevel[]> {
    return this.reads.rows<ScaleLevel>(SCALE_LEVELS, [scale]);
  }

  private async learned(organization: number | undefined): Promise<LearnedMapping> {
    if (organization === undefined) return {};
    const [row] = await this.reads.rows<{ mapping: LearnedMapping }>(LEARNED, [organization]);
    return row?.mapping ?? {};
  }

  /** Keeps what a person said of the columns and statuses of an organization's file for its next one. */
  private async learn(
    tx: Transaction,
    slug: string,
    { columns, statuses, dateOrder }: ImportMapping,
  ): Promise<void> {
    const learned: LearnedMapping = { columns, statuses, dateOrder };
    await tx.query(
      `INSERT INTO import_mapping (organization_id, mapping)
       SELECT organization_id, $2 FROM plan WHERE slug = $1
       ON CONFLICT (organization_id) DO UPDATE SET mapping = excluded.mapping
        WHERE import_mapping.mapping <> excluded.mapping`,
      [slug, JSON.stringify(learned)],
    );
  }
}

/** A level with its label, also in further languages. */
export interface NamedLevel {
  slug: string;
  label: string;
  labels: Record<string, string>;
}

interface ScaleLevel extends NamedLevel {
  assessed: boolean;
  final: boolean;
  complete: boolean;
}

function knownLevel({ slug, label, labels, assessed, final, complete }: ScaleLevel): KnownLevel {
  return { slug, label, labels: Object.values(labels), assessed, needsEvidence: final || complete };
}

interface Known {
  /** Undefined where the file brings it. */
  organization: number | undefined;
  levels: readonly NamedLevel[];
  context: TableContext;
}

/** Grain: at most one row, the organization with the slug $1. */
const ORGANIZATION = { name: 'import-organization', text: 'SELECT id FROM organization WHERE slug = $1' };

/** Grain: at most one row, what is known of the files of the organization $1. */
const LEARNED = {
  name: 'import-mapping',
  text: 'SELECT mapping FROM import_mapping WHERE organization_id = $1',
};

/** What is said of one file goes before what was said of another. */
function combined(learned: LearnedMapping, said: ImportMapping): ImportMapping {
  return {
    ...learned,
    ...said,
    columns: { ...learned.columns, ...said.columns },
    statuses: { ...learned.statuses, ...said.statuses },
  };
}

function onlyArea(language: string): string {
  return wordsFor(language).text('allObjectives');
}

function reportOf({ report }: TableRead, plan: string): FileImportReport {
  return { ...report, faults: [...report.faults], applied: false, plan, counts: noCounts() };
}
