import { useMemo } from 'react';
import { qrCode } from './qr-code.ts';

/** Empty squares around the code, as many as readers want at least (ISO/IEC 18004). */
const margin = 4;

interface QrProps {
  readonly text: string;
  /** What it is for, for readers of screens. */
  readonly label: string;
  readonly className?: string | undefined;
}

/** Rows of dark squares as strokes, one for each run. */
const drawn = (text: string): { readonly size: number; readonly dark: string } => {
  const squares = qrCode(text);
  const runs = squares.flatMap((row, down) =>
    [...row.map(Number).join('').matchAll(/1+/g)].map(
      ({ 0: { length }, index }) =>
        `M${String(index + margin)} ${String(down + margin)}h${String(length)}v1h-${String(length)}z`,
    ),
  );
  return { size: squares.length + margin * 2, dark: runs.join('') };
};

/** A code for a camera: black on white whatever the theme. */
export const Qr = ({ text, label, className }: QrProps) => {
  const { size, dark } = useMemo(() => drawn(text), [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${String(size)} ${String(size)}`}
      shapeRendering="crispEdges"
      className={className}
      data-text={text}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={dark} fill="#000" />
    </svg>
  );
};
