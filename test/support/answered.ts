import type { TestService } from './service.js';

/** An answer with its bytes as they came. */
export interface Answered {
  status: number;
  headers: Record<string, string>;
  bytes: Buffer;
}

/** The answer's bytes, whatever its type. */
export async function bytesAt(
  service: TestService,
  path: string,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const answer = await service
    .http()
    .get(path)
    .set(headers)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });
  return { status: answer.status, headers: answer.headers, bytes: answer.body as Buffer };
}
