import { Connection } from 'mongodb/lib/cmap/connection.js';

/**
 * The driver's connection, but a write to a socket that its peer has just ended fails when the socket closes. The
 * driver (7.8) waits there for `drain`, which never comes: a command hangs for good, and when it is the monitor's
 * `hello`, the whole client never finds its server again.
 */
export class ClosingConnection extends Connection {
  override async writeCommand(command: unknown, options: object): Promise<void> {
    const closed = Promise.withResolvers<never>();
    const onClose = (): void => closed.reject(this.error ?? new Error('the connection is closed'));
    this.once(Connection.CLOSE, onClose);
    try {
      await Promise.race([super.writeCommand(command, options), closed.promise]);
    } finally {
      this.off(Connection.CLOSE, onClose);
    }
  }
}
