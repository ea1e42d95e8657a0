import { isTelemetryOn } from '@vafa/telemetry';
import type { Collection, CollectionOptions, Db } from 'mongodb';
import mongoose from 'mongoose';
import { ClosingConnection } from './closing-connection.ts';
import { traceCommands } from './command-spans.ts';
import type { DatabaseWay } from './inside/database-way.ts';
import { insideCollection } from './inside/inside-collection.ts';
import { InsideCommands } from './inside/inside-commands.ts';

/** How long one command may wait for the database before its caller is told that it is unavailable. */
const socketTimeoutMs = 30_000;
const selectionTimeoutMs = 5_000;

/**
 * Opens one service's database. Writes are acknowledged when a majority has them on disk; int64 is read as bigint and
 * binary as Buffer; neither collections nor indexes appear by themselves (see syncIndexes).
 * Rejects when the server cannot be reached within five seconds. Commands are traced when telemetry is on by now.
 * `way`: the database runs in this process, and most commands need neither driver nor socket.
 */
export const openDatabase = async (uri: string, name: string, way?: DatabaseWay): Promise<mongoose.Connection> => {
  const isTraced = isTelemetryOn();
  const connection = await mongoose
    .createConnection(uri, {
      dbName: name,
      writeConcern: { w: 'majority', journal: true },
      useBigInt64: true,
      promoteBuffers: true,
      autoIndex: false,
      autoCreate: false,
      bufferCommands: false,
      maxPoolSize: 32,
      serverSelectionTimeoutMS: selectionTimeoutMs,
      socketTimeoutMS: socketTimeoutMs,
      monitorCommands: isTraced,
      ...({ connectionType: ClosingConnection } as object),
    })
    .asPromise();
  if (isTraced) traceCommands(connection.getClient());
  if (way) goInside(connection, new InsideCommands(way, name, isTraced, socketTimeoutMs));
  return connection;
};

/** Models and everybody else get their collections of the connection's database. */
const goInside = (connection: mongoose.Connection, commands: InsideCommands): void => {
  const db = databaseOf(connection);
  const collectionOf = db.collection.bind(db);
  const made = new Map<string, Collection>();
  db.collection = ((name: string, options?: CollectionOptions) => {
    if (options !== undefined) return collectionOf(name, options);
    const known = made.get(name) ?? insideCollection(collectionOf(name), commands);
    made.set(name, known);
    return known;
  }) as Db['collection'];
  connection.once('close', () => commands.close());
};

/** The opened database as the driver has it, for collections without models. */
export const databaseOf = (connection: mongoose.Connection): Db => {
  if (connection.db === undefined) throw new Error('the connection is not open');
  return connection.db as unknown as Db;
};
