import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface Options {
  /** Absolute path. */
  readonly dataFolder: string;
  readonly port: number;
  /** The demo club without its sample. */
  readonly empty: boolean;
  readonly logTo: 'file' | 'stdout';
}

export const help = `Vafa, the whole club in one process

  npm start -- [options]

  --data DIR       where everything is kept, default .data
  --port NUMBER    where the gateway listens on 127.0.0.1, default 8080
  --empty          the club "demo" with its rule and rewards, without the sample
  --log stdout     the log on the terminal instead of DIR/vafa.log
  --help

MONGODB_URI names a MongoDB to use instead of the embedded database; EVENTS=kafka with KAFKA_BROKERS a broker
for the events; VAFA_MASTER_KEY (64 hexadecimal digits) is used instead of DIR/master-key, VAFA_ADMIN_KEY instead
of DIR/admin-key; LOG_LEVEL is trace, debug, info (default), warn or error; vafa.log is put aside at LOG_FILE_MIB
(10), and LOG_FILES (5) are kept. Any name may be given as NAME_FILE. The others: docs/settings.md.`;

export class UsageError extends Error {}

const declaredOptions = {
  data: { type: 'string' },
  port: { type: 'string' },
  empty: { type: 'boolean' },
  log: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const portOf = (text: string): number => {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535)
    throw new UsageError(`--port must be a number from 1 to 65535, not "${text}"`);
  return port;
};

/** Undefined when help is asked for. Raises UsageError. */
export const readOptions = (args: readonly string[]): Options | undefined => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: declaredOptions,
    });
    if (values.help) return undefined;
    if (values.log !== undefined && values.log !== 'stdout' && values.log !== 'file')
      throw new UsageError('--log is file or stdout');
    return {
      dataFolder: resolve(values.data ?? '.data'),
      port: portOf(values.port ?? '8080'),
      empty: values.empty ?? false,
      logTo: values.log ?? 'file',
    };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError((error as Error).message.split('. ')[0]);
  }
};
