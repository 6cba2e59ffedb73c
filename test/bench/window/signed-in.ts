import type { DevTools } from './devtools.ts';
import { openWindow } from './open-window.ts';
import { admin, type Stage } from './stage.ts';

/** Signs the console in through its own bridge, as the connect screen does. */
export async function signIn(page: DevTools, address: string): Promise<void> {
  await page.evaluate(`(async () => {
    const ask = async (name, input) => {
      const result = await window.gatehouse.request(name, input);
      if (!result.ok) throw new Error(name + ': ' + JSON.stringify(result.error));
      return result.value;
    };
    const profile = await ask('profiles.save', { id: null, name: 'Bench', colour: 'slate', address: ${JSON.stringify(address)}, email: ${JSON.stringify(admin.email)} });
    await ask('session.sign_in', { profile_id: profile.id, email: ${JSON.stringify(admin.email)}, password: ${JSON.stringify(admin.password)} });
    let session;
    // The session is kept after the person is in, so that nobody waits for a keychain.
    for (let tries = 0; tries < 200; tries += 1) {
      session = await ask('session.get', null);
      if (session.keychain === 'ok') return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('The session is not kept: the keychain is ' + session.keychain + '.');
  })()`);
}

/** Opens the console once and signs in, so that later launches restore the session. */
export async function keepSession({ executable, console, platform }: Stage): Promise<void> {
  const window = await openWindow(executable, console, 3000);
  await signIn(window.page, platform.url);
  await window.close();
}
