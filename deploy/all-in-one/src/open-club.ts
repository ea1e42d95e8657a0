import { openEmbedded } from '@vafa/embedded';
import { openLogStream } from '@vafa/events';
import { startGateway } from '@vafa/gateway';
import type { DataFolder } from './data-folder.ts';
import { host } from './ports.ts';
import { adminKey, masterKey } from './secrets.ts';
import { socketFolder } from './socket-folder.ts';
import { StartError } from './start-error.ts';
import { serviceUrls, startServices } from './start-services.ts';

export interface OpenClub {
  readonly adminKey: string;
  close(): Promise<void>;
}

/** What was opened, closed in the reverse order, also when opening fails halfway. */
class Opened {
  private readonly closings: (() => Promise<void> | void)[] = [];

  add(close: () => Promise<void> | void): void {
    this.closings.unshift(close);
  }

  async close(): Promise<void> {
    for (const close of this.closings) await close();
  }
}

/** The scale edition's broker has no place in one process. */
const requireLogEvents = (events: string | undefined): void => {
  if (events !== undefined && events !== '' && events !== 'log') throw new StartError(`EVENTS is "${events}", but all-in-one keeps its events in the log: unset it, or set it to log`);
};

const openAll = async (folder: DataFolder, port: number, opened: Opened): Promise<OpenClub> => {
  requireLogEvents(process.env.EVENTS);
  const key = masterKey(folder, process.env.VAFA_MASTER_KEY);
  const administrator = adminKey(folder);
  const sockets = socketFolder(folder);
  opened.add(() => sockets.remove());
  const given = process.env.MONGODB_URI;
  const database = given ? undefined : await openEmbedded({ folder: folder.file('database'), socketPath: sockets.path('database') });
  opened.add(() => database?.close());
  const mongodbUri = given ?? database?.uri ?? '';
  const stream = await openLogStream(mongodbUri);
  opened.add(() => stream.close());
  const urls = serviceUrls(sockets);
  const services = await startServices({ mongodbUri, stream, masterKey: key }, urls);
  opened.add(() => services.stop());
  const gateway = await startGateway({ host, port, mongodbUri, stream, adminKey: administrator, clients: urls });
  opened.add(() => gateway.stop());
  return { adminKey: administrator, close: () => opened.close() };
};

/**
 * Starts database, event stream, services and gateway. Closing drains in the other direction: no new requests, then what is in
 * hand, then what was not told yet, then the database.
 */
export const openClub = async (folder: DataFolder, port: number): Promise<OpenClub> => {
  const opened = new Opened();
  try {
    return await openAll(folder, port, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
};
