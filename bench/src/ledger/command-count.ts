import { calculateObjectSize } from 'bson';
import type { CommandStartedEvent, MongoClient } from 'mongodb';

const ofTheDriver = new Set(['hello', 'ismaster', 'ping', 'endSessions']);

export interface Counted {
  readonly commands: number;
  /** Documents inserted; of the ledger: commits. */
  readonly inserted: number;
  /** BSON of all commands. */
  readonly bytes: number;
}

/** Counts what clients send to their database. */
export class CommandCount {
  private counted: Counted = { commands: 0, inserted: 0, bytes: 0 };

  /** The client was opened with monitorCommands. */
  watch(client: { on: MongoClient['on'] }): void {
    client.on('commandStarted', ({ command, commandName }: CommandStartedEvent) => {
      if (ofTheDriver.has(commandName)) return;
      const { documents = [] } = command as { documents?: readonly unknown[] };
      const { commands, inserted, bytes } = this.counted;
      this.counted = {
        commands: commands + 1,
        inserted: inserted + documents.length,
        bytes: bytes + calculateObjectSize(command),
      };
    });
  }

  /** What was counted since the last time. */
  take(): Counted {
    const { counted } = this;
    this.counted = { commands: 0, inserted: 0, bytes: 0 };
    return counted;
  }
}
