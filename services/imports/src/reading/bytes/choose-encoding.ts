import { TextDecoder } from 'node:util';
import type { EncodingEvidence } from './encoding-evidence.ts';

/** An encoding, or the ones between which a person has to choose. */
export interface EncodingChoice {
  readonly encoding: string;
  readonly others: readonly string[];
}

const sure = (encoding: string): EncodingChoice => ({ encoding, others: [] });

/** Whether it names an encoding of the WHATWG standard, all of which TextDecoder reads. */
export const isNamedEncoding = (label: string): boolean => {
  try {
    return new TextDecoder(label).encoding !== '';
  } catch {
    return false;
  }
};

/** UTF-16 and UTF-8 by their marks; UTF-16 without one by its NULs, which every delimiter and line end has. */
export const encodingOfHead = (head: Buffer): string | undefined => {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  const zeros = [0, 0];
  for (let at = 0; at < head.length; at++) if (head[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > head.length / 40 && even * 20 < odd) return 'utf-16le';
  if (even > head.length / 40 && odd * 20 < even) return 'utf-16be';
  return undefined;
};

// Bytes that are letters of the Arabic script, or marks within its words, in windows-1256 (Microsoft's table
// bestfit1256).
const arabic = [
  0x81,
  0x8a,
  0x8d,
  0x8e,
  0x8f,
  0x90,
  0x98,
  0x9a,
  0x9d,
  0x9e,
  0x9f,
  0xa1,
  0xaa,
  0xba,
  0xbf,
  ...range(0xc0, 0xd6),
  ...range(0xd8, 0xdf),
  0xe1,
  ...range(0xe3, 0xe6),
  0xec,
  0xed,
  ...range(0xf0, 0xf3),
  0xf5,
  0xf6,
  0xf8,
  0xfa,
  0xff,
];
const letters = [0x8a, 0x8c, 0x8e, 0x9a, 0x9c, 0x9e, 0x9f, ...range(0xc0, 0xff)];
/** ð, ý, þ of Iceland stand where Turkey has ğ, ı, ş; Ý and ý also in Czech and Slovak. */
const turkishOrNordic = [0xd0, 0xdd, 0xde, 0xf0, 0xfd, 0xfe];
/** Letters of windows-1250 (ł ą ż ľ …) that are signs in windows-1252: no word has a sign inside. */
const signsInWords = [
  // Where Macintosh and DOS have their umlauts, windows-1252 has quotes, daggers and capitals.
  0x80, 0x81, 0x82, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8d, 0x8e, 0x8f, 0x90, 0x94, 0x95, 0x98, 0x99,
  0x9b, 0x9d, 0x9f, 0xa3, 0xa5, 0xa9, 0xaa, 0xac, 0xae, 0xaf, 0xb3, 0xb9, 0xba, 0xbc, 0xbe, 0xbf,
];

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, place) => from + place);
}

const sum = (counts: Uint32Array, bytes: readonly number[]): number =>
  bytes.reduce((total, byte) => total + (counts[byte] ?? 0), 0);

/**
 * Decides for a file without mark. Valid UTF-8 of any length is no accident; else the plausibility of the text decides.
 */
export const chooseEncoding = (evidence: EncodingEvidence): EncodingChoice => {
  if (evidence.broken === 0) return sure('utf-8');
  // A few broken places in a file that is UTF-8 are its rows' fault.
  if (evidence.sequences >= evidence.broken * 10) return sure('utf-8');
  const all = sum(evidence.high, range(0x80, 0xff));
  const ofLetters = sum(evidence.high, [...new Set([...letters, ...arabic])]);
  if (evidence.inRuns > all * 0.6 && ofLetters > 1) return ofOtherScripts(evidence, all);
  if (sum(evidence.high, turkishOrNordic) > 0)
    return { encoding: 'windows-1252', others: ['windows-1254', 'windows-1250'] };
  if (sum(evidence.insideWords, signsInWords) > 0)
    return { encoding: 'windows-1252', others: ['windows-1250', 'macintosh', 'windows-1254'] };
  return sure('windows-1252');
};

/**
 * Whole words of high bytes: no Latin script. Persian has most letters below 0xE0; Cyrillic and Greek only their
 * capitals.
 */
const ofOtherScripts = (evidence: EncodingEvidence, all: number): EncodingChoice => {
  const low = sum(evidence.high, range(0xc0, 0xdf)) / Math.max(1, sum(evidence.high, range(0xc0, 0xff)));
  const ofArabic = sum(evidence.high, arabic) / all;
  if (ofArabic > 0.9 && low > 0.3 && low < 0.95) return sure('windows-1256');
  return { encoding: 'windows-1256', others: ['windows-1251', 'windows-1253', 'windows-1255', 'windows-1252'] };
};
