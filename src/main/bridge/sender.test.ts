import { describe, expect, it } from 'vitest';
import { isTrustedSender } from './sender.ts';

const policy = { isTrustedWindow: (id: number) => id === 1, origin: 'app://gatehouse' };
const sender = (url: string, isMain = true, webContentsId = 1) => ({ webContentsId, frame: { url, isMain } });

describe('isTrustedSender', () => {
  it.each(['app://gatehouse/', 'app://gatehouse/batches?status=draft#x'])('accepts the page at %s', (url) => {
    expect(isTrustedSender(sender(url), policy)).toBe(true);
  });

  it.each([
    '',
    'about:blank',
    'about:srcdoc',
    'app://',
    'app:gatehouse',
    'app://evil/',
    'app://gatehouse.evil.example/',
    'https://gatehouse/',
    'file:///app://gatehouse/',
    'data:text/html,app://gatehouse/',
    'http://localhost:5173/',
  ])('refuses the address %j', (url) => {
    expect(isTrustedSender(sender(url), policy)).toBe(false);
  });

  it('refuses a frame inside the page, even of the same origin', () => {
    expect(isTrustedSender(sender('app://gatehouse/', false), policy)).toBe(false);
  });

  it('refuses another window, and a frame that has gone', () => {
    expect(isTrustedSender(sender('app://gatehouse/', true, 2), policy)).toBe(false);
    expect(isTrustedSender({ webContentsId: 1, frame: null }, policy)).toBe(false);
  });

  it('while developing, trusts the development server and not the built page', () => {
    const development = { ...policy, origin: 'http://localhost:5173' };
    expect(isTrustedSender(sender('http://localhost:5173/batches'), development)).toBe(true);
    expect(isTrustedSender(sender('http://localhost:5174/'), development)).toBe(false);
    expect(isTrustedSender(sender('app://gatehouse/'), development)).toBe(false);
  });
});
