import { describe, expect, test } from '@jest/globals';
import decodeQR from 'qr/decode.js';
import { qrDrawing } from '../src/kit/qr-drawing.ts';

const scale = 4;

/** The path's outlines as a picture: a square is dark where a ray from the left has crossed an odd number of them. */
const pictured = ({ size, margin, dark }: ReturnType<typeof qrDrawing>) => {
  const outlines = dark
    .split('Z')
    .filter(Boolean)
    .map((outline) =>
      outline
        .slice(1)
        .split('L')
        .map((point) => point.split(' ').map(Number)),
    );
  const upright = outlines.flatMap((points) =>
    points.flatMap(([x = 0, y = 0], at) => {
      const [toX = 0, toY = 0] = points[(at + 1) % points.length] ?? [];
      return x === toX ? [{ x, from: Math.min(y, toY), to: Math.max(y, toY) }] : [];
    }),
  );
  const isDark = (x: number, y: number): boolean =>
    upright.filter((edge) => edge.x <= x && edge.from <= y && y < edge.to).length % 2 === 1;
  const width = size * scale;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (let y = 0; y < width; y++)
    for (let x = 0; x < width; x++)
      if (isDark(Math.floor(x / scale) - margin, Math.floor(y / scale) - margin))
        data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
  return { width, height: width, data };
};

describe('a QR code', () => {
  test.each([
    'mem_01m8gvstfxews8vsrg1gg7x7vh',
    '0f8fad5b-d9cd-469f-a165-70867728950e',
    '6037991234567890',
    'VAFA-2026',
    'کارت عضویت ۱۲۳',
    'x'.repeat(200),
  ])('of %s is read back by another library', (text) => {
    expect(decodeQR(pictured(qrDrawing(text)))).toBe(text);
  });

  test('is still read with spoiled squares', () => {
    const picture = pictured(qrDrawing('mem_01m8gvstfxews8vsrg1gg7x7vh'));
    const side = scale * 4;
    const middle = Math.floor(picture.width / 2);
    for (let y = middle; y < middle + side; y++)
      picture.data.fill(0, (y * picture.width + middle) * 4, (y * picture.width + middle + side) * 4);
    for (let at = 3; at < picture.data.length; at += 4) picture.data[at] = 255;
    expect(decodeQR(picture)).toBe('mem_01m8gvstfxews8vsrg1gg7x7vh');
  });

  test('of more than it holds is refused', () => {
    expect(() => qrDrawing('x'.repeat(3_000))).toThrow();
  });
});
