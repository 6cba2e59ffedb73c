import type { Page } from 'playwright';
import { expect } from 'playwright/test';
import type { StaffRole } from '#contract/common.ts';
import type { Credentials } from './api-client.ts';
import { openScreen, signIn } from './sign-in.ts';

/** Leaves through the account menu and waits for the connect screen. */
export async function signOut(window: Page): Promise<void> {
  await window.getByRole('button', { name: /account menu/ }).click();
  await window.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(window.getByLabel('Platform address')).toBeVisible();
}

/** Leaves and comes back as somebody else. */
export async function changePerson(window: Page, address: string, person: Credentials): Promise<void> {
  await signOut(window);
  await signIn(window, address, person);
}

/** Adds an account in the settings, as an admin does, and gives the password that the console made for it. */
export async function addStaff(window: Page, role: StaffRole, fullName: string, email: string): Promise<Credentials> {
  await openScreen(window, 'Settings');
  await window
    .getByRole('navigation', { name: 'Sections of the settings' })
    .getByRole('button', { name: 'Staff' })
    .click();
  await window.getByRole('button', { name: 'Add staff' }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByLabel('Email').fill(email);
  await dialog.getByLabel('Full name').fill(fullName);
  await dialog.getByText(role === 'ops' ? 'Ops' : role === 'admin' ? 'Admin' : 'Support', { exact: true }).click();
  await dialog.getByRole('button', { name: `Add ${role}` }).click();
  const password = ((await dialog.getByLabel('First password').textContent()) ?? '').trim();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toBeHidden();
  await expect(window.getByRole('row', { name: new RegExp(email.replaceAll('.', '\\.')) })).toBeVisible();
  return { email, password };
}

/** Imports a file as a new batch and waits for the answer of the dry run. */
export async function importFile(window: Page, path: string, name?: string): Promise<void> {
  await openScreen(window, 'Batches');
  await window.getByRole('link', { name: 'New batch' }).first().click();
  await window.getByLabel('List file').setInputFiles(path);
  await expect(window.getByRole('region', { name: 'List' })).toBeVisible();
  if (name !== undefined) await window.getByLabel('Name').fill(name);
  await window.getByRole('button', { name: /^Check / }).click();
  await expect(window.getByRole('list', { name: 'Steps' })).toBeVisible();
}

/** Pastes a list as a new batch. */
export async function importText(window: Page, text: string, name: string): Promise<void> {
  await openScreen(window, 'Batches');
  await window.getByRole('link', { name: 'New batch' }).first().click();
  await window.getByLabel('Addresses').fill(text);
  await window.getByLabel('Name').fill(name);
  await window.getByRole('button', { name: /^Check / }).click();
  await expect(window.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** Opens a batch from the list. */
export async function openBatch(window: Page, name: string): Promise<void> {
  await openScreen(window, 'Batches');
  await window.getByRole('gridcell', { name, exact: true }).click();
  await expect(window.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** Presses a button of the page and the same-named one of the dialog that asks once more. */
export async function confirm(window: Page, button: string | RegExp, answer: string): Promise<void> {
  await window.getByRole('button', { name: button }).click();
  await window.getByRole('dialog').getByRole('button', { name: answer, exact: true }).click();
}

/** The sentence under the heading: what its user came for. */
export const answer = (window: Page) => window.getByRole('main').locator('header p').first();
