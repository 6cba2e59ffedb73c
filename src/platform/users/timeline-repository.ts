import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Role } from '#contract/common.ts';
import type { TimelineKind } from '#contract/user-story.ts';
import { type KeysetPage, type KeysetRequest, keysetPage } from '#platform/db/keyset.ts';
import type { Executor } from '#platform/db/open.ts';
import { mailsTo } from '#platform/outbox/mails-to-repository.ts';

/** One thing that happened, from whichever table knows of it. */
export interface TimelineView {
  key: string;
  source: 'audit' | 'mail' | 'sign_in' | 'note' | 'step' | 'anomaly';
  ref: string;
  kind: TimelineKind;
  at: Date;
  facts: Record<string, unknown>;
  actor_id: string | null;
  actor_name: string | null;
  actor_role: Role | 'system' | null;
}

/**
 * Everything that happened to one person. The audit log tells most of it; sign-ins, mails, notes and steps have tables
 * that say more, so their entries are left out there, and so are the quarter-hourly refreshes of sessions.
 */
function eventsOf(user: { id: string; email: string }): RawBuilder<Omit<TimelineView, 'actor_name' | 'actor_role'>> {
  const id = sql`${user.id}::uuid`;
  return sql`(
    select 'a' || lpad(sequence::text, 15, '0') as key, 'audit' as source, sequence::text as ref, at, actor_id,
      case action
        when 'invitation.created' then 'invited' when 'invitation.resent' then 'invited'
        when 'user.registered' then 'registered' when 'user.tier_changed' then 'tier_changed'
        when 'session.revoked' then 'session_revoked' when 'user.sessions_revoked' then 'session_revoked'
        when 'user.suspended' then 'suspended' when 'user.reactivated' then 'reactivated'
        when 'user.deleted' then 'deleted' when 'user.restored' then 'restored'
        when 'user.updated' then 'profile_changed'
        when 'user.view_as.started' then 'viewed' when 'user.view_as.viewed' then 'viewed'
        when 'user.view_as.ended' then 'viewed' else 'other'
      end as kind,
      jsonb_build_object('action', action, 'details', details, 'reason', personal ->> 'reason') as facts
    from audit_entries
    where action not in ('session.opened', 'session.refreshed', 'session.refused', 'invitation.used', 'user.noted', 'user.step_done')
      and ((subject_type = 'user' and subject_id = ${user.id})
        or (subject_type = 'session' and subject_id in (select id::text from sessions where user_id = ${id}))
        or (subject_type = 'invitation' and subject_id in (select id::text from invitations where user_id = ${id})))
    union all
    select 'm' || id, 'mail', id::text, coalesce(sent_at, created_at), null, 'mailed',
      jsonb_build_object('kind', kind, 'subject', subject, 'status', status, 'transport', transport, 'error', last_error)
    from outbox_mails where ${mailsTo(user)}
    union all
    select 's' || id, 'sign_in', session_id::text, at, user_id,
      case outcome when 'succeeded' then 'signed_in' else 'sign_in_failed' end,
      jsonb_build_object('reason', reason, 'device', device, 'address', address, 'two_step', two_step)
    from sign_ins where user_id = ${id}
    union all
    select 'n' || id, 'note', id::text, created_at, author_id, 'note', jsonb_build_object('body', body)
    from user_notes where user_id = ${id}
    union all
    select 'o' || step, 'step', step, done_at, user_id, 'step_done', jsonb_build_object('step', step)
    from onboarding_steps where user_id = ${id}
    union all
    select 'u' || id, 'anomaly', session_id::text, at, null, 'anomaly',
      jsonb_build_object('rule', rule, 'details', details)
    from session_anomalies where user_id = ${id}
  )`;
}

export function listTimeline(
  executor: Executor,
  user: { id: string; email: string },
  kind: TimelineKind | undefined,
  request: KeysetRequest,
): Promise<KeysetPage<TimelineView>> {
  const events = eventsOf(user).as('events');
  const wanted = kind === undefined ? sql<SqlBool>`true` : sql<SqlBool>`events.kind = ${kind}`;
  const query = executor
    .selectFrom(events)
    .leftJoin('users as actor', 'actor.id', 'events.actor_id')
    .select([
      'events.key',
      'events.source',
      'events.ref',
      'events.kind',
      'events.at',
      'events.facts',
      'events.actor_id',
      'actor.full_name as actor_name',
      'actor.role as actor_role',
    ])
    .where(wanted);
  return keysetPage(
    query,
    request,
    {
      sorts: {
        '-at': { column: 'events.at', type: 'timestamptz', descending: true },
        at: { column: 'events.at', type: 'timestamptz', descending: false },
      },
      id: { column: 'events.key', type: 'text' },
    },
    async () => {
      const counted = executor.selectFrom(events).where(wanted).select(sql<number>`count(*)`.as('total'));
      return (await counted.executeTakeFirstOrThrow()).total;
    },
  );
}
