import { afterEach, describe, expect, test } from '@jest/globals';
import { eventually, freePort } from '@vafa/testing';
import { connectGrpc, serveGrpc, type RunningService } from '../src/index.ts';
import { echoModule, EchoService, echoServiceName } from './echo-service.ts';

const running: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  for (const each of running.splice(0).toReversed()) await each.stop();
});

const serve = async (name: string, port: number, connectionAgeMs?: number): Promise<RunningService> => {
  const module = echoModule(() => Promise.resolve({ say: name }));
  const service = await serveGrpc(module, {
    url: `127.0.0.1:${String(port)}`,
    services: { [echoServiceName]: EchoService },
    ...(connectionAgeMs !== undefined && { connectionAgeMs }),
  });
  running.push(service);
  return service;
};

const connect = (url: string) => {
  const client = connectGrpc(EchoService, url);
  running.push({ stop: () => Promise.resolve(client.close()) });
  return {
    /** How many of the calls each replica answered. */
    answers: async (calls: number): Promise<Record<string, number>> => {
      const counts: Record<string, number> = {};
      for (const { say } of await Promise.all(Array.from({ length: calls }, () => client.echo({ say: 'who' }))))
        counts[say] = (counts[say] ?? 0) + 1;
      return counts;
    },
  };
};

describe('a client of two replicas', () => {
  test('uses both in turn, leaves out the one that stops, and takes it in again', async () => {
    const [one, other] = [await freePort(), await freePort()];
    await serve('one', one);
    const second = await serve('other', other);
    const client = connect(`ipv4:127.0.0.1:${String(one)},127.0.0.1:${String(other)}`);
    await eventually(async () => Object.keys(await client.answers(4)).length === 2);
    expect(await client.answers(20)).toEqual({ one: 10, other: 10 });

    const during = client.answers(50);
    await second.stop();
    const { one: kept = 0, other: lost = 0 } = await during;
    expect(kept + lost).toBe(50);
    expect(await client.answers(20)).toEqual({ one: 20 });

    await serve('other', other);
    await eventually(async () => ((await client.answers(4)).other ?? 0) > 0);
  });

  test('a name that stands for one address is called there', async () => {
    const port = await freePort();
    await serve('one', port);
    expect(await connect(`dns:///127.0.0.1:${String(port)}`).answers(3)).toEqual({ one: 3 });
    expect(await connect(`127.0.0.1:${String(port)}`).answers(3)).toEqual({ one: 3 });
  });

  test('a connection that got too old is replaced without a call failing', async () => {
    const port = await freePort();
    await serve('one', port, 60);
    const client = connect(`127.0.0.1:${String(port)}`);
    const end = performance.now() + 400;
    while (performance.now() < end) expect(await client.answers(5)).toEqual({ one: 5 });
  });
});
