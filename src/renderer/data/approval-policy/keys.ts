export const approvalPolicyKeys = { all: ['approval_policy'] as const };
