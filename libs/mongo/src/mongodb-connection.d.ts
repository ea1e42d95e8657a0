/** What ClosingConnection uses of a class that the driver does not export. */
declare module 'mongodb/lib/cmap/connection.js' {
  import type { EventEmitter } from 'node:events';
  import type { Duplex } from 'node:stream';

  export class Connection extends EventEmitter {
    static readonly CLOSE: string;
    readonly error: Error | null;
    readonly closed: boolean;
    constructor(stream: Duplex, options: object);
    command(ns: unknown, command: object, options?: object): Promise<unknown>;
    protected writeCommand(command: unknown, options: object): Promise<void>;
  }
}
