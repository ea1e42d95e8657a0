import type { z } from 'zod';

/** Lists every name that is missing or wrong, one a line; the values are never shown. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`configuration is missing or wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/** Reads and checks a process's environment against its schema. Raises ConfigError. */
export const readConfig = <S extends z.ZodObject>(schema: S, environment: Record<string, string | undefined> = process.env): z.infer<S> => {
  const names = Object.keys(schema.shape);
  const given = Object.fromEntries(names.filter((name) => environment[name] !== undefined && environment[name] !== '').map((name) => [name, environment[name]]));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new ConfigError(result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.path.length > 0 && given[String(issue.path[0])] === undefined ? 'missing' : issue.message}`));
};
