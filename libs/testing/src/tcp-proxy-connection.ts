import { connect, type Socket } from 'node:net';

/** What the proxy decides for its connections. */
export interface Weather {
  isSilent(): boolean;
  latencyMs(): number;
  /** Asked once for each chunk of the client; true uses one loss up. */
  losesAnswerTo(request: Buffer): boolean;
  onLost(): void;
  onClose(): void;
}

/** One way of a connection: chunks in their order, each as late as the weather says; undefined is the end. */
class Way {
  private readonly waiting: { readonly at: number; readonly chunk: Buffer | undefined }[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly to: Socket,
    private readonly latencyMs: () => number,
  ) {}

  pass(chunk: Buffer | undefined): void {
    this.waiting.push({ at: performance.now() + this.latencyMs(), chunk });
    this.deliver();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.waiting.length = 0;
  }

  private deliver(): void {
    clearTimeout(this.timer);
    for (let next = this.waiting[0]; next !== undefined; next = this.waiting[0]) {
      const early = next.at - performance.now();
      if (early > 0) {
        this.timer = setTimeout(() => this.deliver(), Math.ceil(early));
        return;
      }
      this.waiting.shift();
      if (next.chunk === undefined) this.to.end();
      else this.to.write(next.chunk);
    }
  }
}

/** One client with its own connection to the server. */
export class ProxiedConnection {
  private readonly server: Socket;
  private readonly toServer: Way;
  private readonly toClient: Way;
  private losesNext = false;
  private isOver = false;

  constructor(
    private readonly client: Socket,
    target: { readonly host: string; readonly port: number } | { readonly path: string },
    private readonly weather: Weather,
  ) {
    this.server = connect({ ...target, allowHalfOpen: true }).setNoDelay(true);
    client.setNoDelay(true);
    client.allowHalfOpen = true;
    this.toServer = new Way(this.server, () => weather.latencyMs());
    this.toClient = new Way(client, () => weather.latencyMs());
    client.on('data', (chunk) => this.asked(chunk as Buffer)).on('end', () => this.toServer.pass(undefined));
    this.server.on('data', (chunk) => this.answered(chunk as Buffer)).on('end', () => this.toClient.pass(undefined));
    for (const socket of [client, this.server]) socket.on('error', () => this.cut()).on('close', () => this.closed());
    this.refresh();
  }

  /** A paused side is not read: what it sent waits in the sockets, as it does with a peer that hangs. */
  refresh(): void {
    for (const socket of [this.client, this.server]) {
      if (this.weather.isSilent()) socket.pause();
      else socket.resume();
    }
  }

  cut(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.toServer.stop();
    this.toClient.stop();
    for (const socket of [this.client, this.server]) {
      // Unblocks a paused socket: without a reader its end would never be seen.
      socket.resume();
      socket.destroy();
    }
    this.weather.onClose();
  }

  private asked(request: Buffer): void {
    if (this.weather.losesAnswerTo(request)) this.losesNext = true;
    this.toServer.pass(request);
  }

  private answered(answer: Buffer): void {
    if (!this.losesNext) return this.toClient.pass(answer);
    this.weather.onLost();
    this.cut();
  }

  /** Both directions have ended, or one side is gone for good. */
  private closed(): void {
    if (this.client.destroyed && this.server.destroyed) this.cut();
    else if (this.client.destroyed && !this.client.writableFinished) this.cut();
    else if (this.server.destroyed && !this.server.readableEnded) this.cut();
  }
}
