import { readdir, readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { projectPath } from '../config/project.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { AssessorsService } from '../plans/assessors.service.js';
import { PlansService } from '../plans/plans.service.js';
import { recordAs } from '../core/context.js';
import { Refusal } from '../core/errors.js';
import type { ScaleMappingInput } from '../plans/scales/scale-mapping.dto.js';
import { ScaleMappingsService } from '../plans/scales/scale-mappings.service.js';
import { ScalesService } from '../plans/scales/scales.service.js';
import { TranslationsService } from '../plans/translations.service.js';
import type { Dataset } from './dataset.js';
import { DatasetLoader } from './dataset-loader.js';
import { shippedScales } from './dataset-scales.js';
import { validateDataset } from './dataset-schema.js';
import { isLinkSet, LinkSetLoader } from './link-set.js';

/** Two services that start together on one database must not load the same plan twice. */
const LOCK = 7_265_340_013;

/** Who the history of shipped records names, anyone who loads them. */
const RECORDER = 'seed';

/**
 * Loads what the project ships in `seeds/`, each thing once: what is there is left as people have made it. Only
 * what came later is added: assessors of a plan, and translations where nobody has touched what they translate.
 */
@Injectable()
export class Seeds {
  constructor(
    private readonly transactions: Transactions,
    private readonly scales: ScalesService,
    private readonly mappings: ScaleMappingsService,
    private readonly plans: PlansService,
    private readonly loader: DatasetLoader,
    private readonly assessors: AssessorsService,
    private readonly translations: TranslationsService,
    private readonly links: LinkSetLoader,
  ) {}

  /** Loads the rating scales and mappings that are not there yet. A plan needs a scale, so every service has them. */
  async loadScales(): Promise<void> {
    const mappings = (await readJson('seeds/scale-mappings.json')) as (ScaleMappingInput & {
      from: string;
    })[];
    await this.transactions.run(async (tx) => {
      await this.lock(tx);
      for (const scale of shippedScales()) {
        if (await this.scales.exists(tx, scale.slug)) await this.translations.fillScale(tx, scale);
        else await this.scales.create(tx, scale);
      }
      for (const { from, ...mapping } of mappings) {
        await this.loadMapping(tx, from, mapping);
      }
    });
  }

  /** Where people have made a scale of that name with other levels, the shipped mapping is not about it. */
  private async loadMapping(tx: Transaction, from: string, mapping: ScaleMappingInput): Promise<void> {
    if (await this.mappings.exists(tx, from, mapping.to)) return;
    try {
      await this.mappings.create(tx, from, mapping);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  /**
   * Loads the plans that are not there yet, then the links between plans that nobody has decided on.
   * @returns the slugs of the plans that it loaded
   */
  async loadPlans(): Promise<string[]> {
    const loaded: string[] = [];
    for (const [file, value] of await shipped()) {
      if (!isDataset(value)) continue;
      const [problem] = validateDataset(value);
      if (problem) throw new Error(`seeds/${file}: ${problem.pointer}: ${problem.message}`);
      if (await this.transactions.run((tx) => this.loadOnce(tx, value))) loaded.push(value.plan.slug);
    }
    await this.loadLinks();
    return loaded;
  }

  private async loadLinks(): Promise<void> {
    for (const [, value] of await shipped()) {
      if (!isLinkSet(value)) continue;
      await this.transactions.run(async (tx) => {
        await this.lock(tx);
        await recordAs(RECORDER, () => this.links.load(tx, value));
      });
    }
  }

  private async loadOnce(tx: Transaction, dataset: Dataset): Promise<boolean> {
    await this.lock(tx);
    if (await this.plans.exists(tx, dataset.plan.slug)) {
      const { organization, assessors, plan } = dataset;
      await this.assessors.joinShipped(tx, plan.slug, assessors);
      await this.translations.fillPlan(tx, { ...plan, organization, assessors });
      return false;
    }
    await recordAs(RECORDER, () => this.loader.load(tx, dataset));
    return true;
  }

  private async lock(tx: Transaction): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  }
}

/** What the folder holds, in the order of the file names. */
async function shipped(): Promise<[file: string, value: unknown][]> {
  const files = (await readdir(projectPath('seeds'))).filter((name) => /^[a-z].*\.json$/.test(name));
  return Promise.all(
    files.toSorted().map(async (file): Promise<[string, unknown]> => [file, await readJson(`seeds/${file}`)]),
  );
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(projectPath(path), 'utf8'));
}

/** The folder holds other JSON too: schemas, rating scales and links. */
function isDataset(value: unknown): value is Dataset {
  return typeof value === 'object' && value !== null && 'format' in value && !isLinkSet(value);
}
