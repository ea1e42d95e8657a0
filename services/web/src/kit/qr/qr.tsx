import { useMemo } from 'react';
import { qrCode } from './qr-code.ts';

/** Empty squares around the code, which readers need. */
const margin = 2;

interface QrProps {
  readonly text: string;
  /** What it is for, for readers of screens. */
  readonly label: string;
  readonly className?: string | undefined;
}

/** A code for a camera: black on white whatever the theme. */
export const Qr = ({ text, label, className }: QrProps) => {
  const squares = useMemo(() => qrCode(text), [text]);
  const size = squares.length + margin * 2;
  const dark = squares.flatMap((row, down) =>
    row.flatMap((isDark, along) => (isDark ? [`M${String(along + margin)} ${String(down + margin)}h1v1h-1z`] : [])),
  );
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${String(size)} ${String(size)}`}
      shapeRendering="crispEdges"
      className={className}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={dark.join('')} fill="#000" />
    </svg>
  );
};
