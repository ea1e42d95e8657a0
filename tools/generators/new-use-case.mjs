// What `npm run new:use-case` writes: a use case and its spec, cut from the ledger's.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { camel, checkName, pascal, Refusal } from './names.mjs';

const templates = join(import.meta.dirname, 'use-case');

/** The ledger's `list-units` under another name. */
const renamedCase = (text, name, noun) =>
  text
    .replaceAll('ListUnits', pascal(name))
    .replaceAll('list-units', name)
    .replaceAll('list units', name.replaceAll('-', ' '))
    .replace(/\bunits are\b/, `${noun} ${noun.endsWith('s') ? 'are' : 'is'}`);

/** Text by path, and what is left for a person. Raises Refusal; writes nothing. */
export const newUseCase = (root, service, given) => {
  const services = readdirSync(join(root, 'services')).filter((name) =>
    existsSync(join(root, 'services', name, 'src/main.ts')),
  );
  if (!services.includes(service))
    throw new Refusal(`there is no service ${JSON.stringify(service ?? '')}; there are ${services.join(', ')}`);
  const name = checkName('the name of a use case', given, ['use-case', 'use-cases', 'command', 'handler', 'service']);
  const [verb, ...nouns] = name.split('-');
  if (nouns.length === 0) throw new Refusal(`a use case is a verb and a noun: ${verb}`);
  const folder = `services/${service}/src/use-cases`;
  const files = new Map();
  for (const ending of ['ts', 'spec.ts']) {
    const path = `${folder}/${name}.${ending}`;
    if (existsSync(join(root, path))) throw new Refusal(`it exists: ${path}`);
    files.set(
      path,
      renamedCase(readFileSync(join(templates, `list-units.${ending}.txt`), 'utf8'), name, nouns.join(' ')),
    );
  }
  const module = `services/${service}/src/${service}.module.ts`;
  const next = [
    `proto/vafa/${service.replaceAll('-', '_')}/v1: // Callers: gateway. above rpc ${pascal(name)}(${pascal(name)}Request) returns (${pascal(name)}Response); then npm run generate`,
    `${module}: new ${pascal(name)}(store) among the use cases`,
    `services/${service}/src/adapters/grpc: async ${camel(name)}(request) of the controller; services/${service}/src/adapters/mongo: ${pascal(name)}Store`,
    `npm test -- ${folder}/${name}`,
  ];
  return { files, next };
};
