import { connect, type Socket } from 'node:net';

/** A client of one keep-alive connection that costs as little as it can: what it uses is taken from the servers. */
class Connection {
  private readonly socket: Socket;
  private chunks: Buffer[] = [];
  private missing = -1;
  private settle?: { done: (body: Buffer) => void; failed: (error: Error) => void };

  constructor(private readonly port: number) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.on('data', (chunk: Buffer) => this.take(chunk));
    this.socket.on('error', (error) => this.settle?.failed(error));
    this.socket.on('close', () => this.settle?.failed(new Error('the server closed the connection')));
  }

  /** The body of the answer. Rejects unless that is 200. */
  get(path: string): Promise<Buffer> {
    return new Promise((done, failed) => {
      this.chunks = [];
      this.missing = -1;
      this.settle = { done, failed };
      this.socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${this.port}\r\n\r\n`);
    });
  }

  close(): void {
    this.settle = undefined;
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    if (this.missing < 0) {
      const head = Buffer.concat([...this.chunks, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return void this.chunks.push(chunk);
      const lines = head.toString('latin1', 0, end);
      const length = /^content-length: (\d+)$/im.exec(lines)?.[1];
      if (!lines.startsWith('HTTP/1.1 200') || length === undefined) {
        return this.settle?.failed(new Error(`an answer that is not the scorecard: ${head.toString()}`));
      }
      chunk = head.subarray(end + 4);
      this.chunks = [];
      this.missing = Number(length);
    }
    this.chunks.push(chunk);
    this.missing -= chunk.length;
    if (this.missing === 0) this.settle?.done(this.chunks.length === 1 ? chunk : Buffer.concat(this.chunks));
  }
}

/** One answer, on a connection of its own. */
export async function fetchBody(port: number, path: string): Promise<Buffer> {
  const connection = new Connection(port);
  try {
    return await connection.get(path);
  } finally {
    connection.close();
  }
}

/** How long a server is driven: first without counting, then counting. */
export interface Slice {
  warmUpMs: number;
  measuredMs: number;
}

/**
 * Drives a server with `connections` clients, each of which asks again as soon as it is answered.
 * @param nextPath gives the path of each request
 * @returns answers a second
 */
export async function drive(
  port: number,
  connections: number,
  nextPath: () => string,
  { warmUpMs, measuredMs }: Slice,
): Promise<number> {
  const from = performance.now() + warmUpMs;
  const until = from + measuredMs;
  let answers = 0;
  const client = async (): Promise<void> => {
    const connection = new Connection(port);
    try {
      for (;;) {
        await connection.get(nextPath());
        const now = performance.now();
        if (now >= until) return;
        if (now >= from) answers++;
      }
    } finally {
      connection.close();
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
  return answers / (measuredMs / 1000);
}
