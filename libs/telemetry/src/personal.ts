/** Field names whose values never reach a log, at any of the first three levels. */
const personal: ReadonlySet<string> = new Set([
  'phone',
  'email',
  'name',
  'card_number',
  'cardNumber',
  'birth_date',
  'birthDate',
  'authorization',
  'token',
  'voucher_code',
  'voucherCode',
  'masterKey',
  'adminKey',
]);
const censored = '[redacted]';
const levels = 3;

/** As JSON writes it. */
const written = (value: unknown): unknown => {
  const { toJSON } = value as { readonly toJSON?: unknown };
  return typeof toJSON === 'function' ? (toJSON.call(value) as unknown) : value;
};

const within = (given: unknown, level: number, skipped: string | undefined): unknown => {
  if (level > levels || typeof given !== 'object' || given === null) return given;
  const value = written(given);
  if (typeof value !== 'object' || value === null) return value;
  let copy: Record<string, unknown> | undefined;
  const fields = value as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(value)) {
    const field = fields[name];
    if (name === skipped || field === undefined) continue;
    const clean = personal.has(name) ? censored : within(field, level + 1, undefined);
    if (clean === field) continue;
    copy ??= Array.isArray(value) ? ([...(value as unknown[])] as unknown as Record<string, unknown>) : { ...fields };
    copy[name] = clean;
  }
  return copy ?? value;
};

/**
 * The fields of a line without those that are personal. What holds none is given back as it is: most lines cost no more
 * than a look at their names. `skipped`: a field that is looked at elsewhere.
 */
export const withoutPersonal = (fields: object, skipped?: string): Record<string, unknown> =>
  within(fields, 1, skipped) as Record<string, unknown>;

/** The same of what stands one level deeper. */
export const withoutPersonalWithin = (field: unknown): unknown => within(field, 2, undefined);
