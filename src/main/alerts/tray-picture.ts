/** The mark of the product in a grid of sixteen: a gatehouse. */
const mark = [
  '................',
  '..#..........#..',
  '.###........###.',
  '##.##......##.##',
  '#...########...#',
  '#..............#',
  '#..............#',
  '#.....####.....#',
  '#....##..##....#',
  '#....#....#....#',
  '#....#....#....#',
  '#....#....#....#',
  '#....#....#....#',
  '################',
  '................',
  '................',
];

type Colour = readonly [red: number, green: number, blue: number];
/** Between the two grounds that a bar of the system may have. */
const grey: Colour = [128, 136, 148];
const red: Colour = [214, 48, 49];

/**
 * The picture of the tray as pixels (blue, green, red, alpha): the mark, with a red dot in its corner while anything
 * fires. How many says the text beside it or under the pointer: a number of this size can't be read.
 *
 * @param scale pixels for each place of the grid
 */
export function trayPicture(firing: boolean, scale: number): { pixels: Uint8Array; size: number } {
  const size = mark.length * scale;
  const pixels = new Uint8Array(size * size * 4);
  const paint = (x: number, y: number, [r, g, b]: Colour, alpha = 255) =>
    pixels.set([b, g, r, alpha], (y * size + x) * 4);
  const [centre, radius] = [11.5, 4.5];
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const [column, row] = [(x + 0.5) / scale, (y + 0.5) / scale];
      const away = Math.hypot(column - centre, row - centre);
      if (firing && away < radius) paint(x, y, red);
      // A gap around the dot keeps the two apart.
      else if (!(firing && away < radius + 1) && mark[Math.floor(row)]?.[Math.floor(column)] === '#') paint(x, y, grey);
    }
  }
  return { pixels, size };
}
