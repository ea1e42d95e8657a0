import { openEmbedded } from '@vafa/embedded';
import { topics } from '@vafa/contracts';
import { readConfig } from '@vafa/config';
import { edgeConfig, edgeOf, startGateway } from '@vafa/gateway';
import { openEngines, readProcessConfig, type Engines } from '@vafa/process';
import { z } from 'zod';
import type { DataFolder } from './data-folder.ts';
import { host } from './ports.ts';
import { adminKey, masterKey } from './secrets.ts';
import { socketFolder, type SocketFolder } from './socket-folder.ts';
import { allServices, serviceUrls, startServices } from './start-services.ts';

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

/** The database that MONGODB_URI names, or the embedded one, and the events where EVENTS says. */
const openGround = async (folder: DataFolder, sockets: SocketFolder, opened: Opened): Promise<Engines> => {
  const isGiven = Boolean(process.env.MONGODB_URI) || Boolean(process.env.MONGODB_URI_FILE);
  const embedded = isGiven ? undefined : await openEmbedded({ folder: folder.file('database'), socketPath: sockets.path('database') });
  opened.add(() => embedded?.close());
  const { every } = readProcessConfig('all-in-one', z.object({}), { ...process.env, ...(embedded && { MONGODB_URI: embedded.uri }) });
  const engines = await openEngines(every, embedded ? [] : allServices, Object.values(topics), (line) => console.error(`vafa: ${line}`));
  opened.add(() => engines.stream.close());
  return engines;
};

const openAll = async (folder: DataFolder, port: number, opened: Opened): Promise<OpenClub> => {
  const edge = edgeOf(readConfig(edgeConfig));
  const key = masterKey(folder, process.env.VAFA_MASTER_KEY);
  const administrator = adminKey(folder);
  const sockets = socketFolder(folder);
  opened.add(() => sockets.remove());
  const engines = await openGround(folder, sockets, opened);
  const urls = serviceUrls(sockets);
  const services = await startServices(engines, key, urls);
  opened.add(() => services.stop());
  const gateway = await startGateway({ ...engines.place('gateway'), host, port, stream: engines.stream, adminKey: administrator, clients: urls, edge });
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
