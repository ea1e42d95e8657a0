/** Places of correction in each block, and bytes of data in each block, of versions 1 to 6 at level M (ISO 18004). */
const versions = [
  { checks: 10, blocks: [16] },
  { checks: 16, blocks: [28] },
  { checks: 26, blocks: [44] },
  { checks: 18, blocks: [32, 32] },
  { checks: 24, blocks: [43, 43] },
  { checks: 16, blocks: [27, 27, 27, 27] },
] as const;

const timesTwo = (value: number): number => (value << 1) ^ (value & 0x80 ? 0x11d : 0);

/** Product in the field of 256 of the code. */
const product = (a: number, b: number): number => {
  let [sum, factor] = [0, a];
  for (let bits = b; bits > 0; bits >>= 1) {
    if (bits & 1) sum ^= factor;
    factor = timesTwo(factor);
  }
  return sum;
};

/** Reed and Solomon: the rest of the data divided by the polynomial whose roots are the first powers of two. */
const checksOf = (data: readonly number[], count: number): number[] => {
  let divisor = [1];
  for (let at = 0, root = 1; at < count; at++, root = timesTwo(root))
    divisor = [...divisor, 0].map((value, place) => value ^ product(divisor[place - 1] ?? 0, root));
  const rest = Array.from({ length: count }, () => 0);
  for (const value of data) {
    const factor = value ^ (rest.shift() ?? 0);
    rest.push(0);
    for (const place of rest.keys()) rest[place] = (rest[place] ?? 0) ^ product(divisor[place + 1] ?? 0, factor);
  }
  return rest;
};

/** Head and bytes, padded to what the version holds. */
const dataOf = (bytes: Uint8Array, size: number): number[] => {
  const bits = [0b0100, bytes.length].flatMap((value, place) =>
    Array.from({ length: place === 0 ? 4 : 8 }, (_, at) => (value >> ((place === 0 ? 3 : 7) - at)) & 1),
  );
  for (const byte of bytes) for (let at = 7; at >= 0; at--) bits.push((byte >> at) & 1);
  for (let at = 0; at < 4 && bits.length < size * 8; at++) bits.push(0);
  while (bits.length % 8 > 0) bits.push(0);
  const data: number[] = [];
  for (let at = 0; at < bits.length; at += 8) data.push(Number.parseInt(bits.slice(at, at + 8).join(''), 2));
  for (let pad = 0xec; data.length < size; pad ^= 0xec ^ 0x11) data.push(pad);
  return data;
};

/** Bytes of all blocks in turn: first of data, then of correction. */
const inTurn = (blocks: readonly (readonly number[])[]): number[] => {
  const longest = Math.max(...blocks.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => blocks.flatMap((block) => block[at] ?? [])).flat();
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

/** Level M and the mask, with their own correction. */
const formatOf = (mask: number): number => {
  let rest = mask << 10;
  for (let at = 14; at >= 10; at--) if ((rest >> at) & 1) rest ^= 0x537 << (at - 10);
  return ((mask << 10) | rest) ^ 0x5412;
};

type Matrix = (boolean | undefined)[][];

const finder = (matrix: Matrix, row: number, column: number): void => {
  for (let y = -1; y <= 7; y++)
    for (let x = -1; x <= 7; x++) {
      const line = matrix[row + y];
      if (line === undefined || column + x < 0 || column + x >= line.length) continue;
      const ring = Math.max(Math.abs(y - 3), Math.abs(x - 3));
      line[column + x] = ring !== 2 && ring !== 4;
    }
};

/** What is the same whatever is said: corners, lines between them, and places kept for the format. */
const frameOf = (version: number): Matrix => {
  const size = 17 + 4 * version;
  const matrix: Matrix = Array.from({ length: size }, () => Array.from({ length: size }, () => undefined));
  const set = (row: number, column: number, dark: boolean): void => {
    const line = matrix[row];
    if (line) line[column] = dark;
  };
  finder(matrix, 0, 0);
  finder(matrix, 0, size - 7);
  finder(matrix, size - 7, 0);
  for (let at = 8; at < size - 8; at++) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  if (version > 1)
    for (let y = -2; y <= 2; y++)
      for (let x = -2; x <= 2; x++) set(size - 7 + y, size - 7 + x, Math.max(Math.abs(y), Math.abs(x)) !== 1);
  return matrix;
};

const putFormat = (matrix: Matrix, mask: number): void => {
  const size = matrix.length;
  const format = formatOf(mask);
  const set = (row: number, column: number, at: number): void => {
    const line = matrix[row];
    if (line) line[column] = ((format >> at) & 1) === 1;
  };
  for (let at = 0; at < 15; at++) {
    if (at < 6) set(at, 8, at);
    else if (at < 8) set(at + 1, 8, at);
    else if (at === 8) set(8, 7, at);
    else set(8, 14 - at, at);
    if (at < 8) set(8, size - 1 - at, at);
    else set(size - 15 + at, 8, at);
  }
  const line = matrix[size - 8];
  if (line) line[8] = true;
};

/** Fills what is free, in pairs of columns from the right, up and down in turn. */
const fill = (matrix: Matrix, bytes: readonly number[], mask: number): void => {
  const size = matrix.length;
  let at = 0;
  let isUp = true;
  for (let right = size - 1; right > 0; right -= 2, isUp = !isUp) {
    if (right === 6) right--;
    for (let step = 0; step < size; step++) {
      const row = isUp ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        const line = matrix[row];
        if (line === undefined || line[column] !== undefined) continue;
        const dark = (((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1) === 1;
        line[column] = dark !== (masks[mask]?.(row, column) ?? false);
        at++;
      }
    }
  }
};

/** Long runs, squares of one colour and too much of it are hard to read. */
const penaltyOf = (matrix: Matrix): number => {
  const size = matrix.length;
  const dark = (row: number, column: number): boolean => matrix[row]?.[column] === true;
  let penalty = 0;
  for (const at of [dark, (row: number, column: number) => dark(column, row)])
    for (let row = 0; row < size; row++) {
      let run = 0;
      for (let column = 0; column <= size; column++) {
        if (column < size && column > 0 && at(row, column) === at(row, column - 1)) run++;
        else {
          if (run >= 5) penalty += run - 2;
          run = 1;
        }
      }
      const line = Array.from({ length: size }, (_, column) => (at(row, column) ? 1 : 0)).join('');
      penalty += 40 * (line.match(/(?=10111010000|00001011101)/g) ?? []).length;
    }
  for (let row = 1; row < size; row++)
    for (let column = 1; column < size; column++) {
      const here = dark(row, column);
      if (here === dark(row - 1, column) && here === dark(row, column - 1) && here === dark(row - 1, column - 1))
        penalty += 3;
    }
  const share = matrix.flat().filter((each) => each === true).length / size ** 2;
  return penalty + 10 * Math.floor(Math.abs(share - 0.5) * 20);
};

/** A QR code of a text of at most 106 bytes: rows of modules, dark ones true. Raises RangeError for a longer one. */
export const qrOf = (text: string): readonly (readonly boolean[])[] => {
  const bytes = new TextEncoder().encode(text);
  const place = versions.findIndex(({ blocks }) => bytes.length + 2 <= blocks.reduce((sum, size) => sum + size, 0));
  const shape = versions[place];
  if (shape === undefined) throw new RangeError('too long for a code that a phone shows');
  const data = dataOf(
    bytes,
    shape.blocks.reduce<number>((sum, size) => sum + size, 0),
  );
  let from = 0;
  const blocks = shape.blocks.map((size) => data.slice(from, (from += size)));
  const all = [...inTurn(blocks), ...inTurn(blocks.map((block) => checksOf(block, shape.checks)))];
  const drawn = masks.map((_, mask) => {
    const matrix = frameOf(place + 1);
    putFormat(matrix, mask);
    fill(matrix, all, mask);
    return matrix;
  });
  const best = drawn.reduce((a, b) => (penaltyOf(b) < penaltyOf(a) ? b : a));
  return best.map((row) => row.map((module) => module === true));
};
