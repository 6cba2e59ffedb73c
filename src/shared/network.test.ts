import { describe, expect, it } from 'vitest';
import { isLocalAddress, networkOf } from './network.ts';

describe('networks', () => {
  it.each([
    ['192.0.2.7', '192.0.0.0/16'],
    ['2001:0db8:85a3::1', '2001:db8::/32'],
    ['2001::1', '2001:0::/32'],
    ['::1', '0:0::/32'],
    ['unknown', null],
    ['', null],
  ])('%s lies in %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it('tell private addresses apart', () => {
    for (const address of ['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '::1', 'fd12:3456::1', 'fe80::1']) {
      expect(isLocalAddress(address), address).toBe(true);
    }
    for (const address of ['192.0.2.1', '172.32.0.1', '2001:db8::1', '11.0.0.1']) {
      expect(isLocalAddress(address), address).toBe(false);
    }
  });
});
