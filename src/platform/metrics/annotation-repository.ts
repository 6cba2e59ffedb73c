import { sql } from 'kysely';
import type { Annotation, AnnotationKind } from '#contract/metrics.ts';
import type { Executor } from '#platform/db/open.ts';

/** Something that happened, as it is stored. */
export interface StoredAnnotation {
  id: string;
  began: Date;
  /** Null while it goes on. */
  ended: Date | null;
  title: string;
  severity: Annotation['severity'];
  invitations: number | null;
  by: string | null;
}

interface Asked {
  from: Date;
  to: Date;
  most: number;
}

/** What lasted into a range, by kind; the newest first, and of each kind `most` at most. */
export const readAnnotations: Readonly<
  Record<AnnotationKind, (executor: Executor, asked: Asked) => Promise<StoredAnnotation[]>>
> = {
  incident: async (executor, { from, to, most }) => {
    const { rows } = await sql<StoredAnnotation>`
      select id, started_at as began, resolved_at as ended, title, severity, null::integer as invitations, null::text as by
      from incidents
      where started_at < ${to}::timestamptz and (resolved_at is null or resolved_at >= ${from}::timestamptz)
      order by started_at desc, id desc limit ${most}::integer`.execute(executor);
    return rows;
  },
  alert: async (executor, { from, to, most }) => {
    const { rows } = await sql<StoredAnnotation>`
      select id, opened_at as began, resolved_at as ended, summary as title, severity, null::integer as invitations,
        null::text as by
      from alerts
      where opened_at < ${to}::timestamptz and (resolved_at is null or resolved_at >= ${from}::timestamptz)
      order by opened_at desc, id desc limit ${most}::integer`.execute(executor);
    return rows;
  },
  batch: async (executor, { from, to, most }) => {
    const { rows } = await sql<StoredAnnotation>`
      select id, sending_started_at as began, sent_at as ended, name as title, null::text as severity,
        (plan_counts ->> 'ready')::integer as invitations, null::text as by
      from batches
      where sending_started_at < ${to}::timestamptz and (sent_at is null or sent_at >= ${from}::timestamptz)
      order by sending_started_at desc, id desc limit ${most}::integer`.execute(executor);
    return rows;
  },
  deployment: async (executor, { from, to, most }) => {
    const { rows } = await sql<StoredAnnotation>`
      select id, at as began, at as ended, version as title, null::text as severity, null::integer as invitations,
        deployed_by as by
      from deployments
      where at < ${to}::timestamptz and at >= ${from}::timestamptz
      order by at desc, id desc limit ${most}::integer`.execute(executor);
    return rows;
  },
};
