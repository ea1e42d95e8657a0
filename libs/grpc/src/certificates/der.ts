/** ASN.1 in DER (X.690), as far as a certificate needs it: each function writes one value. */
const tags = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  bytes: 0x04,
  identifier: 0x06,
  text: 0x0c,
  momentUntil2049: 0x17,
  moment: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

const lengthOf = (length: number): Buffer => {
  if (length < 0x80) return Buffer.from([length]);
  const bytes = Buffer.from(length.toString(16).padStart(length > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
};

const value = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
};

export const sequence = (...parts: readonly Buffer[]): Buffer => value(tags.sequence, ...parts);
export const set = (...parts: readonly Buffer[]): Buffer => value(tags.set, ...parts);
export const text = (content: string): Buffer => value(tags.text, Buffer.from(content));
export const bytes = (content: Buffer): Buffer => value(tags.bytes, content);
export const yes = value(tags.boolean, Buffer.from([0xff]));

/** A positive number, most significant byte first. */
export const integer = (content: Buffer): Buffer =>
  value(tags.integer, (content[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.alloc(1), content]) : content);

export const bits = (content: Buffer, unused = 0): Buffer => value(tags.bits, Buffer.from([unused]), content);

/** A value that its place in the surroundings names. */
export const tagged = (number: number, content: Buffer): Buffer => value(0xa0 | number, content);
export const taggedBytes = (number: number, content: Buffer): Buffer => value(0x80 | number, content);

/** Whole seconds. A certificate tells years until 2049 with two digits: 261127213000Z (RFC 5280, 4.1.2.5). */
export const moment = (at: Date): Buffer => {
  const digits = `${at.toISOString().slice(0, 19).replaceAll(/\D/g, '')}Z`;
  const isShort = at.getUTCFullYear() < 2050;
  return isShort ? value(tags.momentUntil2049, Buffer.from(digits.slice(2))) : value(tags.moment, Buffer.from(digits));
};

const base128 = (number: number): number[] => {
  const digits = [number & 0x7f];
  for (let rest = number >>> 7; rest > 0; rest >>>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
};

/** 2.5.29.17 */
export const identifier = (dotted: string): Buffer => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return value(tags.identifier, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
};
