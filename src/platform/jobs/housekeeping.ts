import { keptMilliseconds } from '#platform/http/idempotency.ts';
import { forgetKeysBefore } from '#platform/http/idempotency-repository.ts';
import {
  forgetRateWindowsBefore,
  forgetRefreshTokensBefore,
  forgetUserTokensBefore,
} from './housekeeping-repository.ts';
import type { Job } from './runner.ts';

const day = 24 * 3_600_000;

/** Removes what has served its time. None of it is a fact about the beta, so none of it is audited. */
export const housekeepingJob: Job = {
  name: 'housekeeping',
  everyMilliseconds: 10 * 60_000,
  run: async ({ database, clock }) => {
    const now = clock.now().getTime();
    await forgetRateWindowsBefore(database, new Date(now - day));
    const forgotten = [
      await forgetKeysBefore(database, new Date(now - keptMilliseconds)),
      await forgetRefreshTokensBefore(database, new Date(now - 30 * day)),
      await forgetUserTokensBefore(database, new Date(now - 30 * day)),
    ];
    return forgotten.some((count) => count >= 1000);
  },
};
