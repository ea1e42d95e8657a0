// The tables of docs/contracts.md: what each service offers, and what each topic carries.
import { codesIn } from './contract-errors.mjs';
import { byName } from './contract-image.mjs';

/** @typedef {import('./contract-image.mjs').Contract} Contract */

const escape = (text) => text.replaceAll('|', '\\|');

/** @param {Contract} contract */
const offered = ({ services }) =>
  services
    .flatMap(({ rpcs }) => rpcs)
    .map(({ name, says }) => {
      const [what, callers = ''] = says.split(/ ?Callers: /);
      return `| \`${name}\` | ${callers.replace(/\.$/, '')} | ${escape(what)} |`;
    });

/**
 * The events of a topic, in the order of their union.
 * @param {Contract} contract
 */
const carried = ({ messages }) => {
  const events = messages.flatMap(({ fields }) => fields.filter(({ oneOf }) => oneOf === 'event'));
  return events.map(({ type }) => {
    const name = type.split('.').at(-1) ?? type;
    const message = messages.find((each) => each.name === name);
    const fields = message?.fields.map((field) => `\`${field.name}\``).join(', ') ?? '';
    return `| \`${name}\` | ${fields} | ${escape(message?.says ?? '')} |`;
  });
};

/**
 * A service may have several files: the one of its name, and others.
 * @param {Contract} contract
 */
const headingOf = ({ name, package: of }) => {
  const [, service, , file = ''] = name.split('/');
  const part = file.replace(/\.proto$/, '');
  return part === service ? of : `${of}: ${part}`;
};

/** @param {Contract} contract */
const codeTable = (contract) => {
  const codes = Object.entries(codesIn(contract));
  if (codes.length === 0) return [];
  const rows = codes.map(([code, { kind, meaning }]) => `| \`${code}\` | ${kind} | ${escape(meaning)} |`);
  return ['', '| code | kind | meaning |', '|---|---|---|', ...rows];
};

/** @param {readonly Contract[]} contracts */
export function contractTables(contracts) {
  const parts = [
    '# Contracts',
    '',
    'Generated from proto/ by `npm run generate`; do not edit. Field meanings, units and limits stand beside the fields in the .proto files.',
  ];
  for (const contract of byName(contracts)) {
    const [service] = contract.services;
    // What several services say to each other is told where they say it.
    if (service === undefined) continue;
    parts.push(
      '',
      `## ${headingOf(contract)}`,
      '',
      service.says,
      '',
      '| rpc | who may call it | what it does |',
      '|---|---|---|',
      ...offered(contract),
      ...codeTable(contract),
    );
    const events = contracts.find(({ name }) => name === contract.name.replace(/\.proto$/, '_events.proto'));
    // A service that publishes nothing yet has no events.
    if (events === undefined) continue;
    parts.push('', `Topic \`${contract.package}\`:`, '', '| event | fields | |', '|---|---|---|', ...carried(events));
  }
  return `${parts.join('\n')}\n`;
}
