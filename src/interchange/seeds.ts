import { readdir, readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { projectPath } from '../config/project.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { PlansService } from '../plans/plans.service.js';
import { ScalesService } from '../plans/scales.service.js';
import { TranslationsService } from '../plans/translations.service.js';
import type { Dataset } from './dataset.js';
import { DatasetLoader } from './dataset-loader.js';
import { shippedScales } from './dataset-scales.js';
import { validateDataset } from './dataset-schema.js';

/** Two services that start together on one database must not load the same plan twice. */
const LOCK = 7_265_340_013;

/**
 * Loads what the project ships in `seeds/`, each thing once: what is there is left as people have made it. Only
 * translations that came later are filled in, where nobody has touched what they translate.
 */
@Injectable()
export class Seeds {
  constructor(
    private readonly transactions: Transactions,
    private readonly scales: ScalesService,
    private readonly plans: PlansService,
    private readonly loader: DatasetLoader,
    private readonly translations: TranslationsService,
  ) {}

  /** Loads the rating scales that are not there yet. A plan needs one, so every service has them. */
  async loadScales(): Promise<void> {
    await this.transactions.run(async (tx) => {
      await this.lock(tx);
      for (const scale of shippedScales()) {
        if (await this.scales.exists(tx, scale.slug)) await this.translations.fillScale(tx, scale);
        else await this.scales.create(tx, scale);
      }
    });
  }

  /**
   * Loads the plans that are not there yet.
   * @returns the slugs of those that it loaded
   */
  async loadPlans(): Promise<string[]> {
    const files = (await readdir(projectPath('seeds')))
      .filter((name) => /^[a-z].*\.json$/.test(name))
      .toSorted();
    const loaded: string[] = [];
    for (const file of files) {
      const value = await readJson(`seeds/${file}`);
      if (!isDataset(value)) continue;
      const [problem] = validateDataset(value);
      if (problem) throw new Error(`seeds/${file}: ${problem.pointer}: ${problem.message}`);
      if (await this.transactions.run((tx) => this.loadOnce(tx, value))) loaded.push(value.plan.slug);
    }
    return loaded;
  }

  private async loadOnce(tx: Transaction, dataset: Dataset): Promise<boolean> {
    await this.lock(tx);
    if (await this.plans.exists(tx, dataset.plan.slug)) {
      const { organization, assessors, plan } = dataset;
      await this.translations.fillPlan(tx, { ...plan, organization, assessors });
      return false;
    }
    await this.loader.load(tx, dataset, 'seed');
    return true;
  }

  private async lock(tx: Transaction): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  }
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(projectPath(path), 'utf8'));
}

/** The folder holds other JSON too: the schema and the rating scales. */
function isDataset(value: unknown): value is Dataset {
  return typeof value === 'object' && value !== null && 'format' in value;
}
