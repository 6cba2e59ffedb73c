import { auditOperations } from '#contract/audit.ts';
import type { Operation } from '#contract/operation.ts';

/**
 * Where the operations of a domain are declared. A domain is loaded with its first call: making the schemas of all of
 * them takes as long as the first call itself. find-operation.test.ts compares this with the whole table.
 */
const domains = new Map<string, () => Promise<readonly Operation[]>>([
  ['alerts', async () => (await import('#contract/alerts.ts')).alertOperations],
  ['approval_policy', async () => (await import('#contract/batches.ts')).batchOperations],
  ['audit', async () => auditOperations],
  ['auth', async () => (await import('#contract/auth.ts')).authOperations],
  ['batches', async () => (await import('#contract/batches.ts')).batchOperations],
  ['capacity', async () => (await import('#contract/invitations.ts')).invitationOperations],
  ['cohorts', async () => (await import('#contract/cohorts.ts')).cohortOperations],
  ['docs', async () => (await import('#contract/docs.ts')).docsOperations],
  ['incidents', async () => (await import('#contract/incidents.ts')).incidentOperations],
  ['ingest', async () => (await import('#contract/ingest.ts')).ingestOperations],
  ['invitations', async () => (await import('#contract/invitations.ts')).invitationOperations],
  ['metrics', loadMetrics],
  ['monitoring', async () => (await import('#contract/monitoring.ts')).monitoringOperations],
  ['nudges', async () => (await import('#contract/nudges.ts')).nudgeOperations],
  ['onboarding', async () => (await import('#contract/onboarding.ts')).onboardingOperations],
  ['outbox', async () => (await import('#contract/outbox.ts')).outboxOperations],
  ['registration', async () => (await import('#contract/registration.ts')).registrationOperations],
  ['status', async () => (await import('#contract/status.ts')).statusOperations],
  ['tiers', async () => (await import('#contract/user-tiers.ts')).userTierOperations],
  ['users', loadUsers],
  ['view_as', async () => (await import('#contract/view-as.ts')).viewAsOperations],
]);

async function loadUsers(): Promise<readonly Operation[]> {
  const [users, bulk, sessions, story, tiers, usage] = await Promise.all([
    import('#contract/users.ts'),
    import('#contract/user-bulk.ts'),
    import('#contract/user-sessions.ts'),
    import('#contract/user-story.ts'),
    import('#contract/user-tiers.ts'),
    import('#contract/user-usage.ts'),
  ]);
  return [
    ...users.userOperations,
    ...bulk.userBulkOperations,
    ...sessions.userSessionOperations,
    ...story.userStoryOperations,
    ...tiers.userTierOperations,
    ...usage.userUsageOperations,
  ];
}

async function loadMetrics(): Promise<readonly Operation[]> {
  const [metrics, live] = await Promise.all([import('#contract/metrics.ts'), import('#contract/live.ts')]);
  return [...metrics.metricsOperations, ...live.liveOperations];
}

/** Finds an operation of the contract by a name that comes from the page. */
export async function findOperation(id: string): Promise<Operation | undefined> {
  const load = domains.get(id.slice(0, Math.max(0, id.indexOf('.'))));
  return load === undefined ? undefined : (await load()).find((operation) => operation.id === id);
}
