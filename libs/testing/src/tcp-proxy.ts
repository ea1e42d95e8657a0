import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { ProxiedConnection } from './tcp-proxy-connection.ts';

export type ProxyMode =
  | { readonly kind: 'forward' }
  /** Nobody listens, and what was connected is cut. */
  | { readonly kind: 'refuse' }
  /** Accepts and passes nothing, as a paused peer does; what was sent meanwhile is passed on afterwards. */
  | { readonly kind: 'silent' }
  /** Every chunk comes that much later, each way; they keep their order. */
  | { readonly kind: 'slow'; readonly latencyMs: number }
  /**
   * The next `times` (default 1) requests that match reach the server; when it answers, the answer is dropped and the
   * connection cut. All else is forwarded. A request is a chunk as it came from the client.
   */
  | { readonly kind: 'lose-answers'; readonly times?: number; readonly matches?: (request: Buffer) => boolean };

/** A TCP port, or the path of a Unix socket. */
export type ProxyTarget = { readonly host: string; readonly port: number } | { readonly path: string };

const host = '127.0.0.1';

/** Stands between a client and a server, and is the network that fails. */
export class TcpProxy {
  private readonly server = createServer((client) => this.accept(client));
  private readonly connections = new Set<ProxiedConnection>();
  private current: ProxyMode = { kind: 'forward' };
  private losses = 0;
  private lost = 0;
  private listensAt = 0;

  constructor(private readonly target: ProxyTarget) {}

  get port(): number {
    return this.listensAt;
  }

  /** host:port */
  get address(): string {
    return `${host}:${String(this.listensAt)}`;
  }

  get mode(): ProxyMode {
    return this.current;
  }

  /** Answers that were dropped so far. */
  get lostAnswers(): number {
    return this.lost;
  }

  /** Clients connected now. */
  get open(): number {
    return this.connections.size;
  }

  async listen(port = 0): Promise<void> {
    this.server.listen(port, host);
    await once(this.server, 'listening');
    this.listensAt = (this.server.address() as AddressInfo).port;
  }

  /** In force for connections that are open as well. Resolves when it is. */
  async set(mode: ProxyMode): Promise<void> {
    this.current = mode;
    this.losses = mode.kind === 'lose-answers' ? (mode.times ?? 1) : 0;
    if (mode.kind === 'refuse') await this.stopListening();
    else if (!this.server.listening) await this.listen(this.listensAt);
    for (const connection of this.connections) connection.refresh();
  }

  /** Cuts every open connection; new ones are as the mode says. Answers how many there were. */
  cut(): number {
    const open = [...this.connections];
    for (const connection of open) connection.cut();
    return open.length;
  }

  async close(): Promise<void> {
    await this.stopListening();
  }

  private accept(client: Socket): void {
    const connection = new ProxiedConnection(client, this.target, {
      isSilent: () => this.current.kind === 'silent',
      latencyMs: () => (this.current.kind === 'slow' ? this.current.latencyMs : 0),
      losesAnswerTo: (request) => this.losesAnswerTo(request),
      onLost: () => this.lost++,
      onClose: () => this.connections.delete(connection),
    });
    this.connections.add(connection);
  }

  private losesAnswerTo(request: Buffer): boolean {
    if (this.current.kind !== 'lose-answers' || this.losses === 0) return false;
    if (this.current.matches && !this.current.matches(request)) return false;
    this.losses--;
    return true;
  }

  private async stopListening(): Promise<void> {
    const closed = this.server.listening ? once(this.server, 'close') : undefined;
    this.server.close();
    this.cut();
    await closed;
  }
}

/** A proxy in front of `target`, forwarding, on a port of its own; 0 picks a free one. */
export const openTcpProxy = async (target: ProxyTarget, port = 0): Promise<TcpProxy> => {
  const proxy = new TcpProxy(target);
  await proxy.listen(port);
  return proxy;
};
