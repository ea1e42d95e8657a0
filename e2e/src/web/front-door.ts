import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type State = 'open' | 'cut' | 'failing';

/** Stands between a browser and a club, as a shop's network does: it can be cut, fail, or bring a later version. */
export class FrontDoor {
  state: State = 'open';
  /** A later version of the pages of the till is there. */
  isLater = false;

  private constructor(
    private readonly server: Server,
    private readonly behind: string,
  ) {
    server.on('request', (asked, answer) => this.pass(asked, answer));
  }

  static async before(behind: string): Promise<FrontDoor> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new FrontDoor(server, behind);
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  private pass(asked: IncomingMessage, answer: ServerResponse): void {
    if (this.state === 'cut') return void asked.socket.destroy();
    if (this.state === 'failing') return void answer.writeHead(503).end();
    const isVersioned = this.isLater && /^\/till(\/sw\.js)?(\?|$)/.test(asked.url ?? '');
    const headers = { ...asked.headers, ...(isVersioned && { 'accept-encoding': 'identity', 'if-none-match': '' }) };
    // A connection of its own: one that is kept may just be closed from behind.
    const options = { method: asked.method, headers, agent: false };
    const onward = request(`${this.behind}${asked.url ?? ''}`, options, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers);
      if (isVersioned) answered.setEncoding('utf8').on('data', (text: string) => answer.write(later(text)));
      else answered.pipe(answer);
      if (isVersioned) answered.on('end', () => answer.end());
    });
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}

/** The same length, so that what was said of it before stays true. */
const later = (text: string): string => text.replace(/(version"?[:=]")\w{12}"/, '$1000000000000"');
