import type { Page } from 'playwright';
import { expect } from 'playwright/test';
import type { Credentials } from './api-client.ts';

/** Fills the connect screen and waits until the first screen is there. */
export async function signIn(window: Page, address: string, { email, password }: Credentials): Promise<void> {
  await window.getByLabel('Platform address').fill(address);
  await window.getByLabel('Email', { exact: true }).fill(email);
  await window.getByLabel('Password', { exact: true }).fill(password);
  await window.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
}

/** Opens a screen by its link in the navigation. */
export async function openScreen(window: Page, name: string): Promise<void> {
  await window.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name, exact: true }).click();
  await expect(window.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
}
