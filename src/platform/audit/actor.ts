import type { RequestContext } from '#platform/http/handlers.ts';
import type { AuditActor } from './record.ts';

/** Who an audit entry names for a request: its actor, or the system for a public operation. */
export function auditActorOf(context: RequestContext): AuditActor {
  return {
    id: context.actor?.id ?? null,
    role: context.actor?.role ?? 'system',
    requestId: context.requestId,
  };
}
