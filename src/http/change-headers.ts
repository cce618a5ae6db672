import { ApiHeader } from '@nestjs/swagger';

/** Declares that a change names the version of `what` that it starts from. */
export function NeedsIfMatch(what: string): MethodDecorator & ClassDecorator {
  return ApiHeader({
    name: 'If-Match',
    required: true,
    description: `The ETag that GET gave for the ${what}`,
  });
}

/** Declares that a POST can be sent again without being done again. */
export function TakesIdempotencyKey(): MethodDecorator & ClassDecorator {
  return ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'The same key and body gives the first answer again',
  });
}
