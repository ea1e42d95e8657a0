/** Most texts of the ledger: JSON writes them as they are. */
const plain = /^[\w:.~#/ -]*$/;

const quoted = (text: string): string => (plain.test(text) ? `"${text}"` : JSON.stringify(text));

/**
 * Names in order. By insertion: there are few, and most come in order, for which a sort takes several times as long.
 */
const namesOf = (fields: object): readonly string[] => {
  const names = Object.keys(fields);
  for (let at = 1; at < names.length; at++) {
    const name = names[at] as string;
    let to = at;
    for (; to > 0 && (names[to - 1] as string) > name; to--) names[to] = names[to - 1] as string;
    names[to] = name;
  }
  return names;
};

const listed = (values: readonly unknown[]): string => {
  let text = '[';
  for (let at = 0; at < values.length; at++) text += at === 0 ? canonical(values[at]) : `,${canonical(values[at])}`;
  return `${text}]`;
};

/**
 * One text per value, whichever way it was built or stored: names sorted, what is undefined left out, bigints as #n and
 * moments as @milliseconds (a string is always in quotes, so they cannot meet). Hashes are made of it.
 */
export const canonical = (value: unknown): string => {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'bigint':
      return `#${value.toString()}`;
    case 'object':
      break;
    default:
      return String(value);
  }
  if (value instanceof Date) return `@${String(value.getTime())}`;
  if (Array.isArray(value)) return listed(value);
  const fields = value as Readonly<Record<string, unknown>>;
  let text = '{';
  for (const name of namesOf(fields)) {
    const field = fields[name];
    if (field !== undefined) text += `${text.length > 1 ? ',' : ''}${name}:${canonical(field)}`;
  }
  return `${text}}`;
};
