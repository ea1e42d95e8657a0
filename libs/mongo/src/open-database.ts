import { isTelemetryOn } from '@vafa/telemetry';
import type { Db } from 'mongodb';
import mongoose from 'mongoose';
import { ClosingConnection } from './closing-connection.ts';
import { traceCommands } from './command-spans.ts';

/** How long one command may wait for the database before its caller is told that it is unavailable. */
const socketTimeoutMs = 30_000;
const selectionTimeoutMs = 5_000;

/**
 * Opens one service's database. Writes are acknowledged when a majority has them on disk; int64 is read as bigint and
 * binary as Buffer; neither collections nor indexes appear by themselves (see syncIndexes).
 * Rejects when the server cannot be reached within five seconds. Commands are traced when telemetry is on by now.
 */
export const openDatabase = async (uri: string, name: string): Promise<mongoose.Connection> => {
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
  return connection;
};

/** The opened database as the driver has it, for collections without models. */
export const databaseOf = (connection: mongoose.Connection): Db => connection.getClient().db(connection.name);
