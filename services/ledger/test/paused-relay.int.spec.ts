import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { decodeEvent, topics } from '@vafa/contracts';
import { LedgerEvent } from '@vafa/contracts/ledger-events';
import { Relay, type EventStream } from '@vafa/events';
import { eventually, openTestEngine, openTestStream, type TestEngine } from '@vafa/testing';
import { accrue, burn, sara } from './commands.ts';
import { openJournal } from './journal-on-engine.ts';

let engine: TestEngine;
let stream: EventStream;
beforeAll(async () => {
  engine = await openTestEngine();
  stream = await openTestStream(engine);
});
afterAll(async () => {
  await stream.close();
  await engine.close();
});

test('relay paused in the middle of a lease while another publishes: what comes late comes twice, and changes nothing', async () => {
  const journal = await openJournal(engine);
  const writer = journal.writer();
  // What a projection makes of it: (epoch, sequence) advances by exactly one, and repeats are left out.
  let [sequence, available, repeats] = [0n, 0n, 0];
  await stream.consume({
    topic: topics.ledger,
    group: 'projection',
    handle: (events) => {
      for (const event of events) {
        if (event.sequence <= sequence) repeats++;
        else {
          expect(event.sequence).toBe(sequence + 1n);
          ({ sequence } = event);
          ({ available } = decodeEvent(LedgerEvent, event.payload).event.value);
        }
      }
      return Promise.resolve();
    },
  });

  await writer.post([accrue(100n)]);
  await writer.post([burn(30n)]);
  // It has read two commits, and stands still before it publishes them; its lease goes to another.
  const reached = Promise.withResolvers<null>();
  const goOn = Promise.withResolvers<null>();
  const paused = new Relay(
    Object.assign(Object.create(stream) as EventStream, {
      publish: async (...parameters: Parameters<EventStream['publish']>) => {
        reached.resolve(null);
        await goOn.promise;
        await stream.publish(...parameters);
      },
    }),
    [journal.outbox],
  );
  paused.start();
  await reached.promise;
  const other = new Relay(stream, [journal.outbox]);
  other.start();
  await writer.post([burn(10n)]);
  other.wake();
  await eventually(() => sequence === 3n);
  goOn.resolve(null);
  await eventually(() => repeats === 2);
  await paused.stop();
  await other.stop();
  expect([available, (await journal.balance(sara))?.available, await journal.outbox.count()]).toEqual([60n, 60n, 0]);
  await journal.expectClean();
  await journal.close();
});
