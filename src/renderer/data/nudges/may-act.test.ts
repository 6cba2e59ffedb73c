import { expect, it } from 'vitest';
import { operations } from '#contract/operations.ts';
import { actingRoles } from './may-act.ts';

it.each(['cohorts.create', 'cohorts.delete', 'nudges.preview', 'nudges.create', 'nudges.cancel', 'nudges.retry'])(
  'offers %s to the roles of the contract',
  (wanted) => expect(operations.find(({ id }) => id === wanted)?.permission).toEqual(actingRoles),
);
