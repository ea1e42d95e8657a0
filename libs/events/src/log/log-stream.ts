import { openDatabase, type DatabaseWay } from '@vafa/mongo';
import { MongoLog, type MongoLogOptions } from '../mongo/mongo-log.ts';
import { StoredStream, type StreamOptions } from './stored-stream.ts';

export interface LogStreamOptions extends StreamOptions, Pick<MongoLogOptions, 'keepEventsMax'> {}

export interface OpenLogStreamOptions extends LogStreamOptions {
  /** Default `vafa_events`. */
  readonly database?: string;
  /** The database runs in this process, and is reached without a socket. */
  readonly way?: DatabaseWay;
}

/**
 * Opens the log adapter, an event stream in a database of its own, with a connection of its own, which `close` closes.
 */
export const openLogStream = async (uri: string, options: OpenLogStreamOptions = {}): Promise<StoredStream> => {
  const connection = await openDatabase(uri, options.database ?? 'vafa_events', options.way);
  return new StoredStream(new MongoLog(connection, { ...options, owned: true }), options);
};
