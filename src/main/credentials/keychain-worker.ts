import { parentPort, workerData } from 'node:worker_threads';
import { type Keychain, KeychainTrouble, openKeychain } from './keychain.ts';
import type { KeychainAnswer, KeychainRequest } from './keychain-thread.ts';

/*
 * The thread that talks to the keychain: connecting to it holds its thread up, for as long as a keychain takes that has
 * to be started or unlocked first.
 */
const library = import('@napi-rs/keyring');
const keychain = openKeychain(String(workerData), () => library);

parentPort?.on('message', async (request: KeychainRequest) => parentPort?.postMessage(await answer(request)));

async function answer(request: KeychainRequest): Promise<KeychainAnswer> {
  try {
    return { id: request.id, value: await run(keychain, request) };
  } catch (error) {
    if (!(error instanceof KeychainTrouble)) throw error;
    return { id: request.id, trouble: { state: error.state, message: error.message } };
  }
}

async function run(open: Keychain, { action, account, secret }: KeychainRequest): Promise<string | null> {
  if (action === 'read') return await open.read(account);
  if (action === 'write') await open.write(account, secret ?? '');
  else await open.remove(account);
  return null;
}
