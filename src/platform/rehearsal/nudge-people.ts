import { createCohort } from '#platform/cohorts/service.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { Actor } from '#platform/http/handlers.ts';
import { createNudge } from '#platform/nudges/create-service.ts';
import { releaseNudges } from '#platform/nudges/release-service.ts';

const minute = 60_000;

const message = `You are one step away from your first request: make an API key under Settings, API keys. It takes a minute.

If something stands in your way, just answer this mail. We read every one.`;

/**
 * Saves two cohorts and sends a nudge, in the last hour of the story and through the same services as everybody's. The
 * people are made up, so its mails never wait for a mail server, even where one is set: they are kept first. Then they
 * are marked like every mail of the story, whose month had a mail server that took them.
 */
export async function nudgeRehearsalPeople(deps: PlatformDeps, author: Actor): Promise<void> {
  const context = { requestId: 'rehearsal', address: '127.0.0.1', userAgent: null, actor: author };
  const now = deps.clock.now().getTime();
  const at = (minutesAgo: number): PlatformDeps => ({
    ...deps,
    config: { ...deps.config, smtpUrl: null },
    clock: { now: () => new Date(now - minutesAgo * minute) },
  });
  const save = (minutesAgo: number, name: string, step: 'api_key' | 'feedback') =>
    createCohort(
      at(minutesAgo),
      { name, people: { all_matching: { role: 'member', step, standing: 'waiting' } } },
      context,
    );
  await save(50, 'Did everything but the feedback', 'feedback');
  const withoutKey = await save(45, 'Stopped before their first API key', 'api_key');
  const nudge = await createNudge(at(40), { people: { cohort_id: withoutKey.id }, step: 'api_key', message }, context);
  while (await releaseNudges(at(38)));
  await deps.database.updateTable('outbox_mails').set({ transport: 'smtp' }).where('nudge_id', '=', nudge.id).execute();
}
