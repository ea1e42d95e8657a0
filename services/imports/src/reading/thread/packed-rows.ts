import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { numbersEach, placesEach, type EncodedRows } from './row-codec.ts';

/** Encoded rows at about a sixth of their size. */
export interface PackedRows {
  readonly count: number;
  readonly textBytes: number;
  readonly packed: Uint8Array<ArrayBuffer>;
}

/** More of it takes longer and saves little. */
const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

const bytesOf = ({ buffer, byteOffset, byteLength }: NodeJS.ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

export const packRows = ({ count, texts, places, numbers }: EncodedRows): PackedRows => ({
  count,
  textBytes: texts.byteLength,
  packed: new Uint8Array(zstdCompressSync(Buffer.concat([bytesOf(numbers), bytesOf(places), texts]), options)),
});

export const unpackRows = ({ count, textBytes, packed }: PackedRows): EncodedRows => {
  const { buffer } = new Uint8Array(zstdDecompressSync(packed));
  return {
    count,
    numbers: new Float64Array(buffer, 0, count * numbersEach),
    places: new Int32Array(buffer, count * numbersEach * Float64Array.BYTES_PER_ELEMENT, count * placesEach),
    texts: new Uint8Array(buffer, buffer.byteLength - textBytes),
  };
};
