// The tables of docs/contracts.md, read from proto/: what each service offers, and what each topic carries.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codesIn } from './contract-errors.mjs';
import { commentAbove } from './proto-comments.mjs';

const escape = (text) => text.replaceAll('|', '\\|');

const protos = (folder, name) => readFileSync(join(folder, name), 'utf8').split('\n');

const offered = (lines) =>
  lines.flatMap((line, at) => {
    const rpc = /^ {2}rpc (\w+)\(/.exec(line);
    if (!rpc) return [];
    const [what, callers = ''] = commentAbove(lines, at).split(/ ?Callers: /);
    return [`| \`${rpc[1]}\` | ${callers.replace(/\.$/, '')} | ${escape(what)} |`];
  });

const carried = (lines) => {
  const from = lines.findIndex((line) => line.trim() === 'oneof event {');
  const to = lines.indexOf('  }', from);
  return lines.slice(from + 1, to).map((line) => {
    const message = line.trim().split(' ')[0];
    const at = lines.indexOf(`message ${message} {`);
    const fields = lines
      .slice(at + 1, lines.indexOf('}', at))
      .flatMap((field) => /(\w+) = \d+;/.exec(field)?.[1] ?? []);
    return `| \`${message}\` | ${fields.map((field) => `\`${field}\``).join(', ')} | ${escape(commentAbove(lines, at))} |`;
  });
};

export function contractTables(root) {
  const parts = [
    '# Contracts',
    '',
    'Generated from proto/ by `npm run generate`; do not edit. Field meanings, units and limits stand beside the fields in the .proto files.',
  ];
  for (const service of readdirSync(join(root, 'proto/vafa'))
    .filter((name) => name !== 'common')
    .sort()) {
    const folder = join(root, 'proto/vafa', service, 'v1');
    const lines = protos(folder, `${service}.proto`);
    // What several services say to each other is told where they say it.
    if (!lines.some((line) => line.startsWith('service '))) continue;
    parts.push(
      '',
      `## vafa.${service}.v1`,
      '',
      commentAbove(
        lines,
        lines.findIndex((line) => line.startsWith('service ')),
      ),
      '',
      '| rpc | who may call it | what it does |',
      '|---|---|---|',
      ...offered(lines),
    );
    const codes = Object.entries(codesIn(lines));
    if (codes.length > 0)
      parts.push(
        '',
        '| code | kind | meaning |',
        '|---|---|---|',
        ...codes.map(([code, { kind, meaning }]) => `| \`${code}\` | ${kind} | ${escape(meaning)} |`),
      );
    // A service that publishes nothing yet has no events.
    if (!existsSync(join(folder, `${service}_events.proto`))) continue;
    parts.push(
      '',
      `Topic \`vafa.${service}.v1\`:`,
      '',
      '| event | fields | |',
      '|---|---|---|',
      ...carried(protos(folder, `${service}_events.proto`)),
    );
  }
  return `${parts.join('\n')}\n`;
}
