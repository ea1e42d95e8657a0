import type mongoose from 'mongoose';
import { Documents, documentSchema, openDatabase, syncIndexes, type NewEvent } from '@vafa/mongo';
import { MongoRelayLeases, Relay, type EventStream } from '@vafa/events';
import type { LeaseTable } from '../src/relay/lease-table.ts';

export const topic = 'vafa.test.v1';
const at = new Date('2026-01-01T00:00:00Z');
const happened: NewEvent = () => ({ type: 'vafa.test.happened.v1', payload: new Uint8Array([1]) });

export interface Replica {
  readonly relay: Relay;
  /** Events it has published. */
  published(): number;
  stop(): Promise<void>;
  /** Ends without giving anything up: its database does not answer it any more. */
  kill(): Promise<void>;
}

/** A service that writes documents, and its replicas: each with connections and a stream of its own. */
export const openReplicas = async (uri: string, database: string, openStream: () => Promise<EventStream>) => {
  const connect = async (): Promise<{ connection: mongoose.Connection; documents: Documents<object> }> => {
    const connection = await openDatabase(uri, database);
    return {
      connection,
      documents: new Documents(connection.model('Thing', documentSchema<object>({}), 'things'), topic),
    };
  };
  const { connection, documents } = await connect();
  await syncIndexes([connection.model('Thing')]);
  const running: Replica[] = [];

  const start = async (): Promise<Replica> => {
    const own = await connect();
    const stream = await openStream();
    let published = 0;
    const counting: EventStream = Object.assign(Object.create(stream) as EventStream, {
      publish: async (...parameters: Parameters<EventStream['publish']>) => {
        await stream.publish(...parameters);
        published += parameters[1].length;
      },
    });
    const relay = new Relay(counting, [own.documents], undefined, new MongoRelayLeases(own.connection));
    relay.start();
    let isOpen = true;
    const stop = async (): Promise<void> => {
      if (!isOpen) return;
      isOpen = false;
      await relay.stop();
      await stream.close();
      await own.connection.close();
    };
    const replica: Replica = {
      relay,
      published: () => published,
      stop,
      kill: async () => {
        await own.connection.close(true);
        await stop();
      },
    };
    running.push(replica);
    return replica;
  };

  return {
    documents,
    running,
    start,
    table: () => connection.collection<LeaseTable & { _id: string }>('relay_leases').findOne({ _id: 'relay' }),
    /** Slices of each replica that is known, fewest first. */
    spread: async (): Promise<number[]> => {
      const table = await connection.collection<LeaseTable & { _id: string }>('relay_leases').findOne({ _id: 'relay' });
      return Object.keys(table?.replicas ?? {})
        .map((id) => table?.slices.filter((holder) => holder === id).length ?? 0)
        .toSorted((a, b) => a - b);
    },
    write: (from: number, count: number, events: number) =>
      documents.insertMany(
        Array.from({ length: count }, (_none, index) => ({
          id: `d${String(from + index)}`,
          clubId: 'clb_test',
          state: {},
          events: Array.from({ length: events }, () => happened),
          at,
        })),
      ),
    close: async (): Promise<void> => {
      await Promise.all(running.map((replica) => replica.stop()));
      await connection.close();
    },
  };
};

export type Replicas = Awaited<ReturnType<typeof openReplicas>>;
