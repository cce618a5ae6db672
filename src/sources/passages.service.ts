import { because } from '../language/reasons.js';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { rowsOf, type Transaction } from '../database/transactions.js';
import { invalidInput, Refusal } from '../core/errors.js';
import { isUuid } from '../core/ids.js';
import { requireVersion } from '../core/versions.js';
import type { PassageInput } from './dto/source.dto.js';
import { Passage } from './passage.entity.js';
import type { PassageWords, Position, ResolvedPassage } from './passage-resolver.js';
import { noPassage } from './sources.reader.js';

interface FoundOrCreated {
  id: string;
  created: boolean;
}

/** Grain: one row a thing that rests on the passage $1, in words, at most six. */
const USES = `
  SELECT use FROM (
    SELECT DISTINCT 'an assessment of ' || o.code || ' (' || p.slug || ')' AS use
      FROM evidence e JOIN assessment a ON a.plan_id = e.plan_id AND a.id = e.assessment_id
      JOIN objective o ON o.plan_id = a.plan_id AND o.id = a.objective_id JOIN plan p ON p.id = e.plan_id
     WHERE e.passage_id = $1
     UNION
    SELECT 'the statement of ' || o.code || ' (' || p.slug || ')'
      FROM objective_statement t JOIN objective o ON o.plan_id = t.plan_id AND o.id = t.objective_id
      JOIN plan p ON p.id = t.plan_id
     WHERE t.passage_id = $1
     UNION
    SELECT 'a claim about ' || p.slug FROM claim c JOIN plan p ON p.id = c.plan_id WHERE c.passage_id = $1) found
   ORDER BY use LIMIT 6`;

/** Makes passages. Their words never change: an assessment that rests on them must keep its footing. */
@Injectable()
export class PassagesService {
  /**
   * The passage with these words in this place: the one there is, or a new one.
   * @param pointer where the input stands in the body, for errors
   * @throws Refusal `invalid-input` where it neither quotes nor summarises, `text-changed` where another text was
   *   loaded since the words were looked up
   */
  async findOrCreate(
    tx: Transaction,
    sourceId: number,
    { words, position, heldText }: ResolvedPassage,
    pointer = '',
  ): Promise<FoundOrCreated> {
    requireWords(words, pointer);
    await requireHeld(tx, sourceId, heldText);
    const isVerified = position !== undefined && heldText !== null;
    return this.store(tx, sourceId, words, position, isVerified ? 'verified' : 'unverified');
  }

  /**
   * The same for a passage as a dataset gives it, whose words nobody has looked up: it is kept as unverified.
   * @throws Refusal `invalid-input` where it neither quotes nor summarises
   */
  async findOrCreateUnverified(
    tx: Transaction,
    sourceId: number,
    words: PassageWords,
    position?: Position,
  ): Promise<FoundOrCreated> {
    requireWords(words, '');
    return this.store(tx, sourceId, words, position, 'unverified');
  }

  private async store(
    tx: Transaction,
    sourceId: number,
    { exact, prefix, suffix, paragraph, summary }: PassageWords,
    position: Position | undefined,
    anchor: 'verified' | 'unverified',
  ): Promise<FoundOrCreated> {
    // No words before or after (the edge of the text) and none given are the same to the index.
    const [before, after] = [prefix, suffix].map((words) => (words === '' ? undefined : words));
    const place = [sourceId, exact, before, after, position?.start, paragraph, summary].map(
      (value) => value ?? null,
    );
    const [created] = await rowsOf<{ id: string }>(
      tx,
      `INSERT INTO passage (source_id, exact, prefix, suffix, start_position, paragraph, summary, id, end_position, anchor)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT DO NOTHING RETURNING id`,
      [...place, uuidv7(), position?.end ?? null, anchor],
    );
    if (created) return { id: created.id, created: true };
    const [known] = await rowsOf<{ id: string }>(
      tx,
      `SELECT id FROM passage
        WHERE source_id = $1 AND exact IS NOT DISTINCT FROM $2 AND prefix IS NOT DISTINCT FROM $3
          AND suffix IS NOT DISTINCT FROM $4 AND start_position IS NOT DISTINCT FROM $5
          AND paragraph IS NOT DISTINCT FROM $6 AND summary IS NOT DISTINCT FROM $7
          AND md5(coalesce(exact, '')) = md5(coalesce($2, '')) AND md5(coalesce(prefix, '')) = md5(coalesce($3, ''))
          AND md5(coalesce(suffix, '')) = md5(coalesce($4, '')) AND md5(coalesce(summary, '')) = md5(coalesce($7, ''))`,
      place,
    );
    if (!known) throw new Error('the passage that caused the conflict cannot be found');
    return { id: known.id, created: false };
  }

  /**
   * Deletes a passage on which nothing rests: no evidence, also of an assessment that was retracted, no claim and no
   * statement of an objective.
   * @throws Refusal `not-found`, `stale-version`, or `in-use` naming what rests on it
   */
  async remove(tx: Transaction, id: string, read: readonly number[]): Promise<void> {
    const passage = isUuid(id)
      ? await tx.findOne(Passage, { where: { id }, lock: { mode: 'pessimistic_write' } })
      : null;
    if (!passage) throw noPassage(id);
    requireVersion(read, passage.version, 'the passage');
    const uses = await rowsOf<{ use: string }>(tx, USES, [id]);
    if (uses.length > 0) {
      const named = uses.slice(0, 5).map(({ use }) => use);
      throw new Refusal(
        'in-use',
        `On this passage rest: ${named.join('; ')}${uses.length > 5 ? '; and others' : ''}.`,
      );
    }
    await tx.query('DELETE FROM passage_anchor WHERE passage_id = $1', [id]);
    await tx.delete(Passage, { id });
  }

  exists(tx: Transaction, id: string): Promise<boolean> {
    return tx.existsBy(Passage, { id });
  }
}

function requireWords({ exact, prefix, suffix, summary }: PassageInput, pointer: string): void {
  if (exact === undefined && summary === undefined) {
    throw invalidInput({
      pointer: `${pointer}/exact`,
      message: 'is required: quote the passage word for word, or put what it says into "summary"',
      reason: because('reason:quotationRequired'),
    });
  }
  if (exact === undefined && (prefix !== undefined || suffix !== undefined)) {
    throw invalidInput({
      pointer: `${pointer}/exact`,
      message: 'is required where "prefix" or "suffix" is given',
      reason: because('reason:required'),
    });
  }
}

/** Keeps the source's text from changing until the transaction ends, and sees that it is the one looked into. */
async function requireHeld(tx: Transaction, sourceId: number, expected: string | null): Promise<void> {
  const [source] = await rowsOf<{ held: string | null }>(
    tx,
    `SELECT (SELECT t.sha256 FROM source_text t WHERE t.source_id = s.id AND t.sha256 = s.text_sha256) AS held
       FROM source s WHERE s.id = $1 FOR SHARE`,
    [sourceId],
  );
  if (source?.held === expected) return;
  throw new Refusal(
    'text-changed',
    'The text of the source was replaced while the quotation was being looked up. Send the request again.',
  );
}
