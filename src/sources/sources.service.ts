import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/transactions.js';
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
    const { identifiers } = await tx.insert(Source, { ...input, textSha256 });
    return (identifiers[0] as { id: number }).id;
  }

  /**
   * Changes what is known of a source. Its text and its passages are another matter.
   * @throws Refusal `not-found` or `stale-version`
   */
  async change(tx: Transaction, slug: string, read: readonly number[], change: SourceChange): Promise<void> {
    const source = await tx.findOne(Source, { where: { slug }, lock: { mode: 'pessimistic_write' } });
    if (!source) throw noSource(slug);
    requireVersion(read, source.version, `the source ${slug}`);
    await tx.update(Source, { id: source.id }, { ...change, version: source.version + 1 });
  }

  /** @returns the id of a source, or undefined */
  async idOf(tx: Transaction, slug: string): Promise<number | undefined> {
    return (await tx.findOne(Source, { select: { id: true }, where: { slug } }))?.id;
  }
}
