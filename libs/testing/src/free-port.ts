import { once } from 'node:events';
import { createServer } from 'node:net';

const isFree = async (port: number): Promise<boolean> => {
  const probe = createServer();
  try {
    probe.listen(port, '127.0.0.1');
    await once(probe, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
};

/**
 * Free ports that follow each other, below the ephemeral ones, which the system hands out to anyone at any moment.
 *
 * @returns the first of them.
 */
export const freePortsInARow = async (count: number): Promise<number> => {
  for (;;) {
    const first = 10_000 + Math.floor(Math.random() * 22_000);
    const free: boolean[] = [];
    for (let port = first; port < first + count; port += 1) free.push(await isFree(port));
    if (!free.includes(false)) return first;
  }
};

/** A free port below the ephemeral ones. */
export const freePort = async (): Promise<number> => freePortsInARow(1);
