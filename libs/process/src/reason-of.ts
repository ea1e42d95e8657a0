interface Failing {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly codeName?: unknown;
  readonly type?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

const depthMax = 5;

/** The error and what caused it, outermost first. */
function* within(error: unknown, depth = 0): Generator<Failing> {
  if (typeof error !== 'object' || error === null || depth > depthMax) return;
  const failing = error as Failing;
  yield failing;
  yield* within(failing.cause, depth + 1);
  if (Array.isArray(failing.errors)) for (const each of failing.errors) yield* within(each, depth + 1);
}

/** True when it, or something that caused it, is such. */
export const someIn = (error: unknown, is: (each: Failing) => boolean): boolean => [...within(error)].some(is);

const isName = (text: unknown): text is string => typeof text === 'string' && /^[A-Z][A-Za-z0-9_]{3,60}$/.test(text);
const isCode = (text: unknown): text is string => typeof text === 'string' && /^[A-Z][A-Z0-9_]{3,60}$/.test(text);

/**
 * A failure of an engine in one word, ECONNREFUSED or AuthenticationFailed; messages of drivers may hold more than
 * should be told. Undefined when it has none.
 */
export const reasonOf = (error: unknown): string | undefined => {
  const all = [...within(error)];
  const found =
    all.map(({ codeName }) => codeName).find(isName) ?? all.flatMap(({ type, code }) => [type, code]).find(isCode);
  if (found !== undefined) return found;
  const errno = all.flatMap(({ message }) => /\b(E[A-Z]{4,})\b/.exec(String(message))?.[1] ?? [])[0];
  if (errno !== undefined) return errno;
  if (all.some(({ name, message }) => /time(d )?-?out/i.test(`${String(name)} ${String(message)}`))) return 'no answer';
  const names = all
    .map(({ name }) => name)
    .filter((name): name is string => isName(name) && name !== 'Error' && name !== 'DomainError');
  return names.at(-1);
};
