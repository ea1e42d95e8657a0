import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ManualClock } from '@vafa/kernel';
import { eventually, openTestEngine, openTestStream, type TestEngine } from '@vafa/testing';
import { event, isCaughtUp, openWindow, Shop, silent, topic } from './shop-window.ts';

let engine: TestEngine;
let shop: Shop;
let window: Awaited<ReturnType<typeof openWindow>>;
beforeAll(async () => {
  engine = await openTestEngine();
});
beforeEach(async () => {
  await window?.close();
  shop = new Shop();
  window = await openWindow(engine, shop);
});
afterAll(async () => {
  await window.close();
  await engine.close();
});

const tea = { label: 'tea', price: 9_007_199_254_740_993n };
const dear = { label: 'tea', price: 300n };
const cup = { label: 'cup', price: 5n };
/** What is kept, whatever a process remembers. */
const kept = async (...keys: string[]) => [...(await window.projection().find(keys))];

describe('what events tell', () => {
  test('is known without asking, as of the last of them, however often they come', async () => {
    const { subscription } = window.projection();
    const [first, second, third] = [shop.change('a', tea), shop.change('a', dear), shop.change('b', cup)];
    await subscription.handle([first, shop.shelf('s'), second, third]);
    await subscription.handle([first]);
    await subscription.handle([first, second]);
    expect(new Map(await kept('a', 'b'))).toEqual(
      new Map([
        ['a', dear],
        ['b', cup],
      ]),
    );
    expect(shop.asked).toEqual([]);
  });

  test('in a gap, after a restore and by an event that says too little is asked of the producer, once for many', async () => {
    const { subscription } = window.projection();
    const [made, , later] = [shop.change('gap', tea), shop.change('gap', cup), shop.change('gap', dear)];
    await subscription.handle([made]);
    const restored = shop.change('restored', cup, { epoch: 2, sequence: 7n });
    const mute = event('mute', { epoch: 1, sequence: 1n }, tea, silent);
    shop.change('mute', tea);
    await subscription.handle([later, restored, mute]);
    expect(shop.asked.toSorted()).toEqual(['gap', 'mute', 'restored']);
    expect(new Map(await kept('gap', 'restored', 'mute'))).toEqual(
      new Map([
        ['gap', dear],
        ['restored', cup],
        ['mute', tea],
      ]),
    );
    await subscription.handle([shop.change('gap', tea), later]);
    expect(await kept('gap')).toEqual([['gap', tea]]);
    expect(shop.asked).toHaveLength(3);
  });

  test('at many places at once leaves the newest', async () => {
    const events = Array.from({ length: 12 }, (_none, index) =>
      shop.change('a', { label: 'tea', price: BigInt(index) }),
    );
    const handing = events.map((_one, index) => window.projection().subscription.handle(events.slice(0, index + 1)));
    await Promise.all(handing.toReversed());
    expect(await kept('a')).toEqual([['a', { label: 'tea', price: 11n }]]);
  });
});

describe('what no event has told yet', () => {
  test('is asked for and kept; what the producer has not is not there, and is asked for again', async () => {
    const projection = window.projection();
    shop.change('a', tea);
    expect([...(await projection.find(['a', 'none', 'a']))]).toEqual([['a', tea]]);
    expect(await kept('a')).toEqual([['a', tea]]);
    expect(shop.asked).toEqual(['a', 'none']);
    shop.change('none', cup);
    expect([...(await projection.find(['a', 'none']))].map(([key]) => key)).toEqual(['a', 'none']);
  });

  test('is as new as the producer: events of before change nothing when they come, later ones do', async () => {
    const projection = window.projection();
    const early = [shop.change('a', tea), shop.change('a', dear)];
    expect((await projection.find(['a'])).get('a')).toEqual(dear);
    await projection.subscription.handle(early);
    expect(await kept('a')).toEqual([['a', dear]]);
    await projection.subscription.handle([shop.change('a', cup)]);
    expect((await projection.find(['a'])).get('a')).toEqual(cup);
    expect(shop.asked).toEqual(['a']);
  });

  test('waits for a producer that is away; what is known does not', async () => {
    const projection = window.projection();
    await projection.subscription.handle([shop.change('a', tea)]);
    const gap = [shop.change('b', tea), shop.change('b', cup)].slice(1);
    shop.isAway = true;
    expect(await kept('a')).toEqual([['a', tea]]);
    await expect(projection.find(['a', 'b'])).rejects.toMatchObject({ kind: 'unavailable' });
    await expect(projection.subscription.handle(gap)).rejects.toMatchObject({ kind: 'unavailable' });
    shop.isAway = false;
    await projection.subscription.handle(gap);
    shop.isAway = true;
    expect(await kept('b')).toEqual([['b', cup]]);
  });
});

describe('what the producer has erased', () => {
  test('is removed and known no more, also where it was read a moment ago or kept in another form', async () => {
    const [former, now] = [window.projection(), window.projection({ form: 2 })];
    const [here, there] = [shop.change('a', tea), shop.change('b', cup)];
    await former.subscription.handle([here, there]);
    await now.subscription.handle([shop.change('c', cup), shop.change('d', cup)]);
    expect([...(await now.find(['c', 'd'])).keys()]).toEqual(['c', 'd']);
    await now.subscription.handle([shop.remove('a'), shop.remove('c')]);
    expect([...(await now.find(['a', 'b', 'c', 'd'])).keys()].toSorted()).toEqual(['b', 'd']);
    expect((await window.stored()).toSorted()).toEqual(['b', 'd']);
  });

  test('is gone again after its events came again', async () => {
    const projection = window.projection();
    const events = [shop.change('a', tea), shop.change('a', dear), shop.remove('a')];
    await projection.subscription.handle(events);
    await projection.subscription.handle(events.slice(0, 2));
    await projection.subscription.handle(events.slice(2));
    expect(await window.stored()).toEqual([]);
  });

  test('and was made again while the producer was asked stays', async () => {
    const [projection, replica] = [window.projection(), window.projection()];
    await projection.subscription.handle([shop.change('a', tea)]);
    const removed = shop.remove('a');
    const ask = shop.ask.bind(shop);
    shop.ask = async () => {
      shop.ask = ask;
      await replica.subscription.handle([shop.change('a', dear, { epoch: 2, sequence: 1n })]);
      return [];
    };
    await projection.subscription.handle([removed]);
    shop.isAway = true;
    expect(await kept('a')).toEqual([['a', dear]]);
  });
});

test('a replica that does not consume knows a change when it has forgotten what it read', async () => {
  const clock = new ManualClock(new Date('2026-01-01T00:00:00Z'));
  const [reader, consumer] = [window.projection({ clock }), window.projection({ clock })];
  await consumer.subscription.handle([shop.change('a', tea)]);
  const price = async (of = reader) => (await of.find(['a'])).get('a')?.price;
  expect([await price(), await price(consumer)]).toEqual([tea.price, tea.price]);
  await consumer.subscription.handle([shop.change('a', dear)]);
  expect([await price(), await price(consumer)]).toEqual([tea.price, dear.price]);
  clock.advance(5_000);
  expect(await price()).toBe(dear.price);
  expect(shop.asked).toEqual([]);
});

test('what was kept in another form is asked for again, by readers and by events', async () => {
  const former = window.projection();
  await former.subscription.handle([shop.change('a', tea), shop.change('b', tea)]);
  const now = window.projection({ form: 2 });
  expect((await now.find(['a'])).get('a')).toEqual(tea);
  await now.subscription.handle([shop.change('b', cup)]);
  expect((await now.find(['b'])).get('b')).toEqual(cup);
  expect(shop.asked).toEqual(['a', 'b']);
});

test('a projection that was emptied is rebuilt from the beginning of its topic', async () => {
  const stream = await openTestStream(engine);
  const running = await stream.consume(window.projection().subscription);
  await stream.publish(topic, [shop.change('a', tea), shop.change('b', cup), shop.change('a', dear)]);
  await eventually(() => isCaughtUp(stream));
  await running.stop();
  await window.empty();
  await stream.rewind('window', topic, new Date(0));
  const again = await stream.consume(window.projection().subscription);
  await eventually(() => isCaughtUp(stream));
  shop.isAway = true;
  expect(new Map(await kept('a', 'b'))).toEqual(
    new Map([
      ['a', dear],
      ['b', cup],
    ]),
  );
  expect(shop.asked).toEqual([]);
  await again.stop();
  await stream.close();
});
