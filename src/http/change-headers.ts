import { ApiHeader } from '@nestjs/swagger';

/** Declares that a change names the version of `what` that it starts from. */
export function NeedsIfMatch(what: string): MethodDecorator & ClassDecorator {
  return ApiHeader({
    name: 'If-Match',
    required: true,
    description: `The ETag that GET gave for the ${what}`,
    schema: { type: 'string', example: '"3"' },
  });
}

/** Declares that a change may name it. @param when it has to */
export function TakesIfMatch(what: string, when: string): MethodDecorator & ClassDecorator {
  return ApiHeader({
    name: 'If-Match',
    required: false,
    description: `The ETag of the ${what}; ${when}`,
    schema: { type: 'string', example: '"3"' },
  });
}

/** Declares that a POST can be sent again without being done again. */
export function TakesIdempotencyKey(): MethodDecorator & ClassDecorator {
  return ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'A key of your own for this request: the same key and body gives the first answer again',
    schema: {
      type: 'string',
      pattern: '^[\\x21-\\x7e]{1,200}$',
      example: '5f0c7c6e-2f3b-4a55-8f0e-1d6c9a7b3e21',
    },
  });
}
