import { createServer } from 'node:net';
import type { StaffRole } from '#contract/common.ts';
import { type ApiClient, type Credentials, connectApi } from './api-client.ts';
import type { PlatformOptions, RunningPlatform } from './platform-process.ts';

export const firstAdmin: Credentials = { email: 'ada.admin@example.com', password: 'Correct-horse-7-battery' };

/** A platform with a first admin, and that admin as an API client. */
export interface Staffed {
  platform: RunningPlatform;
  api: ApiClient;
  /** Adds somebody and gives what they sign in with. */
  add(role: StaffRole, fullName: string): Promise<Credentials>;
}

/** Starts an empty platform; staff are added over its API. */
export async function staffedPlatform(
  startPlatform: (options?: PlatformOptions) => Promise<RunningPlatform>,
  options: PlatformOptions = {},
): Promise<Staffed> {
  const platform = await startPlatform({ admin: firstAdmin, ...options });
  const api = await connectApi(platform.url, firstAdmin);
  const add = async (role: StaffRole, fullName: string) => {
    const email = `${fullName.toLowerCase().replaceAll(' ', '.')}@example.com`;
    const person = { email, password: 'Correct-horse-8-battery' };
    await api.call('users.create', { body: { ...person, full_name: fullName, role } });
    return person;
  };
  return { platform, api, add };
}

/** Makes a batch of addresses and submits it. */
export async function submittedBatch(api: ApiClient, name: string, addresses: readonly string[]): Promise<string> {
  const rows = addresses.map((email) => ({ email }));
  const { id } = await api.call('batches.create', { body: { name, rows } });
  await api.call('batches.submit', { params: { id } });
  return id;
}

/** A port that is free now, to come back to the same address after a restart. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port.');
  return address.port;
}
