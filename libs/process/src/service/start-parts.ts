import { MongoRelayLeases, Relay, Unrelayed, type Handed, type Subscription } from '@vafa/events';
import { connectGrpc, forNobody, type Address, type RunningService } from '@vafa/grpc';
import { systemClock } from '@vafa/kernel';
import { databaseOf, Documents, openDatabase, type OnWrite, type PendingEvents, type Remembering } from '@vafa/mongo';
import { createLogger } from '@vafa/telemetry';
import type { Connection } from 'mongoose';
import type { Background } from './background.ts';
import { Opened } from './opened.ts';
import type { Calls, Composition, Parts, Place, ServiceParts, Standing } from './service-definition.ts';
import { Timer } from './timer.ts';

/** Has the callers of a service answered; resolves when it listens. */
export type Serve<R extends Composition = Composition> = (
  composition: R,
  parts: ServedParts,
) => Promise<RunningService>;

export type ServedParts = Pick<Parts<unknown, Calls>, 'clock' | 'log'> & { readonly unrelayed: Unrelayed };

const openPlace = (name: string, { mongodbUri, database = `vafa_${name}`, way }: Place): Promise<Connection> =>
  openDatabase(mongodbUri, database, way);

/** Creates the collections of a service and their indexes; safe to repeat. */
export const prepareParts =
  <M>({ name, open }: { readonly name: string; open(connection: Connection): Promise<M> }) =>
  async (place: Place): Promise<void> => {
    const connection = await openPlace(name, place);
    try {
      await open(connection);
    } finally {
      await connection.close();
    }
  };

/** The one place where a service gets its ways to others. */
const connect = <C extends Calls>(caller: string, calls: C, options: Standing<C>): Parts<unknown, C>['clients'] => {
  const { clients } = options as { readonly clients?: Readonly<Record<string, Address>> };
  const { identity } = options;
  return Object.fromEntries(
    Object.entries(calls).map(([name, definition]) => [
      name,
      connectGrpc(definition, clients?.[name] ?? '', { identity, caller }),
    ]),
  ) as unknown as Parts<unknown, C>['clients'];
};

/** A document says all that it holds. */
const whole = (written: PendingEvents): Handed => ({ ...written, isWhole: true });

/** In one process the request that published an event may be the one that has it handled: that is not its own work. */
const ownWork = (subscription: Subscription): Subscription => ({
  ...subscription,
  handle: (events) => forNobody(() => subscription.handle(events)),
});

/**
 * Answers what comes in, once it has started what goes on beside; `stop` takes nothing new, then finishes in the other
 * direction.
 */
const run = async (
  composition: Composition,
  { stream }: Pick<Standing<Calls>, 'stream'>,
  serve: () => Promise<RunningService>,
  opened: Opened,
): Promise<void> => {
  const started: Background[] = [];
  opened.add(async () => {
    for (const timer of started) await timer.stop();
  });
  const intake: { stop(): Promise<void> }[] = [];
  opened.add(async () => {
    await Promise.all(intake.map((each) => each.stop()));
  });
  intake.push(await serve());
  for (const timer of composition.timers ?? []) {
    timer.start();
    started.push(timer);
  }
  for (const subscription of composition.consumes ?? []) intake.push(await stream.consume(ownWork(subscription)));
};

const start = async <S extends object, M, C extends Calls, R extends Composition>(
  parts: ServiceParts<S, M, C, R>,
  options: Standing<C> & S,
  serve: Serve<R>,
  opened: Opened,
): Promise<void> => {
  const { name, topic = '', calls = {} as C } = parts;
  const { stream, clock = systemClock } = options;
  const log = createLogger(name);
  const connection = await openPlace(name, options);
  opened.add(() => connection.close());
  const collections = await parts.open(connection);
  const clients = connect(name, calls, options);
  opened.add(() => {
    for (const client of Object.values(clients)) client.close();
  });
  const handToRelay: Parts<M, C>['handToRelay'] = (outbox, written) => {
    if (written === undefined) relay.wake();
    else relay.take(outbox, written);
  };
  const documents: Parts<M, C>['documents'] = <D extends object>(
    model: { readonly collection: unknown },
    remembering?: Remembering<D>,
  ) => {
    const onWrite: OnWrite = (written) => {
      handToRelay(made, written?.map(whole));
    };
    const made: Documents<D> = new Documents<D>(model, topic, onWrite, remembering);
    return made;
  };
  const composition = await parts.compose(
    {
      collections,
      clients,
      identity: options.identity,
      stream,
      alone: options.alone ?? false,
      clock,
      log,
      documents,
      every: (rounds) => new Timer(rounds, log),
      handToRelay,
      ping: () => databaseOf(connection).command({ ping: 1 }),
    },
    options,
  );
  opened.add(() => composition.close?.());
  const outboxes = composition.outboxes ?? [];
  const relay = new Relay(stream, outboxes, log, options.alone ? undefined : new MongoRelayLeases(connection));
  if (outboxes.length > 0) relay.start();
  opened.add(() => relay.stop());
  await run(
    composition,
    options,
    () => serve(composition, { clock, log, unrelayed: new Unrelayed(outboxes, relay) }),
    opened,
  );
};

/**
 * Starts a service: opens its collections, connects to those it calls, relays, serves, begins its periodic work, and
 * consumes. `stop` finishes what is in hand of requests and events, then the periodic work, then publishes no more,
 * then closes what was opened here; the stream stays open. A start that fails closes what it had opened.
 */
export const startParts = async <S extends object, M, C extends Calls, R extends Composition>(
  parts: ServiceParts<S, M, C, R>,
  options: Standing<C> & S,
  serve: Serve<R>,
): Promise<RunningService> => {
  const opened = new Opened();
  try {
    await start(parts, options, serve, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
  return { stop: () => opened.close() };
};
