export const auditKeys = { head: ['audit', 'head'] as const };
