import type { FastifyInstance, FastifyRequest } from 'fastify';
import { InvalidRequest } from './schema-pipe.ts';

const depthMax = 64;

const malformed = (message: string): Error =>
  Object.assign(new Error(message), { statusCode: 400, code: 'FST_ERR_CTP_INVALID_JSON_BODY', name: 'FastifyError' });

const utf8 = new TextDecoder('utf-8', { fatal: true });

const decoded = (bytes: Buffer): string => {
  try {
    return utf8.decode(bytes);
  } catch {
    throw malformed('the body is not UTF-8');
  }
};

/**
 * True when brackets nest deeper than any request of ours: such texts are made to exhaust the stack of whoever walks
 * them.
 */
const isTooDeep = (text: string): boolean => {
  let depth = 0;
  let inString = false;
  for (let place = 0; place < text.length; place++) {
    const char = text.charCodeAt(place);
    if (inString) {
      if (char === 0x5c) place++;
      else if (char === 0x22) inString = false;
    } else if (char === 0x22) inString = true;
    else if (char === 0x7b || char === 0x5b) depth++;
    else if (char === 0x7d || char === 0x5d) depth--;
    if (depth > depthMax) return true;
  }
  return false;
};

/** An object or list that is open at a place of the text. */
interface Open {
  /** Names so far; undefined in a list. */
  readonly names?: Set<string>;
  /** The value that comes: its name, or its number. */
  at: string | number;
  awaitsName: boolean;
}

/** Where a string that begins here ends, in text that is well-formed. */
const endOfString = (text: string, from: number): number => {
  let place = from + 1;
  while (text.charCodeAt(place) !== 0x22) place += text.charCodeAt(place) === 0x5c ? 2 : 1;
  return place + 1;
};

const number = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

const escaped = (part: string | number): string => String(part).replaceAll('~', '~0').replaceAll('/', '~1');
const pointerTo = (path: readonly Open[]): string => path.map(({ at }) => `/${escaped(at)}`).join('');

const noteName = (path: readonly Open[], literal: string): void => {
  const open = path.at(-1);
  if (!open?.awaitsName) return;
  const name = JSON.parse(literal) as string;
  if (open.names?.has(name)) throw malformed(`the JSON names ${JSON.stringify(name.slice(0, 60))} twice in one object`);
  if (name === '__proto__' || (name === 'prototype' && path.at(-2)?.at === 'constructor'))
    throw malformed('the JSON names a prototype');
  open.names?.add(name);
  open.at = name;
  open.awaitsName = false;
};

const judgeNumber = (path: readonly Open[], literal: string): void => {
  if (Math.abs(Number(literal)) <= Number.MAX_SAFE_INTEGER) return;
  throw new InvalidRequest([
    {
      pointer: pointerTo(path),
      code: 'number_too_large',
      detail: 'a number beyond 2^53 - 1 cannot be read exactly; send it as text where the field takes one',
    },
  ]);
};

const step = (path: Open[], sign: string): void => {
  const open = path.at(-1);
  if (sign === '{') path.push({ names: new Set(), at: '', awaitsName: true });
  else if (sign === '[') path.push({ at: 0, awaitsName: false });
  else if (sign === '}' || sign === ']') path.pop();
  else if (sign === ',' && open?.names) open.awaitsName = true;
  else if (sign === ',' && open) open.at = Number(open.at) + 1;
};

/** What JSON.parse lets pass in well-formed text: a name twice, of which it drops one, and numbers that it rounds. */
const judge = (text: string): void => {
  const path: Open[] = [];
  let place = 0;
  while (place < text.length) {
    const from = place;
    number.lastIndex = place;
    if (text.charCodeAt(place) === 0x22) {
      place = endOfString(text, place);
      noteName(path, text.slice(from, place));
    } else if (number.test(text)) {
      place = number.lastIndex;
      judgeNumber(path, text.slice(from, place));
    } else step(path, text.charAt(place++));
  }
};

const parsed = (text: string): unknown => {
  if (isTooDeep(text)) throw malformed('the JSON nests too deeply');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw malformed((error as Error).message);
  }
  judge(text);
  return value;
};

/** Bodies are JSON in UTF-8 and mean one thing: every name once, no prototypes, no number that would be rounded. */
export const readJsonOnly = (fastify: FastifyInstance, bodyBytesMax: number): void => {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: bodyBytesMax },
    async (request: FastifyRequest, body: Buffer) => {
      const text = decoded(body);
      request.vafa.rawBody = text;
      return text.trim() === '' ? undefined : parsed(text);
    },
  );
};
