import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { KeychainTrouble } from './keychain.ts';
import { KeychainThread } from './keychain-thread.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-keychain-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A thread that answers as the script says; `ask` is a request. */
function thread(name: string, answer: string): KeychainThread {
  const script = join(folder, `${name}.cjs`);
  writeFileSync(
    script,
    `const { parentPort, workerData } = require('node:worker_threads');
     parentPort.on('message', (ask) => { ${answer} });`,
  );
  return new KeychainThread(script, 'Gatehouse');
}

describe('the keychain in a thread', () => {
  it('hands each answer to whom it belongs, in whatever order they come', async () => {
    const keychain = thread(
      'late',
      `const send = () => parentPort.postMessage({ id: ask.id, value: workerData + ' ' + ask.account });
       if (ask.account === 'first') globalThis.held = send; else { send(); globalThis.held(); }`,
    );
    const first = keychain.read('first');
    expect(await keychain.read('second')).toBe('Gatehouse second');
    expect(await first).toBe('Gatehouse first');
  });

  it('says what the keychain said', async () => {
    const keychain = thread(
      'locked',
      `parentPort.postMessage({ id: ask.id, trouble: { state: 'locked', message: 'It is locked.' } });`,
    );
    await expect(keychain.write('ada', 'secret')).rejects.toEqual(new KeychainTrouble('locked', 'It is locked.'));
  });

  it('refuses what it was asked when the thread dies, and starts another one', async () => {
    const keychain = thread(
      'dying',
      `if (ask.action === 'remove') process.exit(1); else parentPort.postMessage({ id: ask.id, value: null });`,
    );
    const lost = keychain.remove('ada');
    await expect(lost).rejects.toMatchObject({ state: 'unavailable' });
    expect(await keychain.read('ada')).toBeNull();
  });
});
