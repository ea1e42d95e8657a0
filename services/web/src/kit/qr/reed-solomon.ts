/** Products in the field of 256 elements that QR codes count in. */
const times = (a: number, b: number): number => {
  let product = 0;
  for (let at = 7; at >= 0; at--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((b >>> at) & 1) * a;
  }
  return product;
};

/** The polynomial whose roots are the first powers of 2, without its leading one. */
const generator = (degree: number): number[] => {
  const terms = [...Array<number>(degree - 1).fill(0), 1];
  let root = 1;
  for (let each = 0; each < degree; each++) {
    for (let at = 0; at < degree; at++) terms[at] = times(terms[at] ?? 0, root) ^ (terms[at + 1] ?? 0);
    root = times(root, 2);
  }
  return terms;
};

/** The words by which a reader mends what it reads wrongly. */
export const errorWords = (data: readonly number[], count: number): number[] => {
  const terms = generator(count);
  const rest = Array<number>(count).fill(0);
  for (const word of data) {
    const factor = word ^ (rest.shift() ?? 0);
    rest.push(0);
    terms.forEach((term, at) => (rest[at] = (rest[at] ?? 0) ^ times(term, factor)));
  }
  return rest;
};
