/**
 * One text per value, whichever way it was built or stored: names sorted, what is undefined left out, bigints as #n and
 * moments as @milliseconds (a string is always in quotes, so they cannot meet). Hashes are made of it.
 */
export const canonical = (value: unknown): string => {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'bigint':
      return `#${value.toString()}`;
    case 'object':
      break;
    default:
      return String(value);
  }
  if (value instanceof Date) return `@${String(value.getTime())}`;
  if (Array.isArray(value)) return `[${(value as readonly unknown[]).map(canonical).join(',')}]`;
  const fields = value as Readonly<Record<string, unknown>>;
  let text = '{';
  for (const name of Object.keys(fields).sort()) {
    const field = fields[name];
    if (field !== undefined) text += `${text.length > 1 ? ',' : ''}${name}:${canonical(field)}`;
  }
  return `${text}}`;
};
