import type { lookup } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { nextAttempt } from './webhook-job.ts';
import { publicLookup, signatureOf } from './webhook-request.ts';

/** Resolves every name to these addresses. */
function resolving(...addresses: string[]): typeof lookup {
  const resolve = (_name: string, _options: object, callback: (error: null, found: object[]) => void) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  return resolve as unknown as typeof lookup;
}

function lookUp(...addresses: string[]): Promise<string> {
  return new Promise((resolve) =>
    publicLookup(resolving(...addresses))('hooks.example.com', {}, (error, address) =>
      resolve(error ? error.message : String(address)),
    ),
  );
}

describe('a name of a webhook', () => {
  it('leads to the address that was looked at', async () => {
    expect(await lookUp('93.184.215.14')).toBe('93.184.215.14');
  });
  it('leads nowhere where any of its addresses is private', async () => {
    for (const address of ['127.0.0.1', '10.0.0.8', '::1', '::ffff:192.168.0.1']) {
      expect(await lookUp('93.184.215.14', address)).toBe('The name leads into a private network');
    }
    expect(await lookUp()).toBe('The name leads nowhere');
  });
});

it('signs the time together with the body', () => {
  const at = new Date('2026-03-02T09:00:00.000Z');
  expect(signatureOf('secret', '{}', at)).toMatch(/^t=1772442000,v1=[0-9a-f]{64}$/);
  expect(signatureOf('secret', '{}', at)).not.toBe(signatureOf('secret', '{ }', at));
});

it('waits longer with each try, half an hour at most, and gives up after a day', () => {
  const created_at = new Date('2026-03-02T09:00:00.000Z');
  const pause = (attempts: number) =>
    (nextAttempt({ attempts, created_at }, created_at)?.getTime() ?? 0) - created_at.getTime();
  expect([0, 1, 2, 8, 500].map(pause)).toEqual([10_000, 20_000, 40_000, 1_800_000, 1_800_000]);
  expect(nextAttempt({ attempts: 40, created_at }, new Date('2026-03-03T09:00:00.000Z'))).toBeNull();
});
