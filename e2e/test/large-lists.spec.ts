import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fillLists, type LargeList } from '../src/large-lists.ts';
import { documentOf } from '../src/hostile-requests.ts';
import { RunningClub } from '../src/running-club.ts';

const mib = 1024 ** 2;
/** Names of fields, brackets and the token around what is measured. */
const aroundItems = 0.1 * mib;
const pageSizeMax = 200;

let club: RunningClub;
let lists: ReadonlyMap<string, LargeList> = new Map();

beforeAll(async () => {
  club = await RunningClub.start({ empty: true });
  await club.made(180_000);
  lists = await fillLists(club.rest());
}, 900_000);
afterAll(() => club.remove());

interface Shown {
  readonly bytes: number;
  readonly items: readonly unknown[];
  readonly next: string;
}

const pageOf = async ({ url, cookie }: LargeList, size: number, token: string): Promise<Shown> => {
  const response = await fetch(`${club.url}${url}&page_size=${String(size)}${token && `&page_token=${token}`}`, {
    headers: {
      ...(cookie === undefined ? { authorization: `Bearer ${club.adminKey()}` } : { cookie }),
      'vafa-club': 'demo',
    },
  });
  const text = await response.text();
  expect({ url, status: response.status }).toEqual({ url, status: 200 });
  const { items, next_page_token: next } = JSON.parse(text) as { items: unknown[]; next_page_token: string };
  return { bytes: Buffer.byteLength(text), items, next };
};

const everyPage = async (list: LargeList, size: number): Promise<Shown[]> => {
  const pages: Shown[] = [];
  do pages.push(await pageOf(list, size, pages.at(-1)?.next ?? ''));
  while (pages.at(-1)?.next !== '');
  return pages;
};

test('every list of the API is known here', async () => {
  const { paths } = await documentOf(club.url);
  const asked = Object.entries(paths).filter(([, { get }]) =>
    JSON.stringify(get?.parameters ?? []).includes('page_token'),
  );
  expect(asked.map(([path]) => path).sort()).toEqual([...lists.keys()].sort());
});

const texts = (pages: readonly Shown[]): string[] =>
  pages.flatMap(({ items }) => items.map((item) => JSON.stringify(item)));

test('the pages of every list are bounded in bytes, and together they are the whole list, whatever their size', async () => {
  for (const [path, list] of lists) {
    const { isLarge } = list;
    const large = await everyPage(list, pageSizeMax);
    const sizes = large.map(({ bytes }) => bytes);
    expect({ path, most: Math.max(...sizes) <= mib + aroundItems }).toEqual({ path, most: true });
    const largest = Math.max(0, ...texts(large).map((text) => Buffer.byteLength(text)));
    expect({ path, isLarge: largest * pageSizeMax > mib }).toEqual({ path, isLarge });
    expect({ path, isCut: large.length > 1 }).toEqual({ path, isCut: isLarge });
    // A page that is cut is nearly full: nobody asks a thousand times.
    expect({ path, full: large.slice(0, -1).every(({ bytes }) => bytes > mib / 2) }).toEqual({ path, full: true });
    const small = await everyPage(list, 7);
    expect({ path, same: texts(small).join() === texts(large).join() }).toEqual({ path, same: true });
    expect({ path, distinct: new Set(texts(large)).size }).toEqual({ path, distinct: texts(large).length });
  }
}, 600_000);
