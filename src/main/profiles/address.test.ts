import { describe, expect, it } from 'vitest';
import { isLoopback, normaliseAddress } from './address.ts';

describe('normaliseAddress', () => {
  it.each([
    ['https://beta.example.com', 'https://beta.example.com'],
    ['  https://Beta.Example.com/  ', 'https://beta.example.com'],
    ['beta.example.com', 'https://beta.example.com'],
    ['beta.example.com:8443', 'https://beta.example.com:8443'],
    ['https://beta.example.com:443/', 'https://beta.example.com'],
    ['https://beta.example.com/sign-in?next=/x#top', 'https://beta.example.com'],
    ['HTTPS://beta.example.com', 'https://beta.example.com'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost:3000/', 'http://localhost:3000'],
    ['localhost:3000', 'http://localhost:3000'],
    ['127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['http://127.1:80', 'http://127.0.0.1'],
    ['http://[::1]:9', 'http://[::1]:9'],
    ['https://localhost:3000', 'https://localhost:3000'],
    ['127.0.0.1:443', 'http://127.0.0.1:443'],
  ])('reads %s as %s', (typed, origin) => {
    expect(normaliseAddress(typed)).toEqual({ ok: true, value: origin });
  });

  it.each([
    ['', 'Enter the address'],
    ['   ', 'Enter the address'],
    ['http://beta.example.com', 'this computer only'],
    ['http://0.0.0.0:80', 'this computer only'],
    ['http://127.0.0.1.example.com', 'this computer only'],
    ['http://gatehouse.localhost:1', 'this computer only'],
    ['http://localhost.example.com', 'this computer only'],
    ['ftp://beta.example.com', 'must begin with https://'],
    ['file:///etc/passwd', 'must begin with https://'],
    ['https://user:secret@beta.example.com', 'Leave the user name and password out'],
    ['https://beta example.com', 'no spaces'],
    ['https:\\\\beta.example.com', 'backslashes'],
    ['https://', 'is not an address'],
    ['https://beta.example.com:99999', 'is not an address'],
    ['https://[::1', 'is not an address'],
    ['javascript:alert(1)', 'is not an address'],
  ])('refuses %s and says why', (typed, reason) => {
    const result = normaliseAddress(typed);
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.error).toContain(reason);
  });

  it('never repeats a very long paste in full', () => {
    const result = normaliseAddress(`https://[${'a'.repeat(5000)}`);
    expect(result.ok ? 0 : result.error.length).toBeLessThan(200);
  });
});

describe('isLoopback', () => {
  it('knows this computer from others', () => {
    expect(isLoopback('127.255.255.254')).toBe(true);
    expect(isLoopback('128.0.0.1')).toBe(false);
    expect(isLoopback('[::2]')).toBe(false);
  });
});
