import { randomUUID } from 'node:crypto';
import { expectNoBarriers } from '#test/support/accessibility.ts';
import { connectApi } from '#test/support/api-client.ts';
import { expect, test } from '#test/support/electron.ts';
import { expectToFit } from '#test/support/fit.ts';
import { addMember, openPart, openPersonByLink } from '#test/support/member-accounts.ts';
import { firstAdmin } from '#test/support/people.ts';
import { openScreen, signIn } from '#test/support/sign-in.ts';

const grace = { fullName: 'Grace Hopper', email: 'grace@example.org', username: 'grace', company: 'Navy' };

test('a key is made in the window, a gateway reports with it, and the page of the person shows usage, cost and error', async ({
  launchConsole,
  startPlatform,
}) => {
  const platform = await startPlatform({ admin: firstAdmin });
  const api = await connectApi(platform.url, firstAdmin);
  const member = await addMember(platform.url, api, grace);
  const running = await launchConsole();
  const { window } = running;
  await signIn(window, platform.url, firstAdmin);
  let key = '';
  const report = async (kind: string, events: object[]) => {
    const answer = await fetch(`${platform.url}/api/ingest/${kind}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ events }),
    });
    return { status: answer.status, body: (await answer.json()) as { accepted?: number } };
  };
  const event = (more: object) => ({ id: randomUUID(), at: new Date().toISOString(), user_id: member.id, ...more });

  await test.step('before anything was reported the page says who would', async () => {
    await openPersonByLink(running, member);
    await openPart(window, 'Usage and costs');
    await expect(window.getByRole('heading', { name: 'No usage reported yet' })).toBeVisible();
    await window.getByRole('link', { name: 'Ingest keys' }).click();
    await expect(window.getByRole('heading', { level: 2, name: 'Ingest keys' })).toBeVisible();
  });

  await test.step('the key is shown once', async () => {
    await window.getByRole('button', { name: 'Make the first key' }).click();
    const dialog = window.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Gateway, Frankfurt');
    await dialog.getByRole('button', { name: 'Make key' }).click();
    key = (await dialog.getByRole('status', { name: 'Ingest key' }).textContent()) ?? '';
    expect(key).toMatch(/^ghi_[\w-]{43}$/);
    await expectNoBarriers(window);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await expect(dialog).toBeHidden();
    const row = window.getByRole('row', { name: /Gateway, Frankfurt/ });
    await expect(row).toContainText(`ghi_••••${key.slice(-4)}`);
    await expect(row).toContainText('Never');
    expect(await window.content()).not.toContain(key);
  });

  await test.step('what the gateway reports stands on the page of the person', async () => {
    const request = { method: 'POST', route: '/api/chat/stream', status: 200, duration_ms: 420 };
    const call = {
      provider: 'anthropic',
      model: 'claude-sonnet-4-5',
      agent: 'Research assistant',
      input_tokens: 1200,
      output_tokens: 300,
      cost_usd_micros: 6_170_000,
      latency_ms: 840,
      success: true,
    };
    const error = {
      fingerprint: 'chat-stream-closed',
      title: 'The answer stopped half-way <b>',
      message: 'StreamClosedError: <img src=x>',
      level: 'error',
      route: '/api/chat/stream',
    };
    expect((await report('requests', [event(request), event({ ...request, status: 502 })])).body.accepted).toBe(2);
    expect((await report('usage', [event(call), event(call)])).body.accepted).toBe(2);
    expect((await report('errors', [event(error)])).body.accepted).toBe(1);
    await openPersonByLink(running, member);
    await openPart(window, 'Usage and costs');
    const part = window.getByRole('region', { name: 'Usage and costs' });
    await expect(part).toContainText('$12.34 in 30 days: 2 calls of models with 3,000 tokens; 2 requests, 50.0 %');
    await expect(part.getByRole('row', { name: /claude-sonnet-4-5 anthropic 2 0 3,000 \$12\.34/ })).toBeVisible();
    await expect(part.getByRole('row', { name: /Research assistant 2 0 3,000 \$12\.34/ })).toBeVisible();
    await expect(part.getByRole('img', { name: /^Cost a day.*most \$12\.34/ })).toBeVisible();
    await expectNoBarriers(window);
    await window.getByText('7 days', { exact: true }).click();
    await expect(part).toContainText('$12.34 in 7 days');
    await expect(part.getByRole('img', { name: /^Requests a day/ }).locator('> span')).toHaveCount(7);
    // More comes in while it is looked at.
    await report('usage', [event({ ...call, cost_usd_micros: 1_000_000, agent: null })]);
    await expect(part).toContainText('$13.34 in 7 days', { timeout: 25_000 });
    await expect(part.getByRole('row', { name: /^Not named/ })).toBeVisible();
  });

  await test.step('and so do the errors that they met', async () => {
    await expect(window.getByRole('tab', { name: 'Errors 1 different' })).toBeVisible();
    await openPart(window, 'Errors');
    const row = window.getByRole('row', { name: /The answer stopped half-way <b>/ });
    await expect(row).toContainText('Error');
    await expect(row).toContainText('/api/chat/stream');
    await row.click();
    const panel = window.getByRole('complementary', { name: 'Error' });
    await expect(panel).toContainText('StreamClosedError: <img src=x>');
    await expect(panel.locator('img')).toHaveCount(0);
    await expectNoBarriers(window);
    await expectToFit(running.application, window);
  });

  await test.step('a revoked key is denied with its next request', async () => {
    await openScreen(window, 'Settings');
    await window
      .getByRole('navigation', { name: 'Sections of the settings' })
      .getByRole('button', { name: 'Ingest keys' })
      .click();
    await window.getByRole('button', { name: 'Revoke Gateway, Frankfurt' }).click();
    await window.getByRole('dialog').getByRole('button', { name: 'Revoke key' }).click();
    await expect(window.getByRole('heading', { name: 'No key yet' })).toBeVisible();
    expect((await report('usage', [])).status).toBe(401);
    await window.getByText('Revoked', { exact: true }).click();
    await expect(window.getByRole('row', { name: /Gateway, Frankfurt/ })).toContainText('Administrator');
  });
});
