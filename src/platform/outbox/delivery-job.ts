import type { Job } from '#platform/jobs/runner.ts';
import { deliverMails } from './delivery-service.ts';

/** Takes mails from the outbox to the mail server. Whoever queues one wakes it. */
export const mailDeliveryJob: Job = {
  name: 'mail-delivery',
  everyMilliseconds: 10_000,
  run: deliverMails,
};
