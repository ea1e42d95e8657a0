import { useMemo } from 'react';
import { qrDrawing } from './qr-drawing.ts';

interface QrProps {
  readonly text: string;
  /** What it is for, for readers of screens. */
  readonly label: string;
  readonly className?: string | undefined;
}

/** A code for a camera: black on white whatever the theme. */
export const Qr = ({ text, label, className }: QrProps) => {
  const { size, margin, dark } = useMemo(() => qrDrawing(text), [text]);
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
      <path d={dark} transform={`translate(${String(margin)} ${String(margin)})`} fill="#000" />
    </svg>
  );
};
