import { Injectable } from '@nestjs/common';
import { rowsOf, type Transaction } from '../database/transactions.js';
import { Refusal } from '../core/errors.js';
import { requireVersion } from '../core/versions.js';
import type { SourceChange, SourceInput } from './dto/source.dto.js';
import { Source } from './source.entity.js';
import { noSource } from './sources.reader.js';

/** Makes sources. */
@Injectable()
export class SourcesService {
  /**
   * @param textSha256 of the normalised text that the passages' positions refer to, where it is known
   * @returns the source's id
   * @throws Refusal `already-exists`
   */
  async create(tx: Transaction, input: SourceInput, textSha256: string | null = null): Promise<number> {
    if (await tx.existsBy(Source, { slug: input.slug })) {
      throw new Refusal(
        'already-exists',
        `A source "${input.slug}" already exists. Use another slug, or change that source with PATCH /api/v1/sources/${input.slug}.`,
      );
    }
    await this.requireFreeAddress(tx, input.url, input.slug);
    const { identifiers } = await tx.insert(Source, { ...input, textSha256 });
    return (identifiers[0] as { id: number }).id;
  }

  /**
   * Changes what is known of a source. Its text and its passages are another matter.
   * @throws Refusal `not-found`, `stale-version`, or `already-exists` where another source has the address
   */
  async change(tx: Transaction, slug: string, read: readonly number[], change: SourceChange): Promise<void> {
    const source = await tx.findOne(Source, { where: { slug }, lock: { mode: 'pessimistic_write' } });
    if (!source) throw noSource(slug);
    requireVersion(read, source.version, `the source ${slug}`);
    await this.requireFreeAddress(tx, change.url, slug);
    await tx.update(Source, { id: source.id }, { ...change, version: source.version + 1 });
  }

  /**
   * Deletes a source on which nothing rests.
   * @throws Refusal `not-found`, `stale-version`, or `in-use` naming what rests on it
   */
  async remove(tx: Transaction, slug: string, read: readonly number[]): Promise<void> {
    const source = await tx.findOne(Source, { where: { slug }, lock: { mode: 'pessimistic_write' } });
    if (!source) throw noSource(slug);
    requireVersion(read, source.version, `the source ${slug}`);
    const [held] = await rowsOf<{ passages: number; texts: number }>(
      tx,
      `SELECT (SELECT count(*)::int FROM passage WHERE source_id = $1) AS passages,
              (SELECT count(*)::int FROM source_text WHERE source_id = $1) AS texts`,
      [source.id],
    );
    const rests = [
      ...(held!.passages > 0
        ? [`${held!.passages} of its passages; GET /api/v1/sources/${slug}/passages lists them`]
        : []),
      ...(held!.texts > 0 ? ['its text, which stays because passages are checked against it'] : []),
    ];
    if (rests.length > 0) {
      throw new Refusal('in-use', `On the source ${slug} rest: ${rests.join('; and ')}.`);
    }
    await tx.query('DELETE FROM plan_source WHERE source_id = $1', [source.id]);
    await tx.delete(Source, { id: source.id });
  }

  /** @throws Refusal `already-exists`, naming the source that has the address, however the two are written */
  private async requireFreeAddress(
    tx: Transaction,
    url: string | null | undefined,
    slug: string,
  ): Promise<void> {
    if (typeof url !== 'string') return;
    const [other] = await rowsOf<{ slug: string }>(
      tx,
      'SELECT slug FROM source WHERE address_key(url) = address_key($1) AND slug <> $2 ORDER BY id LIMIT 1',
      [url, slug],
    );
    if (other === undefined) return;
    throw new Refusal(
      'already-exists',
      `The source "${other.slug}" has this address already. Use that source, or give the address of another document.`,
      [{ pointer: '/url', message: `the source "${other.slug}" has this address already` }],
      { source: other.slug },
    );
  }

  /** @returns the id of the source with this address, however it is written; or undefined */
  async idAt(tx: Transaction, url: string): Promise<number | undefined> {
    const [source] = await rowsOf<{ id: number }>(
      tx,
      'SELECT id FROM source WHERE address_key(url) = address_key($1) ORDER BY id LIMIT 1',
      [url],
    );
    return source?.id;
  }

  /** @returns the id of a source, or undefined */
  async idOf(tx: Transaction, slug: string): Promise<number | undefined> {
    return (await tx.findOne(Source, { select: { id: true }, where: { slug } }))?.id;
  }
}
