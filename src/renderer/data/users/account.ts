import { useOperationMutation } from '#renderer/data/use-operation-mutation.ts';
import { userKeys } from './keys.ts';

/** What an account's change shows in: lists and pages of people, the audit log, mails that it caused. */
const touched = [userKeys.all, ['audit'], ['outbox']] as const;
/** A member who is deleted or restored also moves a seat. */
const touchedWithSeats = [...touched, ['capacity'], ['overview'], ['monitoring']] as const;

export const useUpdateUser = () => useOperationMutation('users.update', { invalidates: touched });
export const useSuspendUser = () => useOperationMutation('users.suspend', { invalidates: touched });
export const useReactivateUser = () => useOperationMutation('users.reactivate', { invalidates: touched });
export const useDeleteUser = () => useOperationMutation('users.delete', { invalidates: touchedWithSeats });
export const useRestoreUser = () => useOperationMutation('users.restore', { invalidates: touchedWithSeats });
export const useRevokeSession = () => useOperationMutation('users.sessions.revoke', { invalidates: touched });
export const useRevokeAllSessions = () => useOperationMutation('users.sessions.revoke_all', { invalidates: touched });
