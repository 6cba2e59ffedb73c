import type { ActorRef } from '#contract/common.ts';
import type { Invitation } from '#contract/invitations.ts';
import { maskCode } from '#shared/codes.ts';
import type { InvitationView } from './repository.ts';

/** What the platform calls itself where nobody else did something. */
export const systemActor: ActorRef = { id: null, name: 'Gatehouse', role: 'system' };

/** @param code in full, only for the answers of generate and resend; everywhere else it is masked */
export function presentInvitation(row: InvitationView, code?: string): Invitation {
  return {
    id: row.id,
    code: code ?? maskCode(row.tier, row.code_last_four),
    email: row.email,
    tier: row.tier,
    status: row.status,
    delivery: row.delivery,
    delivery_reason: row.delivery_reason,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    used_at: row.used_at?.toISOString() ?? null,
    revoked_at: row.revoked_at?.toISOString() ?? null,
    user_id: row.user_id,
    batch_id: row.batch_id,
    batch_name: row.batch_name,
    created_by:
      row.created_by && row.creator_name && row.creator_role
        ? { id: row.created_by, name: row.creator_name, role: row.creator_role }
        : systemActor,
  };
}
