import { expect, it } from 'vitest';
import { trayPicture } from './tray-picture.ts';

const count = ({ pixels }: { pixels: Uint8Array }, is: (blue: number, red: number, alpha: number) => boolean) => {
  let found = 0;
  for (let at = 0; at < pixels.length; at += 4) {
    if (is(pixels[at] ?? 0, pixels[at + 2] ?? 0, pixels[at + 3] ?? 0)) found += 1;
  }
  return found;
};
const isRed = (blue: number, red: number, alpha: number) => alpha === 255 && red > 200 && blue < 100;

it.each([1, 2])('shows a red dot only while something fires, at scale %s', (scale) => {
  const [calm, firing] = [trayPicture(false, scale), trayPicture(true, scale)];
  expect(calm.size).toBe(16 * scale);
  expect(calm.pixels).toHaveLength((16 * scale) ** 2 * 4);
  expect(count(calm, isRed)).toBe(0);
  expect(count(firing, isRed)).toBeGreaterThan(40 * scale * scale);
  for (const picture of [calm, firing]) {
    expect(count(picture, (_blue, _red, alpha) => alpha === 0)).toBeGreaterThan(100 * scale * scale);
  }
});
