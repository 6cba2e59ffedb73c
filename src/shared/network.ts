/**
 * The part of a network address that stays the same within one provider or company (IPv4: the first 16 bits, IPv6: the
 * first 32), or null for what is no address. As far as an address tells a place, this is it.
 */
export function networkOf(address: string | null): string | null {
  if (address === null) return null;
  const four = /^(\d{1,3})\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/.exec(address);
  if (four) return `${four[1]}.${four[2]}.0.0/16`;
  if (!/^[0-9a-f:]+(%.*)?$/i.test(address) || !address.includes(':')) return null;
  const [first = '0', second = '0'] = address.toLowerCase().split(':');
  // `2001::1` has a run of zeros where the second group would be.
  const group = (text: string) => (text === '' ? '0' : text.replace(/^0+(?=.)/, ''));
  return `${group(first)}:${group(second)}::/32`;
}

/** True for this machine and private networks, where an address says nothing of a place. */
export function isLocalAddress(address: string): boolean {
  return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|::1$|f[cd][0-9a-f]{2}:|fe80:)/i.test(address);
}
