import { openEmbedded } from '@vafa/embedded';
import { topics } from '@vafa/contracts';
import { startGateway } from '@vafa/gateway';
import { Opened, openEngines, type Engines } from '@vafa/process';
import type { Settings } from './all-in-one.config.ts';
import { listenForOrders, type Orders } from './control.ts';
import type { DataFolder } from './data-folder.ts';
import { host } from './ports.ts';
import { resumeRestored } from './resume-restored.ts';
import { adminKey, firstAdministratorNote, masterKey, writeControl } from './secrets.ts';
import { StartError } from './start-error.ts';
import { socketFolder, type SocketFolder } from './socket-folder.ts';
import { allServices, serviceServers, startServices } from './start-services.ts';

export interface OpenClub extends Orders {
  readonly adminKey: string;
  close(): Promise<void>;
}

/** The database that MONGODB_URI names, or the embedded one, and the events where EVENTS says. */
const openGround = async (
  folder: DataFolder,
  { isEmbedded, every }: Settings,
  sockets: SocketFolder,
  opened: Opened,
): Promise<Engines & Orders> => {
  const embedded = isEmbedded
    ? await openEmbedded({ folder: folder.file('database'), socketPath: sockets.path('database') })
    : undefined;
  opened.add(() => embedded?.close());
  const engines = await openEngines(
    // Who has the data folder is alone with what is in it.
    { ...every, ...(embedded && { mongodbUri: embedded.uri, way: embedded.way, alone: true }) },
    embedded ? [] : allServices,
    Object.values(topics),
    (line) => console.error(`vafa: ${line}`),
  );
  opened.add(() => engines.stream.close());
  const backup = (path: string): Promise<void> =>
    embedded?.backup(path) ??
    Promise.reject(new StartError('the data lies where MONGODB_URI says: back it up with the tools of that database'));
  return { ...engines, backup };
};

const openAll = async (folder: DataFolder, port: number, settings: Settings, opened: Opened): Promise<OpenClub> => {
  const key = masterKey(folder, settings.masterKey);
  const administrator = adminKey(folder, settings.adminKey);
  const sockets = socketFolder(folder);
  opened.add(() => sockets.remove());
  const engines = await openGround(folder, settings, sockets, opened);
  const servers = serviceServers();
  await resumeRestored(folder, engines, key);
  const services = await startServices({ ...engines, masterKey: key, settings }, servers);
  opened.add(() => services.stop());
  const gateway = await startGateway({
    ...engines.place('gateway'),
    host,
    port,
    stream: engines.stream,
    adminKey: administrator,
    clients: servers,
    edge: settings.edge,
    auditSecret: key,
    firstAdministrator: firstAdministratorNote(folder),
  });
  opened.add(() => gateway.stop());
  const control = await listenForOrders(sockets.path('control'), engines);
  opened.add(() => control.close());
  writeControl(folder, sockets.path('control'));
  return { adminKey: administrator, backup: engines.backup, close: () => opened.close() };
};

/**
 * Starts database, event stream, services and gateway. Closing drains in the other direction: no new requests, then
 * what is in hand, then what was not told yet, then the database.
 */
export const openClub = async (folder: DataFolder, port: number, settings: Settings): Promise<OpenClub> => {
  const opened = new Opened();
  try {
    return await openAll(folder, port, settings, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
};
