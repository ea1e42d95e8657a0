import { MongoClient } from 'mongodb';
import { someIn } from './reason-of.ts';
import type { Engine } from './wait-for-engine.ts';

/** AuthenticationFailed, Unauthorized, and what Atlas answers to a wrong password. */
const refusals: readonly unknown[] = [18, 13, 8000];

/** True for what the driver takes as a connection string. */
export const isMongodbUri = (uri: string): boolean => {
  try {
    return new MongoClient(uri).options.hosts.length >= 0;
  } catch {
    return false;
  }
};

/** Asks the databases what they hold: that takes a primary or secondary that answers, and credentials that may read. */
export const mongodbEngine = (uri: string, databases: readonly string[]): Engine => {
  const { hosts, srvHost } = new MongoClient(uri).options;
  return {
    name: `MongoDB at ${srvHost ?? hosts.map(String).join(',')}`,
    ask: async (withinMs) => {
      const client = new MongoClient(uri, {
        serverSelectionTimeoutMS: withinMs,
        connectTimeoutMS: withinMs,
        socketTimeoutMS: withinMs,
      });
      try {
        for (const name of databases) await client.db(name).listCollections({}, { nameOnly: true }).toArray();
      } finally {
        await client.close();
      }
    },
    isRefusal: (error) => someIn(error, ({ code }) => refusals.includes(code)),
  };
};
