import { type IncomingHttpHeaders, request } from 'node:http';

/** A request to a service on this machine, sent as it is written. */
export interface ExactRequest {
  port: string;
  path: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string | undefined;
}

export interface ExactAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** Asks for exactly this path: Supertest and fetch resolve dots before they ask. */
export function got({ port, path, method = 'GET', headers = {}, body }: ExactRequest): Promise<ExactAnswer> {
  return new Promise((resolve, reject) => {
    const asking = request(
      { hostname: '127.0.0.1', port, path, method, headers, agent: false },
      (response) => {
        let text = '';
        response.on('data', (data: Buffer) => (text += data.toString()));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      },
    );
    asking.on('error', reject).end(body);
  });
}
