import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
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
import { isLinkSet, type LinkSet, LinkSetLoader } from './link-set.js';

/** Two services that start together on one database must not load the same plan twice. */
const LOCK = 7_265_340_013;

/** Who the history of shipped records names, anyone who loads them. */
const RECORDER = 'seed';

/** A file that could not be loaded, and why: each cause with the place in the file, as a JSON pointer. */
export interface SeedFault {
  file: string;
  causes: string[];
}

/** The most causes that are told of one file. */
const MOST_CAUSES = 10;

/** What a person reads of a file that was passed over. */
export function describeFault({ file, causes }: SeedFault): string {
  const more = causes.length - MOST_CAUSES;
  return [
    `seeds/${file} was passed over; nothing of it was loaded:`,
    ...causes.slice(0, MOST_CAUSES),
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join('\n  ');
}

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
    const mappings = (await readJson(projectPath('seeds/scale-mappings.json'))) as (ScaleMappingInput & {
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
   * Loads the plans that are not there yet, then the links between plans that nobody has decided on. Each file is loaded
   * whole or not at all; one that cannot be loaded keeps none of the others back.
   * @param passOver is told of each file that cannot be loaded; without it, the first such file ends the loading
   * @param folder where the files are
   * @returns the slugs of the plans that it loaded
   */
  async loadPlans(
    passOver: (fault: SeedFault) => void = refuse,
    folder = projectPath('seeds'),
  ): Promise<string[]> {
    const loaded: string[] = [];
    const linkSets: [file: string, value: LinkSet][] = [];
    for (const file of await filesIn(folder)) {
      await this.orPassOver(file, passOver, async () => {
        const value = await readJson(join(folder, file));
        if (isLinkSet(value)) return void linkSets.push([file, value]);
        if (!isDataset(value)) return;
        const problems = validateDataset(value);
        if (problems.length > 0) return passOver({ file, causes: problems.map(causeOf) });
        if (await this.transactions.run((tx) => this.loadOnce(tx, value))) loaded.push(value.plan.slug);
      });
    }
    for (const [file, value] of linkSets)
      await this.orPassOver(file, passOver, () =>
        this.transactions.run(async (tx) => {
          await this.lock(tx);
          await recordAs(RECORDER, () => this.links.load(tx, value));
        }),
      );
    return loaded;
  }

  private async orPassOver(
    file: string,
    passOver: (fault: SeedFault) => void,
    load: () => Promise<void>,
  ): Promise<void> {
    try {
      await load();
    } catch (error) {
      if (!isOfTheFile(error)) throw error;
      const causes = error instanceof Refusal ? (error.errors ?? []).map(causeOf) : [];
      passOver({ file, causes: causes.length > 0 ? causes : [(error as Error).message] });
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

/** The files of a folder that may hold plans or links, by name. */
async function filesIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => /^[a-z].*\.json$/.test(name)).toSorted();
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8'));
}

function refuse({ file, causes }: SeedFault): never {
  throw new Error(`seeds/${file}: ${causes[0]}`);
}

function causeOf({ pointer, message }: { pointer: string; message: string }): string {
  return pointer === '' ? message : `${pointer}: ${message}`;
}

/**
 * Whether something went wrong because of what a file holds: it is no JSON, has another shape, breaks a rule, or the
 * database refuses its values (SQLSTATE classes 22 and 23). A lost connection, say, is not.
 */
function isOfTheFile(error: unknown): boolean {
  if (error instanceof Refusal || error instanceof SyntaxError || error instanceof TypeError) return true;
  return /^2[23]/.test(String((error as { code?: unknown }).code));
}

/** The folder holds other JSON too: schemas, rating scales and links. */
function isDataset(value: unknown): value is Dataset {
  return typeof value === 'object' && value !== null && 'format' in value && !isLinkSet(value);
}
