import { useOperationMutation } from '#renderer/data/use-operation-mutation.ts';

/** Makes a support, ops or admin account. */
export function useAddStaff() {
  return useOperationMutation('users.create', { invalidates: [['users']] });
}
