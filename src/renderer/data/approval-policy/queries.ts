import { queryOptions, useQuery } from '@tanstack/react-query';
import { callOperation } from '#renderer/data/call.ts';
import { approvalPolicyKeys } from './keys.ts';

export type { ApprovalPolicySetting } from '#contract/batches.ts';

/** Whether four eyes are needed, and above which sizes two admins are. */
export const approvalPolicyQuery = queryOptions({
  queryKey: approvalPolicyKeys.all,
  queryFn: ({ signal }) => callOperation('approval_policy.get', {}, { signal }),
});

export function useApprovalPolicy() {
  return useQuery(approvalPolicyQuery);
}
