/** Letters of other alphabets that look like the ones in a code; NFKC keeps them apart, people can't. */
const homoglyphs: Record<string, string> = {
  а: 'a',
  в: 'b',
  с: 'c',
  ԁ: 'd',
  е: 'e',
  о: 'o',
  р: 'p',
  г: 'r',
  ѕ: 's',
  т: 't',
  і: 'i',
  ν: 'v',
  υ: 'u',
  α: 'a',
  ο: 'o',
  ρ: 'p',
  ε: 'e',
  ι: 'i',
  τ: 't',
};

/** Misread letters and the hex digit they look like. */
const lookAlikes: Record<string, string> = {
  o: '0',
  q: '0',
  i: '1',
  l: '1',
  '!': '1',
  '|': '1',
  s: '5',
  g: '9',
  z: '2',
};

/** One lower-case alphabet, without what can't be seen: percent escapes, zero-width signs, soft line breaks of mails. */
export function plainText(paste: string): string {
  return paste
    .replace(/=\r?\n/g, '')
    .replace(/%([2-7][0-9a-f])/gi, (_escape, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/[^\p{ASCII}]/gu, (character) => homoglyphs[character] ?? character);
}

/** Reads each character as the hex digit it is or looks like; others stay as they are. */
export function asDigits(text: string): string {
  return [...text].map((character) => lookAlikes[character] ?? character).join('');
}
