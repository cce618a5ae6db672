import { readdir, readFile } from 'node:fs/promises';
import type { INestApplicationContext } from '@nestjs/common';
import type { Relation } from '../src/comparison/links/objective-link.entity.js';
import { PairsReader } from '../src/comparison/pairs.reader.js';
import { SuggestionsReader } from '../src/comparison/suggestions.reader.js';
import { projectPath } from '../src/config/project.js';
import { Reads } from '../src/database/reads.js';
import { type Transaction, Transactions } from '../src/database/transactions.js';
import type { Dataset } from '../src/interchange/dataset.js';
import { DatasetLoader } from '../src/interchange/dataset-loader.js';
import type { LinkSet } from '../src/interchange/link-set.js';
import { ObjectivesService } from '../src/plans/objectives.service.js';
import { PlansService } from '../src/plans/plans.service.js';

/** Two plans with the links that a person sees between them: the files of test/data/labelled. */
interface Labelled {
  /** Whether the weights were set by looking at it. */
  use: 'development' | 'held out';
  /** The slug of a shipped plan, or a plan in words of our own. */
  from: string | LabelledPlan;
  to: string | LabelledPlan;
  links: Link[];
}

interface Link {
  from: string;
  to: string;
  relation: Relation;
}

interface LabelledPlan {
  title: string;
  areas: Record<string, string>;
  objectives: { code: string; area: string; title: string }[];
}

/** A pair that is stored and can be asked about. */
export interface LabelledPair {
  name: string;
  use: Labelled['use'];
  from: string;
  to: string;
  links: Link[];
}

/** The organizations of the plans in words of our own, by the first word of the file's name. */
const ORGANIZATIONS: Record<string, { slug: string; name: string; acronym: string }> = {
  g20: { slug: 'g20', name: 'Group of Twenty', acronym: 'G20' },
  eu: { slug: 'eu-council', name: 'Council of the European Union', acronym: 'EU' },
  osce: { slug: 'osce', name: 'Organization for Security and Co-operation in Europe', acronym: 'OSCE' },
  eaeu: { slug: 'eaeu', name: 'Евразийский экономический союз', acronym: 'ЕАЭС' },
};

/** Stores the shipped plans, without the links between them, and all labelled ones. Needs the rating scales. */
export async function storeLabelledPairs(app: INestApplicationContext): Promise<LabelledPair[]> {
  const shipped = (await readdir(projectPath('seeds'))).filter((name) => /^csto-.*\.json$/.test(name));
  for (const file of shipped) {
    const dataset = await read<Dataset>(`seeds/${file}`);
    await app.get(Transactions).run((tx) => app.get(DatasetLoader).load(tx, dataset));
  }
  const { from, to, links } = await read<LinkSet>('seeds/links-csto-2023-2024.json');
  const pairs: LabelledPair[] = [{ name: 'csto-2023-2024', use: 'development', from, to, links }];
  for (const file of (await readdir(projectPath('test/data/labelled'))).toSorted()) {
    const name = file.replace('.json', '');
    const labelled = await read<Labelled>(`test/data/labelled/${file}`);
    const slugs = await app.get(Transactions).run(async (tx) => ({
      from: await store(app, tx, name, labelled.from, 0),
      to: await store(app, tx, name, labelled.to, 1),
    }));
    pairs.push({ name, use: labelled.use, ...slugs, links: labelled.links });
  }
  return pairs;
}

async function store(
  app: INestApplicationContext,
  tx: Transaction,
  name: string,
  plan: string | LabelledPlan,
  order: 0 | 1,
): Promise<string> {
  if (typeof plan === 'string') return plan;
  const slug = `${name}-${order === 0 ? 'earlier' : 'later'}`;
  await app.get(PlansService).create(tx, {
    state: 'published',
    slug,
    title: plan.title,
    organization: ORGANIZATIONS[name.split('-')[0]!]!,
    holder: { name: plan.title },
    termStart: `${2023 + order}-01-01`,
    termEnd: `${2023 + order}-12-31`,
    areas: Object.entries(plan.areas).map(([code, name]) => ({ code, name })),
  });
  for (const objective of plan.objectives)
    await app.get(ObjectivesService).create(tx, slug, { ...objective, basis: 'secondary' });
  return slug;
}

async function read<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(projectPath(path), 'utf8')) as T;
}

/** Gives the codes of the later plan for an objective of the earlier one, best first. */
export type Method = (pair: LabelledPair, objective: string) => Promise<string[]>;

export function ours(app: INestApplicationContext): Method {
  return async (pair, objective) => {
    const found = await app.get(PairsReader).get(pair.from, pair.to);
    const { items } = await app.get(SuggestionsReader).list(found, { objective, limit: 200 });
    return items.map(({ to }) => to.code);
  };
}

/** Plain trigram similarity of the two titles by pg_trgm; Cyrillic in Latin letters, which it needs to see any. */
export function trigrams(app: INestApplicationContext): Method {
  const statement = {
    name: 'trigrams',
    text: `SELECT t.code FROM plan fp JOIN objective f ON f.plan_id = fp.id AND f.code = $3 JOIN plan tp ON tp.slug = $2
             JOIN objective t ON t.plan_id = tp.id WHERE fp.slug = $1
            ORDER BY similarity(search_letters(f.title), search_letters(t.title)) DESC, t.position`,
  };
  return async (pair, objective) => {
    const rows = await app.get(Reads).rows<{ code: string }>(statement, [pair.from, pair.to, objective]);
    return rows.map(({ code }) => code);
  };
}

/** The places, from 1, at which a method has the labelled links of a pair; Infinity where it has not. */
export async function placesOf(pair: LabelledPair, method: Method): Promise<number[]> {
  const places: number[] = [];
  for (const { from, to } of pair.links) {
    const at = (await method(pair, from)).indexOf(to);
    places.push(at < 0 ? Infinity : at + 1);
  }
  return places;
}
