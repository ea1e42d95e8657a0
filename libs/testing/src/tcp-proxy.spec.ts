import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { eventually } from './eventually.ts';
import { openTcpProxy, type TcpProxy } from './tcp-proxy.ts';

class Caller {
  text = '';
  closed = false;

  private constructor(readonly socket: Socket) {
    socket.setEncoding('utf8').on('data', (part: string) => (this.text += part));
    socket.on('close', () => (this.closed = true)).on('error', () => undefined);
  }

  static async to(port: number): Promise<Caller> {
    const caller = new Caller(connect({ port, host: '127.0.0.1', noDelay: true }));
    await once(caller.socket, 'connect');
    return caller;
  }

  say(text: string): void {
    this.socket.write(text);
  }

  hears(text: string): Promise<boolean> {
    return eventually(() => this.text === text);
  }
}

describe('tcp proxy', () => {
  let server: Server;
  let proxy: TcpProxy;
  let received = '';

  beforeEach(async () => {
    received = '';
    server = createServer((socket) => {
      socket.setEncoding('utf8').on('data', (part: string) => {
        received += part;
        socket.write(`<${part}>`);
      });
      socket.on('error', () => undefined);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    proxy = await openTcpProxy({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
  });

  afterEach(async () => {
    await proxy.close();
    server.close();
  });

  test('forwards, and passes the end of either side on', async () => {
    const caller = await Caller.to(proxy.port);
    caller.say('one');
    await caller.hears('<one>');
    caller.socket.end();
    await eventually(() => caller.closed && proxy.open === 0);
  });

  test('refuses: cuts who is there, answers nobody, and listens at the same address again', async () => {
    const before = await Caller.to(proxy.port);
    before.say('one');
    await before.hears('<one>');
    await proxy.set({ kind: 'refuse' });
    await eventually(() => before.closed);
    await expect(Caller.to(proxy.port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await proxy.set({ kind: 'forward' });
    const after = await Caller.to(proxy.port);
    after.say('two');
    await after.hears('<two>');
  });

  test('silent: takes what is sent, new connections too, and passes it on in order when it is over', async () => {
    const before = await Caller.to(proxy.port);
    before.say('one');
    await before.hears('<one>');
    await proxy.set({ kind: 'silent' });
    before.say('two');
    const during = await Caller.to(proxy.port);
    during.say('three');
    const other = await openTcpProxy({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
    const witness = await Caller.to(other.port);
    witness.say('!');
    await witness.hears('<!>');
    expect(received).toBe('one!');
    await other.close();
    await proxy.set({ kind: 'forward' });
    await before.hears('<one><two>');
    await during.hears('<three>');
  });

  test('slow: late each way, in order, also when it gets fast again', async () => {
    const caller = await Caller.to(proxy.port);
    await proxy.set({ kind: 'slow', latencyMs: 60 });
    const start = performance.now();
    caller.say('one');
    await caller.hears('<one>');
    expect(performance.now() - start).toBeGreaterThanOrEqual(119);
    caller.say('two');
    await eventually(() => received === 'onetwo');
    await proxy.set({ kind: 'forward' });
    caller.say('three');
    await caller.hears('<one><two><three>');
  });

  test('loses answers: the request lands, its answer is gone with the connection; the next one is answered', async () => {
    const caller = await Caller.to(proxy.port);
    await proxy.set({ kind: 'lose-answers', matches: (request) => request.includes('write') });
    caller.say('read');
    await caller.hears('<read>');
    caller.say('write');
    await eventually(() => caller.closed);
    expect(caller.text).toBe('<read>');
    expect(received).toBe('readwrite');
    expect(proxy.lostAnswers).toBe(1);
    const again = await Caller.to(proxy.port);
    again.say('write');
    await again.hears('<write>');
    expect(proxy.lostAnswers).toBe(1);
  });

  test('loses as many answers as it is told', async () => {
    await proxy.set({ kind: 'lose-answers', times: 2 });
    for (const text of ['a', 'b']) {
      const caller = await Caller.to(proxy.port);
      caller.say(text);
      await eventually(() => caller.closed);
      expect(caller.text).toBe('');
    }
    const third = await Caller.to(proxy.port);
    third.say('c');
    await third.hears('<c>');
    expect([received, proxy.lostAnswers]).toEqual(['abc', 2]);
  });

  test('cuts what is open and takes new connections', async () => {
    const callers = [await Caller.to(proxy.port), await Caller.to(proxy.port)];
    await eventually(() => proxy.open === 2);
    expect(proxy.cut()).toBe(2);
    await eventually(() => callers.every(({ closed }) => closed));
    const next = await Caller.to(proxy.port);
    next.say('one');
    await next.hears('<one>');
  });

  test('a server that is not there ends the connection', async () => {
    const nobody = await openTcpProxy({ host: '127.0.0.1', port: proxy.port });
    await proxy.set({ kind: 'refuse' });
    const caller = await Caller.to(nobody.port);
    await eventually(() => caller.closed);
    await nobody.close();
  });
});
