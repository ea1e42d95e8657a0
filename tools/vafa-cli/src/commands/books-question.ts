import type { ParseArgsConfig } from 'node:util';
import type { Call } from '../command.ts';

export const booksOptions: NonNullable<ParseArgsConfig['options']> = {
  unit: { type: 'string' },
  'as-of': { type: 'string' },
};

export const booksHelp = [
  '  --unit UNIT   one unit of the club, default all',
  '  --as-of TIME  a past moment, 2026-01-31T00:00:00Z; default now',
];

/** The query of a path about the books; of options, only those that are given. */
export const booksPath = (
  path: string,
  { options }: Pick<Call, 'options'>,
  names: Readonly<Record<string, string>>,
): string => {
  const given = Object.entries(names).flatMap(([option, name]) =>
    typeof options[option] === 'string' ? [[name, options[option]] as [string, string]] : [],
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
};

export const ofBooks = { unit: 'unit', 'as-of': 'as_of' } as const;

interface Page<T> {
  readonly items: readonly T[];
  readonly next_page_token: string;
}

const itemsPerPage = '200';

/** All items of a list, page by page. */
export const allPages = async <T>({ api }: Pick<Call, 'api'>, path: string): Promise<readonly T[]> => {
  const items: T[] = [];
  let token = '';
  do {
    const query = new URLSearchParams({ page_size: itemsPerPage, ...(token !== '' && { page_token: token }) });
    const page = await api.get<Page<T>>(`${path}${path.includes('?') ? '&' : '?'}${query.toString()}`);
    items.push(...page.items);
    token = page.next_page_token;
  } while (token !== '');
  return items;
};
