// npm run make-certs (tools/make-certs.mjs). It needs nothing but Node, so that it runs in a container too.
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeCertificates } from './make-certificates.ts';

const help = `An authority, and a certificate for each service and the operator

  npm run make-certs -- [options]

  --folder DIR   where they are kept, default .data/certificates
  --server NAME  a certificate for a server that is no service too, reached as NAME, localhost and 127.0.0.1
  --readable     keys that every user may read, for containers; DIR itself is closed to others
  --new-context-key
                 a new key by which the gateway says for whom it calls, before the one of now is due
  --help

What is missing is made, and what has less than a third of its year left is renewed: run it every month or so.
A service is given its own folder, DIR/ledger, as GRPC_TLS_FOLDER, and takes new files without a restart.`;

/** The web app is files that the gateway serves: it calls nobody. */
const notAProcess = 'web';

const services = readdirSync(resolve(import.meta.dirname, '../../../../services'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .filter((name) => name !== notAProcess);

const options = {
  folder: { type: 'string' },
  server: { type: 'string', multiple: true },
  readable: { type: 'boolean' },
  'new-context-key': { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** Undefined, and a line on standard error, for options that there are not. */
const given = () => {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? (error.message.split('. ')[0] ?? '') : ''} (see --help)\n`);
    process.exitCode = 64;
    return undefined;
  }
};

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const values = given();
if (values?.help) print(help);
else if (values) {
  const folder = resolve(values.folder ?? '.data/certificates');
  const made = makeCertificates({
    folder,
    names: [...services, 'operator'],
    servers: values.server ?? [],
    readable: values.readable ?? false,
    newContextKey: values['new-context-key'] ?? false,
  });
  print(`${folder}: ${made.length === 0 ? 'all are there' : `made ${made.join(', ')}`}`);
}
