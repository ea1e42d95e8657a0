import { errorWords } from './reed-solomon.ts';

/** Squares of a QR code, row by row: true is dark. */
export type QrSquares = readonly (readonly boolean[])[];

/** Of versions 1 to 10 at level M (ISO/IEC 18004, table 9): error words of a block, and data words of each block. */
const blocks = [
  [10, [16]],
  [16, [28]],
  [26, [44]],
  [18, [32, 32]],
  [24, [43, 43]],
  [16, [27, 27, 27, 27]],
  [18, [31, 31, 31, 31]],
  [22, [38, 38, 39, 39]],
  [22, [36, 36, 36, 37, 37]],
  [26, [43, 43, 43, 43, 44]],
] as const;

/** Middles of the small squares by which a reader straightens the picture, by version. */
const alignments = [
  [],
  [6, 18],
  [6, 22],
  [6, 26],
  [6, 30],
  [6, 34],
  [6, 22, 38],
  [6, 24, 42],
  [6, 26, 46],
  [6, 28, 50],
] as const;

const byteMode = 0b0100;

const bitsOf = (value: number, length: number): number[] =>
  Array.from({ length }, (_, at) => (value >>> (length - 1 - at)) & 1);

/** The text as words of a version, with the rest filled up. */
const dataWords = (bytes: Uint8Array, version: number, capacity: number): number[] => {
  const bits = [...bitsOf(byteMode, 4), ...bitsOf(bytes.length, version < 10 ? 8 : 16)];
  for (const byte of bytes) bits.push(...bitsOf(byte, 8));
  bits.push(...Array<number>(Math.min(4, capacity * 8 - bits.length)).fill(0));
  while (bits.length % 8 !== 0) bits.push(0);
  const words = Array.from({ length: bits.length / 8 }, (_, at) =>
    bits.slice(at * 8, at * 8 + 8).reduce((word, bit) => word * 2 + bit, 0),
  );
  for (let filler = 0xec; words.length < capacity; filler ^= 0xec ^ 0x11) words.push(filler);
  return words;
};

/** Words of the blocks in turn: a spot on the paper harms a little of each. */
const interleaved = (parts: readonly (readonly number[])[]): number[] => {
  const longest = Math.max(...parts.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => parts.flatMap((part) => part[at] ?? [])).flat();
};

const codeWords = (bytes: Uint8Array, version: number): number[] => {
  const [errors, sizes] = blocks[version - 1] ?? blocks[0];
  const words = dataWords(
    bytes,
    version,
    sizes.reduce((sum: number, size) => sum + size, 0),
  );
  let from = 0;
  const parts = sizes.map((size) => words.slice(from, (from += size)));
  return [...interleaved(parts), ...interleaved(parts.map((part) => errorWords(part, errors)))];
};

const versionFor = (length: number): number => {
  const at = blocks.findIndex(
    ([, sizes], index) => sizes.reduce((sum: number, size) => sum + size, 0) >= length + (index < 9 ? 2 : 3),
  );
  if (at < 0) throw new RangeError('too long for a QR code here');
  return at + 1;
};

/** The remainder of a division of bits, as codes of format and version are protected. */
const remainder = (value: number, divisor: number, length: number): number => {
  let rest = value;
  const divisorLength = 32 - Math.clz32(divisor);
  for (let at = length - 1; at >= 0; at--) if ((rest >>> (at + divisorLength - 1)) & 1) rest ^= divisor << at;
  return rest;
};

/** A grid whose squares are either part of the pattern or free for data. */
class Grid {
  readonly dark: boolean[][];
  readonly fixed: boolean[][];

  constructor(readonly size: number) {
    this.dark = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
    this.fixed = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  }

  fix(row: number, column: number, isDark: boolean): void {
    const [darkRow, fixedRow] = [this.dark[row], this.fixed[row]];
    if (darkRow === undefined || fixedRow === undefined || column < 0 || column >= this.size) return;
    darkRow[column] = isDark;
    fixedRow[column] = true;
  }

  isFixed = (row: number, column: number): boolean => this.fixed[row]?.[column] === true;
}

/** Rings around a middle, of which some are dark. */
const drawRings = (grid: Grid, middle: readonly [number, number], reach: number, dark: readonly number[]): void => {
  for (let down = -reach; down <= reach; down++)
    for (let along = -reach; along <= reach; along++)
      grid.fix(middle[0] + down, middle[1] + along, dark.includes(Math.max(Math.abs(down), Math.abs(along))));
};

const drawPattern = (grid: Grid, version: number): void => {
  const { size } = grid;
  for (let at = 0; at < size; at++) {
    grid.fix(6, at, at % 2 === 0);
    grid.fix(at, 6, at % 2 === 0);
  }
  const corners = [
    [3, 3],
    [3, size - 4],
    [size - 4, 3],
  ] as const;
  for (const corner of corners) drawRings(grid, corner, 4, [0, 1, 3]);
  const middles = alignments[version - 1] ?? [];
  const last = middles.at(-1);
  for (const row of middles)
    for (const column of middles) {
      const isCorner = (row === 6 && (column === 6 || column === last)) || (column === 6 && row === last);
      if (!isCorner) drawRings(grid, [row, column], 2, [0, 2]);
    }
  drawFormat(grid, 0);
  if (version >= 7) drawVersion(grid, version);
};

const levelM = 0b00;

const drawFormat = (grid: Grid, mask: number): void => {
  const data = (levelM << 3) | mask;
  const bits = ((data << 10) | remainder(data << 10, 0b101_0011_0111, 5)) ^ 0b101_0100_0001_0010;
  const bit = (at: number): boolean => ((bits >>> at) & 1) === 1;
  const { size } = grid;
  for (let at = 0; at < 15; at++) {
    const near = at < 6 ? at : at < 8 ? at + 1 : undefined;
    if (near !== undefined) grid.fix(near, 8, bit(at));
    else grid.fix(8, at === 8 ? 7 : 14 - at, bit(at));
    if (at < 8) grid.fix(8, size - 1 - at, bit(at));
    else grid.fix(size - 15 + at, 8, bit(at));
  }
  grid.fix(size - 8, 8, true);
};

const drawVersion = (grid: Grid, version: number): void => {
  const bits = (version << 12) | remainder(version << 12, 0b1_1111_0010_0101, 6);
  for (let at = 0; at < 18; at++) {
    const [far, near] = [grid.size - 11 + (at % 3), Math.floor(at / 3)];
    const isDark = ((bits >>> at) & 1) === 1;
    grid.fix(near, far, isDark);
    grid.fix(far, near, isDark);
  }
};

/** Free squares in the order in which words are laid: two columns at a time, up and down, from the right. */
const freeSquares = (grid: Grid): (readonly [row: number, column: number])[] => {
  const found: (readonly [number, number])[] = [];
  let isUp = true;
  for (let right = grid.size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < grid.size; step++) {
      const row = isUp ? grid.size - 1 - step : step;
      for (const column of [right, right - 1]) if (!grid.isFixed(row, column)) found.push([row, column]);
    }
    isUp = !isUp;
  }
  return found;
};

const masks: readonly ((row: number, column: number) => boolean)[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_row, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
];

/** What reads badly: long runs of one shade, blocks of it, and more of one than of the other. */
const harm = (squares: QrSquares): number => {
  const lines = [...squares, ...squares.map((_, at) => squares.map((row) => row[at] === true))];
  const runs = lines.flatMap(
    (line) =>
      line
        .map(Number)
        .join('')
        .match(/0{5,}|1{5,}/g) ?? [],
  );
  const finders = lines.flatMap(
    (line) =>
      line
        .map(Number)
        .join('')
        .match(/(?=10111010000|00001011101)/g) ?? [],
  );
  const pairs = squares.slice(1).flatMap((row, at) =>
    row.slice(1).filter((dark, column) => {
      const above = squares[at];
      return [above?.[column], above?.[column + 1], row[column]].every((each) => each === dark);
    }),
  );
  const dark = squares.flat().filter(Boolean).length / squares.length ** 2;
  return (
    runs.reduce((sum, { length }) => sum + length - 2, 0) +
    finders.length * 40 +
    pairs.length * 3 +
    Math.floor(Math.abs(dark - 0.5) * 20) * 10
  );
};

/** A text of up to 213 bytes as a QR code (ISO/IEC 18004) of error level M. */
export const qrCode = (text: string): QrSquares => {
  const bytes = new TextEncoder().encode(text);
  const version = versionFor(bytes.length);
  const words = codeWords(bytes, version);
  const grid = new Grid(17 + version * 4);
  drawPattern(grid, version);
  const free = freeSquares(grid);
  const masked = masks.map((mask, at) => {
    drawFormat(grid, at);
    const squares = grid.dark.map((row) => [...row]);
    free.forEach(([row, column], place) => {
      const isDark = (((words[place >> 3] ?? 0) >>> (7 - (place & 7))) & 1) === 1;
      const line = squares[row];
      if (line !== undefined) line[column] = isDark !== mask(row, column);
    });
    return squares;
  });
  return masked.reduce((best, next) => (harm(next) < harm(best) ? next : best));
};
