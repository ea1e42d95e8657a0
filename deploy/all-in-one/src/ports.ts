import { once } from 'node:events';
import { createServer } from 'node:net';
import { StartError } from './start-error.ts';

export const host = '127.0.0.1';

/** Raises StartError when something else listens there, before anything is started. */
export const requireFreePort = async (port: number): Promise<void> => {
  const probe = createServer();
  try {
    probe.listen(port, host);
    await once(probe, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new StartError(`port ${port} is in use; choose another with --port`);
    if (code === 'EACCES')
      throw new StartError(`port ${port} may not be used by this user; choose another with --port`);
    throw error;
  } finally {
    probe.close();
  }
};
