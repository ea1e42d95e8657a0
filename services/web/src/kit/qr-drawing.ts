import { correction, generate } from 'lean-qr/nano';
import { toSvgPath } from 'lean-qr/extras/svg';

/** Empty squares around the code, as many as readers want at least (ISO/IEC 18004). */
const margin = 4;

export interface QrDrawing {
  /** Squares of a side, with the margin. */
  readonly size: number;
  /** Where the first dark square stands. */
  readonly margin: number;
  /** Outlines of what is dark, as the path of an SVG. */
  readonly dark: string;
}

/** A text as a QR code that is still read with a seventh of it spoiled. Raises where it is longer than a code holds. */
export const qrDrawing = (text: string): QrDrawing => {
  const code = generate(text, { minCorrectionLevel: correction.M });
  return { size: code.size + margin * 2, margin, dark: toSvgPath(code) };
};
