import { readFileSync } from 'node:fs';
import type { z } from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Lists every name that is missing or wrong, one a line; the values are never shown. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`configuration is missing or wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

interface Given {
  readonly value?: string;
  readonly problem?: string;
}

/** Neither contents nor path are told: a secret that was put under the wrong name must not end up in a log. */
const fromFile = (name: string, path: string): Given => {
  try {
    const value = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
    return value === '' ? { problem: `${name}: missing, the file of ${name}_FILE is empty` } : { value };
  } catch (error) {
    return {
      problem: `${name}_FILE: the file cannot be read (${(error as NodeJS.ErrnoException).code ?? 'no reason given'})`,
    };
  }
};

const isGiven = (text: string | undefined): text is string => text !== undefined && text !== '';

const givenOf = (name: string, environment: Environment): Given => {
  const [value, path] = [environment[name], environment[`${name}_FILE`]];
  if (isGiven(value) && isGiven(path)) return { problem: `${name}: given twice, as ${name} and as ${name}_FILE` };
  if (isGiven(path)) return fromFile(name, path);
  return isGiven(value) ? { value } : {};
};

/**
 * Reads and checks a process's environment against its schema. Any name may be given as NAME_FILE instead, the path of
 * a file that holds the value; one newline at its end is cut. An empty value counts as missing. Raises ConfigError.
 */
export const readConfig = <S extends z.ZodObject>(schema: S, environment: Environment = process.env): z.infer<S> => {
  const all = Object.keys(schema.shape).map((name) => ({ name, ...givenOf(name, environment) }));
  const values = Object.fromEntries(all.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])));
  const result = schema.safeParse(values);
  const unread = new Map(all.flatMap(({ name, problem }) => (problem === undefined ? [] : [[name, problem] as const])));
  if (result.success && unread.size === 0) return result.data;
  const wrong = (result.error?.issues ?? []).filter(({ path: [name] }) => !unread.has(String(name)));
  throw new ConfigError([
    ...unread.values(),
    ...wrong.map(
      ({ path: [name], message }) => `${String(name)}: ${values[String(name)] === undefined ? 'missing' : message}`,
    ),
  ]);
};
