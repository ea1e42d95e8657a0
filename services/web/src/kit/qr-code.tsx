import { useMemo } from 'react';
import { qrOf } from './qr.ts';

/** As many modules of quiet around it as readers want at least. */
const quiet = 4;

/** Black on white in every theme: a reader must see it on any screen. */
export const QrCode = ({ text, label, className }: { text: string; label: string; className?: string | undefined }) => {
  const { size, path } = useMemo(() => {
    const rows = qrOf(text);
    const runs = rows.flatMap((row, y) =>
      [
        ...row
          .map((dark) => (dark ? '1' : '0'))
          .join('')
          .matchAll(/1+/g),
      ].map(
        (run) =>
          `M${String(run.index + quiet)} ${String(y + quiet)}h${String(run[0].length)}v1h-${String(run[0].length)}z`,
      ),
    );
    return { size: rows.length + 2 * quiet, path: runs.join('') };
  }, [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      className={className}
      viewBox={`0 0 ${String(size)} ${String(size)}`}
      shapeRendering="crispEdges"
      data-text={text}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#0b0b0c" />
    </svg>
  );
};
