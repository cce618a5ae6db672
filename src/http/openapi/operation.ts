import { applyDecorators } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { RefusalKind } from '../../core/errors.js';
import type { Answer } from './answers.js';
import type { Schema } from './schema.js';

/** What the OpenAPI document says of an operation. */
export interface Declared {
  /** In a line. */
  summary: string;
  /** What else there is to know, in a sentence or a few. */
  description: string;
  /** What it answers when it does what it was asked to. */
  answers: Answer | readonly Answer[];
  /**
   * How it may refuse, beside what follows from what it takes: roles, limits, parts of the address, parameters, bodies,
   * If-Match and Idempotency-Key (`problems.ts`).
   */
  refuses?: readonly RefusalKind[];
  /** What it takes as a body, by media type, where that is no class of ours; its `example` where it is one. */
  body?: Record<string, Schema>;
  /** A body that it takes, where the examples of the single fields do not make a good one. */
  example?: unknown;
}

const operations = new Map<string, Declared>();

/**
 * Declares an operation for the OpenAPI document.
 * @param id its `operationId`, a verb and its object: what a generated client calls it. Formats that have addresses of
 *   their own add theirs: `getScorecardCsv`.
 */
export function Operation(id: string, declared: Declared): MethodDecorator {
  if (operations.has(id)) throw new Error(`there are two operations ${id}`);
  operations.set(id, declared);
  const { summary, description } = declared;
  return applyDecorators(ApiOperation({ operationId: id, summary, description }));
}

/** What was declared of an operation. */
export function declaredAs(id: string): Declared | undefined {
  return operations.get(id);
}
