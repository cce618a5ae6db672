import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService({ settings: { PUBLIC_URL: 'https://scorecard.example' } });
});
afterAll(() => service.stop());

/** Sends the lines of a request as they are. @returns its status and its problem, null where there is none */
async function answer(...lines: string[]): Promise<{ status: number; problem: string | null }> {
  const { port } = new URL(await service.app.getUrl());
  const text = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n`));
    let read = '';
    socket.on('data', (data: Buffer) => (read += data.toString()));
    socket.on('end', () => resolve(read)).on('error', reject);
  });
  const kind = /"type":"\/problems\/([\w-]+)"/.exec(text)?.[1] ?? null;
  return { status: Number(text.split(' ', 2)[1]), problem: kind };
}

const PATH = '/api/v1/plans/csto-2023-belarus/scorecard';
const asked = (host: string) => answer(`GET ${PATH} HTTP/1.1`, `Host: ${host}`, 'Connection: close');

describe('a service on the loopback address', () => {
  it.each([
    'localhost',
    'localhost:3000',
    'LOCALHOST.',
    '127.0.0.1:3000',
    '[::1]:3000',
    'scorecard.example',
    'Scorecard.Example:443',
  ])('answers for %s', async (host) => {
    expect(await asked(host)).toEqual({ status: 200, problem: null });
  });

  it.each([
    'evil.example',
    'evil.example:3000',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'scorecard.example.evil.example',
    '192.168.1.1',
  ])('tells nothing to a page that calls it %s', async (host) => {
    expect(await asked(host)).toEqual({ status: 421, problem: 'unknown-host' });
  });

  it('tells nothing of its health under a foreign name either', async () => {
    const health = await answer('GET /health/ready HTTP/1.1', 'Host: evil.example', 'Connection: close');
    expect(health).toEqual({ status: 421, problem: 'unknown-host' });
  });

  it.each<[string, string[]]>([
    ['none', []],
    ['two', ['Host: localhost', 'Host: evil.example']],
    ['two of the same', ['Host: localhost', 'Host: localhost']],
    ['an empty one', ['Host:']],
    ['one with an account', ['Host: localhost@evil.example']],
    ['one with a path', ['Host: localhost/x']],
    ['a list', ['Host: localhost, evil.example']],
  ])('asks for one host where there is %s', async (_, hosts) => {
    expect(await answer(`GET ${PATH} HTTP/1.1`, ...hosts, 'Connection: close')).toEqual({
      status: 400,
      problem: 'one-host',
    });
  });

  it('answers HTTP/1.0, which has no Host', async () => {
    expect(await answer(`GET ${PATH} HTTP/1.0`)).toEqual({ status: 200, problem: null });
  });
});
