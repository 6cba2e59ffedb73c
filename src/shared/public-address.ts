/** Networks that are not the public internet, as first bytes and how many bits of them count (RFC 6890). */
const fours: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

function bytesOfFour(text: string): number[] | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return null;
  return parts.map(Number);
}

const asNumber = (bytes: readonly number[]) => bytes.reduce((sum, byte) => sum * 256 + byte, 0);

function isPublicFour(text: string): boolean {
  const bytes = bytesOfFour(text);
  if (bytes === null) return false;
  const value = asNumber(bytes);
  return !fours.some(([network, bits]) => {
    const size = 2 ** (32 - bits);
    return Math.floor(value / size) === Math.floor(asNumber(bytesOfFour(network) ?? []) / size);
  });
}

/** The eight groups of an IPv6 address; null for what is none. */
function groupsOfSix(text: string): number[] | null {
  const four = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const tail = four ? bytesOfFour(four[2] ?? '') : null;
  if (four && tail === null) return null;
  const [a = 0, b = 0, c = 0, d = 0] = tail ?? [];
  const plain = four ? `${four[1]}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}` : text;
  const halves = plain.split('::');
  if (halves.length > 2) return null;
  const [head = [], rest = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - rest.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const groups = [...head, ...Array<string>(halves.length === 1 ? 0 : missing).fill('0'), ...rest];
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : null;
}

/**
 * Only what is handed out as public (2000::/3) is, and of that neither documentation nor the networks in which an IPv4
 * address is hidden (6to4, Teredo): those could lead anywhere.
 */
function isPublicSix(text: string): boolean {
  const groups = groupsOfSix(text.replace(/%.*$/, ''));
  if (groups === null) return false;
  const [first = 0, second = 0] = groups;
  if (first < 0x2000 || first > 0x3fff) return false;
  return !(first === 0x2002 || (first === 0x2001 && (second < 0x200 || second === 0xdb8)));
}

/** Whether a network address is one of the public internet. What can't be read is not. */
export function isPublicAddress(address: string): boolean {
  return address.includes(':') ? isPublicSix(address) : isPublicFour(address);
}
