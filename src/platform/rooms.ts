import type { Hono } from 'hono';
import { alertJob } from './alerts/evaluate.ts';
import { alertRoutes } from './alerts/routes.ts';
import { alertWebhookJob } from './alerts/webhook-job.ts';
import { auditRoutes } from './audit/routes.ts';
import { createAccessTokens } from './auth/access-token.ts';
import { accountPages } from './auth/account-pages.ts';
import { authRoutes } from './auth/routes.ts';
import { batchRoutes } from './batches/routes.ts';
import { batchSendingJob } from './batches/sending-job.ts';
import { capacityRoutes } from './capacity/routes.ts';
import { cohortRoutes } from './cohorts/routes.ts';
import { dashboardPages } from './dashboard/page.ts';
import type { PlatformDeps } from './deps.ts';
import { docsRoutes } from './docs/routes.ts';
import type { PlatformEnvironment } from './http/environment.ts';
import type { Handlers } from './http/handlers.ts';
import type { Pipeline } from './http/pipeline.ts';
import { incidentRoutes } from './incidents/routes.ts';
import { ingestRetentionJob } from './ingest/retention-job.ts';
import { ingestRoutes } from './ingest/routes.ts';
import { invitationExpiryJob } from './invitations/expiry-job.ts';
import { invitationRoutes } from './invitations/routes.ts';
import { housekeepingJob } from './jobs/housekeeping.ts';
import type { Job } from './jobs/runner.ts';
import { metricsJobs } from './metrics/jobs.ts';
import { metricsRoutes } from './metrics/routes.ts';
import { scrapePage } from './metrics/scrape-page.ts';
import { betaAnalyticsRoutes } from './monitoring/beta-analytics-routes.ts';
import { healthRoutes } from './monitoring/health-routes.ts';
import { nudgeReleaseJob } from './nudges/release-job.ts';
import { nudgeRoutes } from './nudges/routes.ts';
import { funnelJob } from './onboarding/funnel-job.ts';
import { onboardingRoutes } from './onboarding/routes.ts';
import { mailDeliveryJob } from './outbox/delivery-job.ts';
import { outboxRoutes } from './outbox/routes.ts';
import { frontPages } from './pages/front-page.ts';
import { registrationPages } from './registration/form.ts';
import { registrationRoutes } from './registration/routes.ts';
import { rehearsalMetricsJob, rehearsalProductJob } from './rehearsal/metrics-job.ts';
import { statusPages } from './status/page.ts';
import { statusRoutes } from './status/routes.ts';
import { bulkJob } from './users/bulk-job.ts';
import { purgeJob } from './users/purge-job.ts';
import { userRoutes } from './users/routes.ts';
import { setupPages } from './users/setup-page.ts';
import { viewExpiryJob } from './view-as/expiry-job.ts';
import { viewAsRoutes } from './view-as/routes.ts';

/** Every domain's handlers: an operation of the table without one is a type error. */
export function allHandlers(deps: PlatformDeps): Handlers {
  return {
    ...authRoutes(deps, createAccessTokens(deps)),
    ...userRoutes(deps),
    ...viewAsRoutes(deps),
    ...healthRoutes(deps),
    ...betaAnalyticsRoutes(deps),
    ...metricsRoutes(deps),
    ...batchRoutes(deps),
    ...auditRoutes(deps),
    ...invitationRoutes(deps),
    ...capacityRoutes(deps),
    ...registrationRoutes(deps),
    ...onboardingRoutes(deps),
    ...cohortRoutes(deps),
    ...nudgeRoutes(deps),
    ...outboxRoutes(deps),
    ...incidentRoutes(deps),
    ...statusRoutes(deps),
    ...ingestRoutes(deps),
    ...alertRoutes(deps),
    ...docsRoutes(deps),
  };
}

/** Pages for people (the public registration form, the set-up page, the status, the dashboard): the only routes that are not in the operations table. */
export function allPages(deps: PlatformDeps, pipeline: Pipeline): Hono<PlatformEnvironment>[] {
  return [
    frontPages(deps, pipeline),
    setupPages(deps, pipeline),
    accountPages(deps, pipeline),
    registrationPages(deps, pipeline),
    scrapePage(deps, pipeline),
    statusPages(deps, pipeline),
    dashboardPages(deps, pipeline),
  ];
}

/** Work that goes on beside requests. */
export function allJobs(): Job[] {
  return [
    batchSendingJob,
    invitationExpiryJob,
    nudgeReleaseJob,
    mailDeliveryJob,
    bulkJob,
    purgeJob,
    ingestRetentionJob,
    alertJob,
    alertWebhookJob,
    viewExpiryJob,
    funnelJob,
    housekeepingJob,
    ...metricsJobs,
    rehearsalMetricsJob,
    rehearsalProductJob,
  ];
}
