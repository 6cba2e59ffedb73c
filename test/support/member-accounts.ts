import type { Page } from 'playwright';
import { expect } from 'playwright/test';
import type { Tier } from '#contract/common.ts';
import { type ApiClient, type Credentials, connectApi } from './api-client.ts';
import type { RunningConsole } from './console.ts';

/** A member of a running platform, with a session of their own. */
export interface MemberAccount {
  id: string;
  fullName: string;
  credentials: Credentials;
  /** Signed in as the member. */
  api: ApiClient;
}

/** Invites somebody, registers them and signs them in, all over HTTP. */
export async function addMember(
  address: string,
  staff: ApiClient,
  person: { fullName: string; email: string; username: string; tier?: Tier; company?: string },
): Promise<MemberAccount> {
  const { email, fullName, username, tier = 'standard', company } = person;
  const credentials = { email, password: 'Correct-horse-9-battery' };
  const { code } = await staff.call('invitations.generate', { body: { email, tier } });
  const { user } = await staff.call('registration.register', {
    body: {
      invitation_code: code,
      username,
      password: credentials.password,
      full_name: fullName,
      ...(company === undefined ? {} : { company }),
    },
  });
  return { id: user.id, fullName, credentials, api: await connectApi(address, credentials) };
}

/** Follows a link as the operating system hands it over, and waits for the page of its person. */
export async function openPersonByLink({ application, window }: RunningConsole, person: MemberAccount): Promise<void> {
  await followLink(application, `users/${person.id}`);
  await expect(window.getByRole('heading', { level: 1, name: person.fullName })).toBeVisible();
}

export async function followLink(application: RunningConsole['application'], path: string): Promise<void> {
  await application.evaluate(
    ({ app }, link) => app.emit('second-instance', {} as never, ['gatehouse', link], '', null),
    `gatehouse://open/${path}`,
  );
}

/** The part of a person's page that is shown. */
export async function openPart(window: Page, name: string): Promise<void> {
  await window.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
  await expect(window.getByRole('tab', { name: new RegExp(`^${name}`) })).toHaveAttribute('aria-selected', 'true');
}
