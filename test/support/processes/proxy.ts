import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * Stands between a service and its Postgres on loopback, and does what networks do: forwards nothing without closing
 * anything, or breaks a connection at the worst moment.
 */
export class Proxy {
  private readonly pairs = new Set<[Socket, Socket]>();
  private isSilent = false;
  private cut: { after: RegExp; when: RegExp; delivered: boolean } | undefined;

  private constructor(
    private readonly server: Server,
    /** The address of the database through the proxy. */
    readonly url: string,
    target: URL,
  ) {
    server.on('connection', (near) => this.join(near, connect(Number(target.port), target.hostname)));
  }

  /** @param url of a Postgres on this machine */
  static async before(url: string): Promise<Proxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const through = new URL(url);
    through.hostname = '127.0.0.1';
    through.port = String((server.address() as AddressInfo).port);
    return new Proxy(server, through.href, new URL(url));
  }

  /** Forwards nothing more, of connections that there are and of new ones, until it is told to speak again. */
  silence(): void {
    this.isSilent = true;
    for (const pair of this.pairs) for (const socket of pair) socket.pause();
  }

  /** New connections are forwarded again; what was silenced stays so, as with a network that forgot about them. */
  speak(): void {
    this.isSilent = false;
  }

  /**
   * Breaks the next connection over which the service sends these words, after it has sent others.
   * @param delivered whether the server still hears them
   */
  cutAt(after: RegExp, when: RegExp, delivered: boolean): void {
    this.cut = { after, when, delivered };
  }

  async close(): Promise<void> {
    for (const pair of this.pairs) for (const socket of pair) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private join(near: Socket, far: Socket): void {
    const pair: [Socket, Socket] = [near, far];
    this.pairs.add(pair);
    const part = (): void => {
      this.pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of pair) socket.on('error', part).on('close', part).setNoDelay();
    far.on('data', (bytes) => near.write(bytes));
    let isNear = false;
    near.on('data', (bytes) => {
      const { cut } = this;
      const words = bytes.toString('latin1');
      isNear ||= cut?.after.test(words) === true;
      if (!isNear || cut?.when.test(words) !== true) return far.write(bytes);
      this.cut = undefined;
      if (!cut.delivered) return part();
      // Hears it to the end, and answers nobody.
      near.off('close', part).destroy();
      return far.write(bytes, () => far.end());
    });
    if (this.isSilent) for (const socket of pair) socket.pause();
  }
}
