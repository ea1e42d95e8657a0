import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** What the running club does for who may enter its data folder. */
export interface Orders {
  /** Copies the database into a new file. */
  backup(path: string): Promise<void>;
}

export interface Control {
  close(): Promise<void>;
}

interface Order {
  readonly backup?: unknown;
}

const obey = async (line: string, orders: Orders): Promise<{ readonly problem: string }> => {
  try {
    const { backup } = JSON.parse(line) as Order;
    if (typeof backup !== 'string') return { problem: 'not an order' };
    await orders.backup(backup);
    return { problem: '' };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
};

/** Takes orders on a socket that only the owner of the data folder reaches: a line of JSON each, answered by one. */
export const listenForOrders = async (path: string, orders: Orders): Promise<Control> => {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined).once('close', () => open.delete(socket));
    createInterface(socket).on('line', (line) => {
      void obey(line, orders).then((answer) => socket.write(`${JSON.stringify(answer)}\n`));
    });
  });
  rmSync(path, { force: true });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
  chmodSync(path, 0o600);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
};
