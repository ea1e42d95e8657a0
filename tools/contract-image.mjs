// What proto/ declares, as buf reads it: every generator of tools/ is given this. Each thing has the comment above it.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './installed.mjs';

/**
 * @typedef {{ name: string, property: string, type: string, list: boolean, optional: boolean,
 *   oneOf: string | undefined, map: string | undefined, says: string }} Field `oneOf` names the union that it is a case
 *   of; `map` the type of the values of a map
 * @typedef {{ name: string, says: string, fields: Field[] }} Message
 * @typedef {{ name: string, says: string, lastLine: string, path: string, request: string, response: string }} Rpc
 *   `path` is as gRPC has it, /vafa.ledger.v1.LedgerService/Post; `lastLine` is of its comment
 * @typedef {{ name: string, says: string, rpcs: Rpc[] }} Service
 * @typedef {{ name: string, values: Record<string, number> }} Enum
 * @typedef {{ name: string, package: string, comments: string[][], messages: Message[], enums: Enum[],
 *   services: Service[] }} Contract a file; its name begins at proto/, and `comments` are all of its comments by lines
 */

/** Numbers of descriptor.proto: where messages, services, fields and methods stand. A place is a path of them. */
const at = { message: 4, service: 6, field: 2, method: 2 };

const camel = (name) => name.replace(/_([a-z0-9])/g, (_all, letter) => letter.toUpperCase());
const linesOf = (comment = '') => comment.trimEnd().split('\n');
const textOf = (comment) =>
  linesOf(comment)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');

const typeOf = ({ typeName, type }) => typeName?.slice(1) ?? type.slice('TYPE_'.length).toLowerCase();

/** The type of the values of a map; undefined for what is none. */
const mapOf = ({ typeName }, { name, nestedType = [] }) => {
  const entry = nestedType.find((each) => each.options?.mapEntry && typeName?.endsWith(`.${name}.${each.name}`));
  return entry && typeOf(entry.field[1]);
};

/** @returns {Field} */
const fieldOf = (field, message, says) => ({
  name: field.name,
  property: field.jsonName,
  type: typeOf(field),
  list: field.label === 'LABEL_REPEATED',
  optional: field.proto3Optional === true,
  oneOf:
    field.oneofIndex === undefined || field.proto3Optional
      ? undefined
      : camel(message.oneofDecl[field.oneofIndex].name),
  map: mapOf(field, message),
  says,
});

/** @returns {Contract} */
const contractOf = ({ name, package: package_, messageType, enumType, service, sourceCodeInfo }) => {
  const { location } = sourceCodeInfo;
  const above = new Map(location.map(({ path = [], leadingComments }) => [path.join('.'), leadingComments]));
  const comment = (...path) => above.get(path.join('.'));
  const says = (...path) => textOf(comment(...path));
  return {
    name,
    package: package_,
    comments: location
      .flatMap(({ leadingDetachedComments = [], leadingComments, trailingComments }) => [
        ...leadingDetachedComments,
        leadingComments,
        trailingComments,
      ])
      .filter((each) => each !== undefined)
      .map(linesOf),
    messages: (messageType ?? []).map((message, m) => ({
      name: message.name,
      says: says(at.message, m),
      fields: (message.field ?? []).map((field, f) => fieldOf(field, message, says(at.message, m, at.field, f))),
    })),
    enums: (enumType ?? []).map(({ name: of, value }) => ({
      name: of,
      values: Object.fromEntries(value.map((each) => [each.name, each.number ?? 0])),
    })),
    services: (service ?? []).map(({ name: of, method }, s) => ({
      name: of,
      says: says(at.service, s),
      rpcs: (method ?? []).map((rpc, r) => ({
        name: rpc.name,
        says: says(at.service, s, at.method, r),
        lastLine:
          linesOf(comment(at.service, s, at.method, r))
            .at(-1)
            ?.trim() ?? '',
        path: `/${package_}.${of}/${rpc.name}`,
        request: rpc.inputType.slice(1),
        response: rpc.outputType.slice(1),
      })),
    })),
  };
};

/**
 * The contracts of a folder: one with a buf.yaml, or with .proto files right in it. A file comes after what it imports.
 * What Google declares is left out. Throws what buf says when it cannot read one.
 * @param {string} folder
 */
export const readContracts = (folder) => {
  const args = ['build', '--as-file-descriptor-set', '-o', '-#format=json'];
  const image = execFileSync(join(root, 'node_modules/.bin/buf'), args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return JSON.parse(image)
    .file.filter(({ name }) => name.startsWith('vafa/'))
    .map(contractOf);
};

/**
 * The same in the order of their names.
 * @param {readonly Contract[]} contracts
 */
export const byName = (contracts) => contracts.toSorted((a, b) => (a.name < b.name ? -1 : 1));
