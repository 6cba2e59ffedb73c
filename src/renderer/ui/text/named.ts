const longest = 60;

/**
 * A name inside a sentence of ours: cut to a bearable length, and fenced off (first strong isolate … pop), so that
 * right-to-left marks in it can't turn the rest of the sentence around.
 */
export function named(name: string): string {
  const characters = [...name];
  const short = characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : name;
  return `\u2068${short}\u2069`;
}
