import { z } from 'zod';
import {
  actorSchema,
  idParamsSchema,
  idSchema,
  listOf,
  listQuery,
  noContentSchema,
  timestampSchema,
} from './common.ts';
import { defineOperation } from './operation.ts';
import { maximumBulkRows } from './user-bulk.ts';
import { userFilterSchema, userFilters } from './users.ts';

/** Most people one cohort may hold and one nudge may be for. */
export const maximumCohortPeople = maximumBulkRows;

/**
 * Either these people, or every member whom the filters of the list of users match: the people behind a bar of the
 * funnel are `step` and `standing` with what narrows the funnel. Staff are left out where filters match them.
 */
export const peopleSelectionSchemas = [
  z.strictObject({ ids: z.array(idSchema).min(1).max(1000) }),
  z.strictObject({
    all_matching: userFilterSchema,
    /** What the list said. Where it is given and other people match by now, nothing is done. */
    expected_count: z.number().int().min(1).max(maximumCohortPeople).optional(),
  }),
] as const;

const { q: _search, ...rememberedFilters } = userFilters;

export const cohortSchema = z.object({
  id: idSchema,
  name: z.string(),
  created_by: actorSchema,
  created_at: timestampSchema,
  /** How many were saved. Who they are stays as it was then; people who are erased later are no longer listed. */
  members: z.number().int().min(0),
  /** What it was made of; null where people were picked by hand. */
  filters: z.object(rememberedFilters).nullable(),
  /** True where a search text narrowed it too. The text isn't kept: it may be somebody's address. */
  searched: z.boolean(),
});
export type Cohort = z.infer<typeof cohortSchema>;

const staff = ['support', 'ops', 'admin'] as const;

export const cohortOperations = [
  defineOperation({
    id: 'cohorts.create',
    method: 'POST',
    path: '/beta/cohorts',
    summary: 'Save people as a cohort',
    description:
      'Keeps up to 20,000 members under a name: those given, or everybody whom filters match now. Who is in it never changes; list them with the filter `cohort_id` of the users.',
    permission: ['ops', 'admin'],
    body: z.strictObject({
      name: z.string().trim().min(1, 'Give the cohort a name').max(120),
      people: z.union(peopleSelectionSchemas),
    }),
    status: 201,
    response: cohortSchema,
    problems: ['already_exists', 'conflict', 'state_conflict', 'idempotency_conflict'],
    idempotencyKey: true,
  }),
  defineOperation({
    id: 'cohorts.list',
    method: 'GET',
    path: '/beta/cohorts',
    summary: 'List cohorts',
    description: 'All cohorts, newest first, with a search over the name.',
    permission: staff,
    query: listQuery(['-created_at', 'created_at', 'name', '-name'], { q: z.string().max(200).optional() }),
    status: 200,
    response: listOf(cohortSchema),
    problems: [],
  }),
  defineOperation({
    id: 'cohorts.get',
    method: 'GET',
    path: '/beta/cohorts/{id}',
    summary: 'Read one cohort',
    description: 'Name, size and what it was made of. The people are in the list of users with its `cohort_id`.',
    permission: staff,
    params: idParamsSchema,
    status: 200,
    response: cohortSchema,
    problems: ['not_found'],
  }),
  defineOperation({
    id: 'cohorts.delete',
    method: 'DELETE',
    path: '/beta/cohorts/{id}',
    summary: 'Delete a cohort',
    description: 'Forgets the name and who was in it. The people, and nudges made of it, stay as they are.',
    permission: ['ops', 'admin'],
    params: idParamsSchema,
    status: 204,
    response: noContentSchema,
    problems: ['not_found'],
  }),
] as const;
