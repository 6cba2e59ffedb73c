import { useQueryClient } from '@tanstack/react-query';
import { useOperationMutation } from '#renderer/data/use-operation-mutation.ts';
import { approvalPolicyKeys } from './keys.ts';

export function useUpdateApprovalPolicy() {
  const client = useQueryClient();
  return useOperationMutation('approval_policy.update', {
    // Every batch says how many approvals it needs.
    invalidates: [approvalPolicyKeys.all, ['batches']],
    onAnswer: (policy) => client.setQueryData(approvalPolicyKeys.all, policy),
  });
}
