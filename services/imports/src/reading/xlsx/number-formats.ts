import { readElements } from './xml-elements.ts';

export interface CellFormat {
  readonly isDate: boolean;
  /** 00000: numbers are shown with zeros in front, to so many digits. */
  readonly digits: number;
}

const plain: CellFormat = { isDate: false, digits: 0 };
const stylesMax = 100_000;

/** Formats of the standard that show a day or a time (ECMA-376 part 1, 18.8.30), those of East Asia among them. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/**
 * Texts in quotes, after a backslash, and colours and locales in brackets say nothing of the kind; [h] and its like do.
 */
const formatOf = (code: string): CellFormat => {
  const first = code.split(';')[0] ?? '';
  if (/^0{2,20}$/.test(first)) return { isDate: false, digits: first.length };
  const bare = code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '')
    .replace(/general/gi, '');
  return { isDate: /[ymdhs]/i.test(bare) && !/[0#]E[+-]/i.test(bare), digits: 0 };
};

/** What the styles of cells say of their numbers. */
export class NumberFormats {
  constructor(private readonly styles: readonly CellFormat[]) {}

  of(style: string | undefined): CellFormat {
    return style === undefined ? plain : (this.styles[Number(style)] ?? plain);
  }
}

export const readFormats = async (chunks: AsyncIterable<Buffer>): Promise<NumberFormats> => {
  const codes = new Map<string, string>();
  const styles: CellFormat[] = [];
  let isInCellFormats = false;
  await readElements(chunks, {
    open: (name, { numFmtId = '0', formatCode = '' }) => {
      if (name === 'numFmt' && codes.size < stylesMax) codes.set(numFmtId, formatCode.slice(0, 300));
      if (name === 'cellXfs') isInCellFormats = true;
      if (name !== 'xf' || !isInCellFormats || styles.length >= stylesMax) return;
      const code = codes.get(numFmtId);
      styles.push(code === undefined ? { isDate: isBuiltInDate(Number(numFmtId)), digits: 0 } : formatOf(code));
    },
    close: (name) => {
      if (name === 'cellXfs') isInCellFormats = false;
    },
  });
  return new NumberFormats(styles);
};
