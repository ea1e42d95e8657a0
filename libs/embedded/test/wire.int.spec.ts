import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { deserialize, serialize } from 'bson';
import { serve } from './support/served.ts';
import type { Served } from './support/served.ts';

type Plain = Record<string, unknown>;

function message(requestId: number, opCode: number, rest: Buffer): Buffer {
  const header = Buffer.alloc(16);
  header.writeInt32LE(16 + rest.length, 0);
  header.writeInt32LE(requestId, 4);
  header.writeInt32LE(opCode, 12);
  return Buffer.concat([header, rest]);
}

const body = (command: Plain): Buffer => Buffer.concat([Buffer.from([0]), serialize(command)]);
const msg = (requestId: number, sections: Buffer, flags = 0): Buffer =>
  message(requestId, 2013, Buffer.concat([Buffer.from([flags, 0, 0, 0]), sections]));

function sequence(name: string, documents: readonly Plain[]): Buffer {
  const content = Buffer.concat([Buffer.from(`${name}\0`), ...documents.map((each) => serialize(each))]);
  const size = Buffer.alloc(5);
  size[0] = 1;
  size.writeInt32LE(4 + content.length, 1);
  return Buffer.concat([size, content]);
}

/** A bare connection: whole answers in the order in which they come, undefined once it is closed. */
class Wire {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #closed = false;
  #wake: () => void = () => undefined;

  constructor(path: string) {
    this.#socket = connect(path);
    this.#socket.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#wake();
    });
    this.#socket.on('close', () => {
      this.#closed = true;
      this.#wake();
    });
    this.#socket.on('error', () => undefined);
  }

  send(bytes: Buffer): void {
    this.#socket.write(bytes);
  }

  async answer(): Promise<{ to: number; reply: Plain } | undefined> {
    while (this.#received.length < 4 || this.#received.length < this.#received.readInt32LE(0)) {
      if (this.#closed) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const size = this.#received.readInt32LE(0);
    const whole = this.#received.subarray(0, size);
    this.#received = this.#received.subarray(size);
    return { to: whole.readInt32LE(8), reply: deserialize(whole.subarray(whole.readInt32LE(12) === 1 ? 36 : 21)) };
  }

  end(): void {
    this.#socket.destroy();
  }
}

describe('the wire', () => {
  let served: Served;
  let wire: Wire;
  const wires: Wire[] = [];

  const open = (): Wire => {
    const made = new Wire(decodeURIComponent(served.uri.slice('mongodb://'.length, served.uri.indexOf('/?'))));
    wires.push(made);
    return made;
  };

  beforeAll(async () => {
    served = await serve();
    wire = open();
  });

  afterAll(async () => {
    for (const each of wires) each.end();
    await served.close();
  });

  test('answers the old form of hello', async () => {
    wire.send(
      message(
        7,
        2004,
        Buffer.concat([
          Buffer.alloc(4),
          Buffer.from('admin.$cmd\0'),
          Buffer.alloc(8),
          serialize({ ismaster: 1, helloOk: true }),
        ]),
      ),
    );
    expect(await wire.answer()).toMatchObject({ to: 7, reply: { ismaster: true, helloOk: true, ok: 1 } });
  });

  test('takes documents beside the body, several messages in one packet and one message byte by byte', async () => {
    const insert = Buffer.concat([
      body({ insert: 'seq', $db: 'wire' }),
      sequence('documents', [{ _id: 1 }, { _id: 2 }]),
    ]);
    const ping = msg(11, body({ ping: 1, $db: 'wire' }));
    wire.send(Buffer.concat([msg(10, insert), ping]));
    expect(await wire.answer()).toMatchObject({ to: 10, reply: { n: 2, ok: 1 } });
    expect(await wire.answer()).toMatchObject({ to: 11, reply: { ok: 1 } });
    const update = Buffer.concat([
      sequence('updates', [{ q: { _id: 1 }, u: { $set: { a: 1 } } }]),
      body({ update: 'seq', $db: 'wire' }),
    ]);
    for (const byte of msg(12, update)) wire.send(Buffer.from([byte]));
    expect(await wire.answer()).toMatchObject({ to: 12, reply: { n: 1, nModified: 1 } });
  });

  test('accepts a checksum, and keeps silent when told so', async () => {
    const whole = msg(20, Buffer.concat([body({ ping: 1, $db: 'wire' }), Buffer.alloc(4)]), 1);
    wire.send(msg(19, body({ insert: 'silent', documents: [{ a: 1 }], $db: 'wire' }), 2));
    wire.send(whole);
    expect(await wire.answer()).toMatchObject({ to: 20, reply: { ok: 1 } });
    expect(await served.client.db('wire').collection('silent').countDocuments()).toBe(1);
  });

  test.each<[string, Buffer, string]>([
    ['an unknown op code', message(1, 2010, Buffer.alloc(20)), 'op code'],
    ['an unknown flag', msg(1, body({ ping: 1, $db: 'x' }), 4), 'flag'],
    ['no body', msg(1, sequence('documents', [])), 'no body'],
    ['two bodies', msg(1, Buffer.concat([body({ ping: 1, $db: 'x' }), body({ ping: 1, $db: 'x' })])), 'two bodies'],
    [
      'a section of an unknown kind',
      msg(1, Buffer.concat([body({ ping: 1, $db: 'x' }), Buffer.from([9, 9, 9, 9, 9])])),
      'section',
    ],
    ['a body that is cut off', msg(1, body({ ping: 1, $db: 'x' }).subarray(0, 12)), 'malformed'],
    ['an empty command', msg(1, body({})), 'empty command'],
    ['no database', msg(1, body({ ping: 1 })), 'database name'],
    ['a hostile database name', msg(1, body({ ping: 1, $db: '../x' })), 'database name'],
    [
      'an old form of another command',
      message(
        1,
        2004,
        Buffer.concat([Buffer.alloc(4), Buffer.from('a.$cmd\0'), Buffer.alloc(8), serialize({ find: 'x' })]),
      ),
      'OP_QUERY',
    ],
    [
      'a document that is none',
      msg(1, body({ insert: 'x', documents: [1], $db: 'x' })),
      'something other than documents',
    ],
    ['a command named like a property', msg(1, body({ constructor: 1, $db: 'x' })), 'no such command'],
    ['a prototype as a command', msg(1, body(JSON.parse('{"__proto__": 1, "$db": "x"}') as Plain)), 'no such command'],
  ])('%s is answered with an error, and the connection goes on', async (_what, bytes, why) => {
    wire.send(bytes);
    const answer = await wire.answer();
    expect(answer?.reply['ok']).toBe(0);
    expect(answer?.reply['errmsg']).toContain(why);
    wire.send(msg(2, body({ ping: 1, $db: 'x' })));
    expect(await wire.answer()).toMatchObject({ to: 2, reply: { ok: 1 } });
  });

  test.each<[string, Buffer]>([
    ['a length below the header', Buffer.from([15, 0, 0, 0])],
    ['a negative length', Buffer.from([0, 0, 0, 0xff])],
    ['a length beyond the limit', Buffer.from([0, 0, 0, 0x7f])],
    ['another protocol', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ])('%s ends the connection, and only that', async (_what, bytes) => {
    const other = open();
    other.send(bytes);
    expect(await other.answer()).toBeUndefined();
    expect(await served.client.db('wire').command({ ping: 1 })).toEqual({ ok: 1 });
  });

  test('random bytes in a message harm nobody', async () => {
    const good = msg(1, body({ find: 'seq', filter: { a: { $in: [1, 'x'] } }, sort: { a: 1 }, $db: 'wire' }));
    for (let at = 16; at < good.length; at++) {
      const broken = Buffer.from(good);
      broken[at] = (at * 37) & 0xff;
      const other = open();
      other.send(broken);
      const answer = await other.answer();
      expect(typeof answer?.reply['ok']).toBe('number');
      other.end();
    }
    expect(await served.client.db('wire').collection('seq').countDocuments()).toBe(2);
  });

  test('a client that leaves in the middle of a message is forgotten', async () => {
    const other = open();
    other.send(msg(1, body({ ping: 1, $db: 'wire' })).subarray(0, 20));
    other.end();
    expect(await served.client.db('wire').command({ ping: 1 })).toEqual({ ok: 1 });
  });
});
